import type { Cause, Ground, Tx } from '../ports.ts';
import { actorOfCause } from '../privacy/who.ts';
import { holdAny } from './hold-promise.ts';
import { prove } from './prove.ts';

/** A message that was sent keeps the promise that it was written for, if any. */
export async function toldSent(tx: Tx, ground: Ground, messageId: string, sentAt: Date, cause: Cause) {
  const meant = await tx.customerPromise.findFirst({
    where: { messageId, state: 'open' },
    select: { id: true },
  });
  const promise = meant && (await holdAny(tx, meant.id));
  if (promise?.state !== 'open') return;
  const at = sentAt < promise.madeAt ? promise.madeAt : sentAt; // the clock of the mail server is not ours
  await prove(tx, ground, promise, { kind: 'message', at, messageId }, actorOfCause(cause));
}
