import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError, type Delivery, type Message } from '../../hub/index.ts';
import type { DosisClient } from './client.ts';
import { outcomeOf } from './outcome.ts';
import type { Upload, UploadNotes } from './uploads.ts';
import type { ResultProcessed } from './wire.ts';

export interface Pace {
  readonly pollSeconds: number;
  readonly resultTimeoutMinutes: number;
}

interface Sources {
  readonly client: DosisClient;
  readonly uploads: UploadNotes;
  readonly now: () => Date;
}

interface Found {
  readonly message: Message<ResultProcessed>;
  readonly settle: () => Promise<void>;
}

/**
 * Asks for the result of every pending upload, the older the upload the rarer, and yields one delivery for each. One
 * upload whose result cannot be read does not hold up the others.
 */
export async function* receiveResults(
  sources: Sources,
  pace: Pace,
  signal: AbortSignal,
): AsyncGenerator<Delivery> {
  const pauseMs = pace.pollSeconds * 1000;
  const agenda = pollingAgenda(sources.now, pauseMs);
  while (!signal.aborted) {
    yield* oneRound(agenda, sources, pace.resultTimeoutMinutes, signal);
    await sleep(pauseMs, undefined, { signal }).catch(() => {});
  }
}

async function* oneRound(
  agenda: ReturnType<typeof pollingAgenda>,
  sources: Sources,
  resultTimeoutMinutes: number,
  signal: AbortSignal,
): AsyncGenerator<Delivery> {
  let unreadable: ConnectorError | undefined;
  for (const upload of agenda.due(await sources.uploads.pending())) {
    const look = lookFor(upload, sources, resultTimeoutMinutes, signal);
    const found = await look.catch((error) => (signal.aborted ? undefined : ofThisUploadOnly(error)));
    if (signal.aborted) return;
    if (found instanceof ConnectorError) unreadable = found;
    else if (found) yield agenda.offer(upload, found);
  }
  if (unreadable) throw unreadable;
}

/** Which uploads to ask about now: none that lies with the hub, and an old one at a tenth of its age. */
function pollingAgenda(now: () => Date, pauseMs: number) {
  const askedAt = new Map<string, number>();
  const offered = new Set<string>();
  const isDue = ({ uploadId, sentAt }: Upload) => {
    const last = askedAt.get(uploadId) ?? Number.NEGATIVE_INFINITY;
    const at = now().getTime();
    return !offered.has(uploadId) && at - last >= Math.max(pauseMs, (at - Date.parse(sentAt)) / 10);
  };
  return {
    due(pending: readonly Upload[]): readonly Upload[] {
      const due = pending.filter(isDue);
      for (const { uploadId } of due) askedAt.set(uploadId, now().getTime());
      return due;
    },
    offer({ uploadId }: Upload, { message, settle }: Found): Delivery {
      offered.add(uploadId);
      const settled = () => {
        offered.delete(uploadId);
        askedAt.delete(uploadId);
      };
      return { message, ack: () => settle().then(settled), nack: async () => settled() };
    },
  };
}

async function lookFor(
  upload: Upload,
  { client, uploads, now }: Sources,
  resultTimeoutMinutes: number,
  signal: AbortSignal,
): Promise<Found | undefined> {
  const { dossierNumber, uploadId } = upload;
  const result = await client.resultOf(uploadId, signal);
  if (result) {
    const outcome = outcomeOf(result, now().toISOString());
    await uploads.processed(upload, outcome);
    const data = { dossierNumber, uploadId, ...outcome };
    return { message: messageOf(`result:${uploadId}`, upload, data), settle: () => uploads.settle(upload) };
  }
  const overdueAt = new Date(Date.parse(upload.sentAt) + resultTimeoutMinutes * 60_000);
  if (upload.overdue || now() < overdueAt) return undefined;
  const data: ResultProcessed = {
    dossierNumber,
    uploadId,
    outcome: 'overdue',
    processedAt: overdueAt.toISOString(),
    reasons: [],
  };
  return {
    message: messageOf(`overdue:${uploadId}`, upload, data),
    settle: () => uploads.markOverdue(upload),
  };
}

function messageOf(id: string, { correlationid }: Upload, data: ResultProcessed): Message<ResultProcessed> {
  return { id, source: 'dosis', type: 'dosis.result.processed', time: data.processedAt, correlationid, data };
}

function ofThisUploadOnly(error: unknown): ConnectorError {
  if (error instanceof ConnectorError && ['malformed', 'rejected'].includes(error.failure)) return error;
  throw error;
}
