import { optionalText, requiredText } from '../clean-text.ts';
import type { Given } from '../customers/read-customer.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { CustomerPromise } from '../prisma/client/client.ts';
import { type Act, inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireIdentity, requireRole, viewOf } from '../privacy/who.ts';
import { readInstant } from '../read-instant.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { holdPromise } from './hold-promise.ts';
import { tellCustomer } from './make-promise.ts';

interface PromiseInput {
  readonly idempotencyKey: string;
  readonly promiseId: string;
}

/** Takes a promise of the group upon oneself. */
export function takePromise(ground: Ground, asking: Asking, input: PromiseInput) {
  const { subject, name } = requireRole(asking, 'agent', 'expert', 'coordinator');
  return change(ground, asking, 'takePromise', input, async (tx, { id }) => {
    await tx.customerPromise.update({
      where: { id },
      data: { assigneeSubject: subject, assigneeName: name },
    });
    return {};
  });
}

interface MoveInput extends PromiseInput {
  readonly dueAt: string;
  readonly reason: string;
  /** How the customer was told, where he cannot be written to. */
  readonly told?: Given;
}

/** Promises another moment, and tells the customer; its ladder begins anew. */
export function movePromise(ground: Ground, asking: Asking, input: MoveInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return change(ground, asking, 'movePromise', input, async (tx, promise) => {
    const dueAt = readInstant('dueAt', input.dueAt);
    const now = ground.ports.now();
    if (dueAt <= now) throw invalid('dueAt', texts.promisePast);
    const reason = requiredText('reason', input.reason);
    await tx.customerPromise.update({ where: { id: promise.id }, data: dueAgain(promise, dueAt, now) });
    const said = { subject: texts.movedSubject, body: texts.moved(promise.words ?? '', reason, dueAt) };
    return { told: await tell(tx, ground, identity, promise, said, input.told) };
  });
}

/** What another due moment makes of a promise: its ladder begins anew. */
export function dueAgain({ fromAt: was }: CustomerPromise, dueAt: Date, now: Date) {
  const fromAt = dueAt < was ? now : was;
  return { dueAt, fromAt: fromAt > dueAt ? dueAt : fromAt, step: 0, lookAt: now };
}

interface CancelInput extends PromiseInput {
  readonly reason: string;
  readonly byCustomer: boolean;
  /** How the customer was told, where he did not ask for it himself and cannot be written to. */
  readonly told?: Given;
}

/** Ends a promise that will not be kept: the customer wants it so, or he is told why. */
export function cancelPromise(ground: Ground, asking: Asking, input: CancelInput) {
  const identity = requireIdentity(asking);
  const byCustomer = viewOf(asking).kind === 'own' || input.byCustomer;
  return change(ground, asking, 'cancelPromise', input, async (tx, promise) => {
    const reason = requiredText('reason', input.reason);
    await tx.customerPromise.update({
      where: { id: promise.id },
      data: { state: 'cancelled', closedAt: ground.ports.now(), closedReason: reason },
    });
    if (byCustomer) return { byCustomer };
    const said = { subject: texts.cancelledSubject, body: texts.cancelled(promise.words ?? '', reason) };
    return { byCustomer, told: await tell(tx, ground, identity, promise, said, input.told) };
  });
}

/** Writes what was promised; the promise is kept once the message is known to be sent. */
export function writePromised(
  ground: Ground,
  asking: Asking,
  input: PromiseInput & { readonly subject: string; readonly body: string },
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return change(ground, asking, 'writePromised', input, async (tx, promise) => {
    if (promise.proofNeeded !== 'message') throw conflict(texts.promiseNotMessage);
    const said = {
      subject: requiredText('subject', input.subject),
      body: requiredText('body', input.body),
    };
    const messageId = await tellCustomer(tx, ground, actorOf(identity), promise, said);
    await tx.customerPromise.update({ where: { id: promise.id }, data: { messageId } });
    return {};
  });
}

async function tell(
  tx: Tx,
  ground: Ground,
  identity: Parameters<typeof actorOf>[0],
  promise: CustomerPromise,
  said: { readonly subject: string; readonly body: string },
  otherwise: Given,
): Promise<'message' | 'otherwise'> {
  if (await tellCustomer(tx, ground, actorOf(identity), promise, said)) return 'message';
  if (optionalText('told', otherwise) === null) throw invalid('told', texts.toldHow);
  return 'otherwise';
}

async function change<Input extends PromiseInput>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  work: (tx: Tx, promise: CustomerPromise) => Promise<NonNullable<Act['details']>>,
) {
  const identity = requireIdentity(asking);
  return once(ground, asking, mutation, input, async (tx) => {
    const promise = await holdPromise(tx, ground, asking, input.promiseId);
    if (promise.kind === 'answer') throw conflict(texts.promiseOfCase);
    const details = await work(tx, promise);
    await writeAudit(tx, ground.ports.now(), actorOf(identity), inStory(asking, promise), {
      act: `promise.${mutation.replace(/Promised?$/, '')}`,
      subjectType: 'promise',
      subjectId: promise.id,
      details,
    });
    return { __typename: 'Promise', id: promise.id };
  });
}
