import { z } from 'zod';

/** Command `crm.publication.confirm`: what became of a status that we published for the citizen to see (R174). */
export const confirmPublication = z.strictObject({
  /** Where it was published, such as `dosis`. */
  channel: z.string(),
  /** The case's reference. */
  reference: z.string(),
  /** The published state's own id: the id of the message that carried it. */
  publicationId: z.string(),
  /** `overdue`: no answer in time; the answer itself may still follow as another confirmation. */
  outcome: z.enum(['published', 'refused', 'overdue']),
  processedAt: z.iso.datetime(),
  /** Why it was refused, in the remote's words without personal values. */
  reasons: z.array(z.string()),
});
export type ConfirmPublication = z.infer<typeof confirmPublication>;
