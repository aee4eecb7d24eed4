import { requiredText } from '../clean-text.ts';
import { type Given, read } from '../customers/read-customer.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { readInstant } from '../read-instant.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { type AboutInput, aboutWhom } from './about-whom.ts';
import { makePromise } from './make-promise.ts';
import { dueBy, normOf, type Owed } from './norms.ts';

interface MakePromiseInput extends AboutInput {
  readonly idempotencyKey: string;
  readonly kind: 'MESSAGE' | 'WORK' | 'APPOINTMENT';
  readonly about: string;
  /** The sentence as it was said. */
  readonly words: string;
  readonly handlerGroup: string;
  readonly name?: Given;
  readonly email?: Given;
  readonly workOrderId?: string | null;
  /** By the norm where it is left out. */
  readonly dueAt?: string | null;
}

const proofOf = { MESSAGE: 'message', WORK: 'work-order', APPOINTMENT: 'confirmation' } as const;

/** Keeps a sentence that was said as a promise: something will be written, done or agreed before a moment. */
export function promiseMore(ground: Ground, asking: Asking, input: MakePromiseInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'makePromise', input, async (tx) => {
    const { contact, file, customerId } = await aboutWhom(tx, ground, asking, input);
    const handlerGroupKey = await groupOf(tx, input.handlerGroup);
    const owed = { kind: fromEnum(input.kind), handlerGroupKey, channelKey: contact?.channelKey };
    const id = await makePromise(tx, ground, actorOf(identity), asking, {
      ...(await dueFor(tx, ground, owed, input.dueAt)),
      kind: fromEnum(input.kind),
      proofNeeded: proofOf[input.kind],
      about: requiredText('about', input.about),
      words: requiredText('words', input.words),
      handlerGroupKey,
      ...(await provableBy(tx, input)),
      recipientName: read.name('name', input.name),
      customerId,
      contactId: contact?.id ?? null,
      caseId: file?.id ?? null,
      correlationid: file?.correlationid ?? contact?.correlationid ?? asking.correlationid,
    });
    return { __typename: 'Promise', id };
  });
}

/** What its proof cannot do without. */
async function provableBy(tx: Tx, { kind, email: given, workOrderId }: MakePromiseInput) {
  const email = read.email('email', given);
  if (kind === 'MESSAGE' && email === null) throw invalid('email', texts.emailNeeded);
  if (kind !== 'WORK') return { email };
  const known =
    workOrderId && isUuid(workOrderId) && (await tx.workOrder.count({ where: { id: workOrderId } }));
  if (!known) throw invalid('workOrderId', texts.workOrderNeeded);
  return { email, workOrderId };
}

async function dueFor(tx: Tx, ground: Ground, owed: Omit<Owed, 'openedAt'>, said: string | null | undefined) {
  const now = ground.ports.now();
  const norm = await normOf(tx, ground, { ...owed, openedAt: now });
  const dueAt = said ? readInstant('dueAt', said) : await dueBy(tx, ground, norm, now);
  if (!(dueAt > now)) throw invalid('dueAt', texts.promisePast);
  return { normId: said ? null : norm.id, calendarKey: norm.calendarKey, fromAt: now, dueAt };
}

async function groupOf(tx: Tx, given: string): Promise<string> {
  const key = requiredText('handlerGroup', given);
  if ((await tx.handlerGroup.count({ where: { key } })) === 0)
    throw invalid('handlerGroup', texts.groupUnknown);
  return key;
}
