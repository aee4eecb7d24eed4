import type { Actor, Cause, Ground, Tx } from '../ports.ts';
import type { CustomerPromise } from '../prisma/client/client.ts';
import { actorOfCause } from '../privacy/who.ts';
import { holdAny } from './hold-promise.ts';
import { prove } from './prove.ts';
import { recordTry } from './record-try.ts';

export interface ToldCall {
  readonly id: string;
  readonly direction: string;
  readonly number: string | null;
  readonly device: string | null;
  readonly state: string;
  readonly startedAt: Date;
  readonly answeredAt: Date | null;
}

/**
 * What an outgoing call proves, however often it is told: an answered one keeps the callback that was promised to its number,
 * one that nobody answered is a try.
 */
export async function toldCall(tx: Tx, ground: Ground, call: ToldCall, cause: Cause): Promise<void> {
  if (call.direction !== 'outbound' || call.number === null) return;
  const over = call.state === 'ended' || call.state === 'failed';
  if (!(call.answeredAt || over) || (await proves(tx, call.id))) return;
  for (const { id } of await meantBy(tx, call)) await toldOf(tx, ground, id, call, actorOfCause(cause));
}

async function toldOf(tx: Tx, ground: Ground, promiseId: string, call: ToldCall, actor: Actor) {
  const promise = await holdAny(tx, promiseId);
  if (promise?.state !== 'open') return;
  const { id: callId, answeredAt, startedAt } = call;
  if (answeredAt) await prove(tx, ground, promise, { kind: 'call', at: answeredAt, callId }, actor);
  else await recordTry(tx, ground, promise, { at: startedAt, callId }, actor);
}

/** What a call proved is not asked of it again when more is told of it. */
async function proves(tx: Tx, callId: string): Promise<boolean> {
  return (await tx.promiseProof.count({ where: { callId } })) > 0;
}

/** The promises to that number that the caller can mean: his own and those of his groups where there are several. */
async function meantBy(tx: Tx, { number, device, startedAt }: ToldCall): Promise<CustomerPromise[]> {
  const promises = await tx.customerPromise.findMany({
    where: { phone: number, proofNeeded: 'call', state: 'open', madeAt: { lte: startedAt } },
    orderBy: { madeAt: 'asc' },
  });
  if (promises.length < 2) return promises;
  const callers = await tx.staffMember.findMany({
    where: { device: device ?? '' },
    include: { groups: true },
  });
  const subjects = new Set(callers.map(({ subject }) => subject));
  const groups = new Set(callers.flatMap((caller) => caller.groups.map(({ groupKey }) => groupKey)));
  const own = promises.filter(({ assigneeSubject }) => assigneeSubject && subjects.has(assigneeSubject));
  return own.length > 0 ? own : promises.filter(({ handlerGroupKey }) => groups.has(handlerGroupKey));
}
