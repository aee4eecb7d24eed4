import type { Actor, Ground, Tx } from '../ports.ts';
import type { CustomerPromise } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { texts } from '../texts.ts';
import { giveLink } from './links.ts';
import { tellCustomer } from './make-promise.ts';

/** After so many tries the customer is written to. */
const triesBeforeMessage = 3;

export interface Try {
  readonly at: Date;
  readonly callId?: string;
  /** Who says so, where it is not the switch. */
  readonly actorSubject?: string;
  readonly note?: string | null;
}

/** Keeps that a customer was not reached; a call counts once. After three tries he is written to, and the promise stays open. */
export async function recordTry(tx: Tx, ground: Ground, promise: CustomerPromise, tried: Try, actor: Actor) {
  const { id: promiseId, correlationid } = promise;
  if (!(await isNew(tx, promiseId, tried))) return;
  await tx.promiseTry.create({ data: { promiseId, ...tried } });
  await writeAudit(
    tx,
    ground.ports.now(),
    actor,
    { correlationid },
    {
      act: 'promise.try',
      subjectType: 'promise',
      subjectId: promiseId,
      details: { call: tried.callId !== undefined },
    },
  );
  const times = await tx.promiseTry.count({ where: { promiseId } });
  if (times !== triesBeforeMessage) return;
  const { name } = await tx.handlerGroup.findUniqueOrThrow({ where: { key: promise.handlerGroupKey } });
  await tellCustomer(tx, ground, actor, promise, {
    subject: texts.unreachedSubject,
    body: texts.unreached(times, name, await giveLink(tx, ground, promiseId)),
  });
}

/** What somebody says of a call that the switch told of already is added to that try. */
async function isNew(tx: Tx, promiseId: string, { callId, actorSubject, note = null }: Try) {
  const known =
    callId && (await tx.promiseTry.findUnique({ where: { promiseId_callId: { promiseId, callId } } }));
  if (!known) return true;
  if (actorSubject !== undefined)
    await tx.promiseTry.update({ where: { id: known.id }, data: { actorSubject, note } });
  return false;
}
