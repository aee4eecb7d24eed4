import type { Notes } from '../../hub/index.ts';
import type { Outcome } from './outcome.ts';
import type { PublishDossier } from './wire.ts';

/** What a citizen sees, or will see, of a dossier. */
type Shown = Pick<PublishDossier, 'code' | 'phase' | 'details' | 'action' | 'changedAt'>;

/** One upload that DOSIS accepted and whose result is awaited. */
export interface Upload {
  readonly uploadId: string;
  readonly dossierNumber: string;
  readonly correlationid: string;
  readonly sentAt: string;
  /** The result stayed away too long, and the hub has been told so. */
  readonly overdue: boolean;
  readonly shows: Shown;
}

/** What became of the uploads of one dossier. */
export interface Processed {
  /** What DOSIS processed last, and so what the citizen sees. */
  readonly shown?: Shown & { readonly processedAt: string };
  /** The last refusal; `uploadId` tells whether it is about what was sent last. */
  readonly refused?: { readonly uploadId: string; readonly reasons: readonly string[] };
}

/**
 * The connector's durable notes. Each key has one writer, so none is lost between reading and writing:
 * `pending:<uploadId>` and `sent:<dossierNumber>` are begun by `send`, `processed:<dossierNumber>` by `receive`.
 */
export function uploadNotes(notes: Notes) {
  return {
    async sent(upload: Upload): Promise<void> {
      const { uploadId, dossierNumber, shows } = upload;
      await notes.set(`pending:${uploadId}`, upload);
      const before = await notes.get<LastSent>(`sent:${dossierNumber}`);
      if (before && isLater(before, shows)) return; // an older status that is told again
      await notes.set(`sent:${dossierNumber}`, { uploadId, changedAt: shows.changedAt } satisfies LastSent);
    },

    async pending(): Promise<readonly Upload[]> {
      return (await notes.list<Upload>('pending:')).map(([, upload]) => upload);
    },

    markOverdue: (upload: Upload) => notes.set(`pending:${upload.uploadId}`, { ...upload, overdue: true }),

    settle: ({ uploadId }: Upload) => notes.delete(`pending:${uploadId}`),

    async processed({ dossierNumber, uploadId, shows }: Upload, { outcome, processedAt, reasons }: Outcome) {
      const key = `processed:${dossierNumber}`;
      const before = (await notes.get<Processed>(key)) ?? {};
      if (outcome === 'refused') await notes.set(key, { ...before, refused: { uploadId, reasons } });
      else if (before.shown && isLater(before.shown, shows))
        return; // results come in any order
      else await notes.set(key, { ...before, shown: { ...shows, processedAt } });
    },

    async of(dossierNumber: string): Promise<{ lastSent?: string | undefined; processed: Processed }> {
      const sent = await notes.get<LastSent>(`sent:${dossierNumber}`);
      const processed = await notes.get<Processed>(`processed:${dossierNumber}`);
      return { lastSent: sent?.uploadId, processed: processed ?? {} };
    },

    isPending: async (uploadId: string) => (await notes.get(`pending:${uploadId}`)) !== undefined,

    /** Nothing of a withdrawn dossier is awaited or shown any more. */
    async forget(dossierNumber: string): Promise<void> {
      for (const [key, upload] of await notes.list<Upload>('pending:')) {
        if (upload.dossierNumber === dossierNumber) await notes.delete(key);
      }
      await notes.delete(`processed:${dossierNumber}`);
      await notes.delete(`sent:${dossierNumber}`);
    },
  };
}
export type UploadNotes = ReturnType<typeof uploadNotes>;

interface LastSent {
  readonly uploadId: string;
  readonly changedAt: string;
}

function isLater(one: { readonly changedAt: string }, other: { readonly changedAt: string }) {
  return Date.parse(one.changedAt) > Date.parse(other.changedAt);
}
