import { reachOnlyFor } from '../customers/contact-reach.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Transfer } from '../prisma/client/client.ts';
import type { Why } from '../privacy/audit.ts';
import { makePromise } from '../promises/make-promise.ts';
import { offerOf, telephoneOf } from '../promises/request-callback.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { inOpeningHours } from './opening-hours.ts';

interface CallBack {
  readonly callBackAt?: string | null;
  readonly telephone?: string | null;
}

/**
 * The one who could not take the call owes the caller another one, before the moment that he said: a promise of his, which
 * only that call proves (M1). Answers what is kept of it with the transfer.
 */
export async function oweCall(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  why: Why,
  transfer: Transfer,
  input: CallBack,
) {
  const { contactId, groupKey, question, said, productNumber, correlationid, articles } = transfer;
  const dueAt = await readMoment(tx, ground, input.callBackAt);
  const contact = await tx.contact.findUnique({ where: { id: contactId ?? '' }, include: { call: true } });
  const phone = input.telephone
    ? telephoneOf(input.telephone)
    : await numberOf(tx, contactId, contact?.call?.number);
  const offer = await offerOf(tx, ground, { productNumber, chosen: groupKey, phone, about: question, dueAt });
  const callBackPromiseId = await makePromise(tx, ground, actor, why, {
    ...offer,
    kind: 'callback',
    proofNeeded: 'call',
    about: [question, said].filter(Boolean).join('\n'),
    phone,
    productNumber,
    consulted: articles,
    effort: texts.transferCallBackEffort,
    contactId,
    customerId: contact?.customerId ?? null,
    assigneeSubject: actor.subject,
    assigneeName: actor.name,
    correlationid,
  });
  return { callBackAt: dueAt, callBackPromiseId };
}

async function readMoment(tx: Tx, ground: Ground, given: string | null | undefined): Promise<Date> {
  const at = new Date(given ?? Number.NaN);
  if (Number.isNaN(at.getTime())) throw invalid('callBackAt', texts.transferCallBackWhen);
  if (at <= ground.ports.now()) throw invalid('callBackAt', texts.transferCallBackPast);
  if (!(await inOpeningHours(tx, ground, at))) throw invalid('callBackAt', texts.transferCallBackClosed);
  return at;
}

/** Where the caller wants to be reached for this contact, else the number that he calls from. */
async function numberOf(
  tx: Tx,
  contactId: string | null,
  calledFrom: string | null | undefined,
): Promise<string> {
  const reach = contactId === null ? [] : await reachOnlyFor(tx, [contactId]);
  const number = reach.find(({ kind }) => kind === 'phone')?.value ?? calledFrom;
  if (!number) throw invalid('telephone', texts.transferCallBackWhere);
  return number;
}
