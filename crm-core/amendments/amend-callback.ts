import { optionalText, requiredText } from '../clean-text.ts';
import { printReference } from '../contacts/reference.ts';
import { emailOf } from '../customers/email-of.ts';
import { sendMessage } from '../messages/send-message.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { CustomerPromise } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { dueAgain } from '../promises/change-promise.ts';
import { holdPromise } from '../promises/hold-promise.ts';
import { telephoneOf } from '../promises/request-callback.ts';
import { readInstant } from '../read-instant.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { differenceInDutch } from './in-dutch.ts';
import { keepDone } from './keep-done.ts';
import { type AmendInput, type ChangesInput, refuseOthers } from './read-changes.ts';
import type { Difference } from './terms.ts';

/** All of a callback that can be amended; the sentence that was said stays as it was said. */
export type CallbackTerms = { readonly dueAt: string; readonly telephone: string; readonly about: string };

/** Changes when, where or about what somebody is called back, and tells him only the difference; it stays the same promise. */
export function amendCallback(
  ground: Ground,
  asking: Asking,
  input: AmendInput & { readonly promiseId: string },
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const now = ground.ports.now();
  return once(ground, asking, 'amend', input, async (tx) => {
    const promise = await holdPromise(tx, ground, asking, input.promiseId);
    const { before, after } = callbackTerms(promise, input.changes, now);
    const { telephone: phone, about, dueAt } = after;
    const moved = dueAt === before.dueAt ? {} : dueAgain(promise, new Date(dueAt), now);
    await tx.customerPromise.update({ where: { id: promise.id }, data: { phone, about, ...moved } });
    const difference = callbackDifference(before, after);
    await writeAudit(tx, now, actorOf(identity), inStory(asking, promise), {
      act: 'promise.amend',
      subjectType: 'promise',
      subjectId: promise.id,
      details: { fields: difference.map(({ field }) => field) },
    });
    const of = { aboutType: 'promise', aboutId: promise.id, correlationid: promise.correlationid };
    const id = await keepDone(tx, now, actorOf(identity), { ...of, before, after });
    const recipient = await addressOf(tx, promise);
    if (recipient === null) {
      if (optionalText('told', input.told) === null) throw invalid('told', texts.toldHow);
      return { __typename: 'Amendment', id };
    }
    const messageId = await sendMessage(tx, ground, {
      ...callbackMessage(await referenceOf(tx, promise), difference),
      channel: 'email',
      recipient,
      aboutType: 'amendment',
      aboutId: id,
      actor: actorOf(identity),
      correlationid: promise.correlationid,
    });
    await tx.amendment.update({ where: { id }, data: { messageId } });
    return { __typename: 'Amendment', id };
  });
}

/** What was agreed on a callback, and what is to be; refused where it is none, or nothing changes. */
export function callbackTerms(promise: CustomerPromise, changes: ChangesInput, now: Date) {
  if (promise.kind !== 'callback') throw conflict(texts.promiseNotCallback);
  refuseOthers(changes, 'promise');
  const { dueAt, telephone, about } = changes;
  const before: CallbackTerms = {
    dueAt: promise.dueAt.toISOString(),
    telephone: promise.phone ?? '',
    about: promise.about ?? '',
  };
  const after: CallbackTerms = {
    dueAt: dueAt == null ? before.dueAt : readMoment(dueAt, now),
    telephone: telephone == null ? before.telephone : telephoneOf(telephone, 'changes.telephone'),
    about: about == null ? before.about : requiredText('changes.about', about),
  };
  if (callbackDifference(before, after).length === 0) throw conflict(texts.amendmentSame);
  return { before, after };
}

export function callbackDifference(before: CallbackTerms, after: CallbackTerms): Difference[] {
  return (['dueAt', 'telephone', 'about'] as const).flatMap((field) =>
    before[field] === after[field] ? [] : [{ field, name: null, before: before[field], after: after[field] }],
  );
}

/** What the customer of a callback is written. */
export function callbackMessage(reference: string | null, difference: readonly Difference[]) {
  const lines = difference.map((one) => differenceInDutch('callback', one));
  return {
    subject: texts.toldSubject('callback', 'change', reference),
    body: texts.toldChanged('callback', reference, lines),
  };
}

/** The reference of the case or the contact that a promise was made in, as it is written. */
export async function referenceOf(tx: Tx, { caseId, contactId }: CustomerPromise): Promise<string | null> {
  const file = caseId === null ? null : await tx.case.findUnique({ where: { id: caseId } });
  const contact = contactId === null ? null : await tx.contact.findUnique({ where: { id: contactId } });
  const reference = file?.reference ?? contact?.reference;
  return reference === undefined ? null : printReference(reference);
}

/** Given for this promise only, else that of the customer. */
async function addressOf(tx: Tx, { email, customerId }: CustomerPromise): Promise<string | null> {
  return email ?? (customerId === null ? null : emailOf(tx, customerId));
}

function readMoment(given: string, now: Date): string {
  const at = readInstant('changes.dueAt', given);
  if (at <= now) throw invalid('changes.dueAt', texts.promisePast);
  return at.toISOString();
}
