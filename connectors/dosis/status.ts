import { ConnectorError, type Failure } from '../../hub/index.ts';
import type { DosisClient } from './client.ts';
import { knownCode, labelOf } from './codes.ts';
import { outcomeOf } from './outcome.ts';
import type { Processed, UploadNotes } from './uploads.ts';
import type { Result } from './wire.ts';

/** What DOSIS last processed of a dossier, and so what the citizen sees. */
export interface DossierStatus {
  readonly published: boolean;
  /** Null where something is published and it is not known here what. */
  readonly code: string | null;
  readonly label: string | null;
  readonly phase: string | null;
  readonly details: readonly string[];
  readonly action: string | null;
  readonly changedAt: string | null;
  readonly processedAt: string | null;
  /** A newer status was sent and is not processed yet. */
  readonly pending: boolean;
  /** Why DOSIS refused what was sent last. */
  readonly refusedBecause: readonly string[];
}

/** `status` is null where nothing is known of the dossier, here or in DOSIS. */
export interface FoundStatus {
  readonly dossierNumber: string;
  readonly status: DossierStatus | null;
  readonly failure?: { readonly kind: Failure; readonly message: string };
}

interface Sources {
  readonly client: DosisClient;
  readonly uploads: UploadNotes;
  readonly now: () => Date;
  readonly signal: AbortSignal;
}

const AT_ONCE = 8;

/**
 * One entry per number, in their order. The notes answer, for `receive` keeps them up to date; DOSIS is asked only
 * about dossiers that have none, and failing to hear of one does not take the others along.
 */
export async function dossierStatuses(numbers: readonly string[], sources: Sources): Promise<FoundStatus[]> {
  const found: FoundStatus[] = [];
  for (let at = 0; at < numbers.length; at += AT_ONCE) {
    const some = numbers.slice(at, at + AT_ONCE).map((number) => statusOf(number, sources));
    found.push(...(await Promise.all(some)));
  }
  return found;
}

async function statusOf(
  dossierNumber: string,
  { client, uploads, now, signal }: Sources,
): Promise<FoundStatus> {
  const { lastSent, processed } = await uploads.of(dossierNumber);
  if (lastSent !== undefined) {
    const status = fromNotes(processed, lastSent, await uploads.isPending(lastSent));
    return { dossierNumber, status };
  }
  try {
    const results = await client.resultsOf(dossierNumber, signal);
    return { dossierNumber, status: fromResults(results, now().toISOString()) };
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return { dossierNumber, status: null, failure: { kind: error.failure, message: error.message } };
  }
}

function fromNotes({ shown, refused }: Processed, lastSent: string, pending: boolean): DossierStatus {
  return {
    ...unknown,
    ...(shown && {
      ...shown,
      published: true,
      code: knownCode(shown.code) ?? shown.code,
      label: labelOf(shown.code),
    }),
    pending,
    refusedBecause: refused?.uploadId === lastSent ? refused.reasons : [],
  };
}

/** DOSIS tells whether it processed a dossier, not what stands in it. */
function fromResults(results: readonly Result[], heardAt: string): DossierStatus | null {
  const outcomes = results
    .map((result) => outcomeOf(result, heardAt))
    .sort((a, b) => (a.processedAt < b.processedAt ? 1 : -1));
  const [last] = outcomes;
  if (!last) return null;
  const shown = outcomes.find(({ outcome }) => outcome === 'published');
  return {
    ...unknown,
    published: shown !== undefined,
    processedAt: shown?.processedAt ?? null,
    refusedBecause: last.outcome === 'refused' ? last.reasons : [],
  };
}

const unknown: DossierStatus = {
  published: false,
  code: null,
  label: null,
  phase: null,
  details: [],
  action: null,
  changedAt: null,
  processedAt: null,
  pending: false,
  refusedBecause: [],
};
