import { optionalText } from '../clean-text.ts';
import type { Given } from '../customers/read-customer.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Actor, Asking, Ground, Tx } from '../ports.ts';
import type { Call, CustomerPromise } from '../prisma/client/client.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { holdPromise } from './hold-promise.ts';
import { prove } from './prove.ts';
import { recordTry } from './record-try.ts';

interface RecordCallbackInput {
  readonly idempotencyKey: string;
  readonly promiseId: string;
  readonly outcome: 'REACHED' | 'NOT_REACHED';
  /** The call that is meant; the newest to that number where it is left out. */
  readonly callId?: string | null;
  readonly note?: Given;
}

/**
 * "I called": reached is proven by an answered call of ours to that number and by nothing less, `Conflict` otherwise; not
 * reached is a try.
 */
export function recordCallback(ground: Ground, asking: Asking, input: RecordCallbackInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'recordCallback', input, async (tx) => {
    const promise = await holdPromise(tx, ground, asking, input.promiseId);
    if (promise.proofNeeded !== 'call') throw conflict(texts.promiseNotCallback);
    const call = await callOf(tx, promise, input);
    const actor = actorOf(identity);
    if (input.outcome === 'REACHED') {
      await reached(tx, ground, asking, promise, call, actor);
    } else {
      const said = { actorSubject: identity.subject, note: optionalText('note', input.note) };
      const tried = call ? { at: call.startedAt, callId: call.id } : { at: ground.ports.now() };
      await recordTry(tx, ground, promise, { ...tried, ...said }, actor);
    }
    return { __typename: 'Promise', id: promise.id };
  });
}

async function reached(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  promise: CustomerPromise,
  call: Call | null,
  actor: Actor,
) {
  if (!call?.answeredAt) throw conflict(texts.noCall);
  await prove(tx, ground, promise, { kind: 'call', at: call.answeredAt, callId: call.id }, actor, asking);
}

/** The call that is meant; none where somebody said already what came of the newest try. */
async function callOf(
  tx: Tx,
  { id, phone, madeAt }: CustomerPromise,
  { callId, outcome }: Pick<RecordCallbackInput, 'callId' | 'outcome'>,
) {
  if (callId && !isUuid(callId)) return null;
  const answeredAt = outcome === 'REACHED' ? { not: null } : null;
  const where = { direction: 'outbound', number: phone, startedAt: { gte: madeAt }, answeredAt };
  const call = await tx.call.findFirst({
    where: { ...where, ...(callId && { id: callId }) },
    orderBy: { startedAt: 'desc' },
  });
  const said = { promiseId: id, callId: call?.id ?? null, actorSubject: { not: null } };
  return call && (await tx.promiseTry.count({ where: said })) === 0 ? call : null;
}
