import type { Actor, Ground, Tx } from '../ports.ts';
import type { CustomerPromise } from '../prisma/client/client.ts';
import { type Why, writeAudit } from '../privacy/audit.ts';

/** What shows that a promise was kept. The database looks whether it is really there. */
export interface Proof {
  readonly kind: 'call' | 'message' | 'work-order' | 'confirmation';
  readonly at: Date;
  readonly callId?: string;
  readonly messageId?: string;
  readonly actorSubject?: string;
}

/** Keeps an open promise that is held by this transaction, in time or late, by its proof; the only way to keep one. */
export async function prove(
  tx: Tx,
  { ports }: Ground,
  { id: promiseId, dueAt, correlationid }: CustomerPromise,
  proof: Proof,
  actor: Actor,
  { purpose = null }: Partial<Why> = {},
) {
  await tx.promiseProof.create({ data: { promiseId, ...proof } });
  await writeAudit(
    tx,
    ports.now(),
    actor,
    { correlationid, purpose },
    {
      act: proof.at <= dueAt ? 'promise.keep' : 'promise.keep-late',
      subjectType: 'promise',
      subjectId: promiseId,
      details: { proof: proof.kind },
    },
  );
}
