import { optionalText, requiredText } from '../clean-text.ts';
import { type Given, read } from '../customers/read-customer.ts';
import { routeOf } from '../dispatch/route-of.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { actorOf, requireIdentity, viewOf } from '../privacy/who.ts';
import { readInstant } from '../read-instant.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { type AboutInput, aboutWhom } from './about-whom.ts';
import { callbackOffer } from './callback-offer.ts';
import { choosePerson } from './choose-person.ts';
import { makePromise } from './make-promise.ts';

export interface CallbackInput extends AboutInput {
  readonly idempotencyKey: string;
  readonly telephone: string;
  readonly name?: Given;
  readonly email?: Given;
  readonly about: string;
  readonly productNumber?: Given;
  readonly handlerGroup?: Given;
  /** Whom the customer asked for: the identity provider's identifier of a member of the group. */
  readonly person?: Given;
  readonly notBefore?: string | null;
  /** What was looked up first. */
  readonly consulted: readonly string[];
  /** Else why nothing was. */
  readonly effort?: Given;
}

/** Promises that somebody is called back (R068–R071): for an agent who tried himself first, or for the customer himself. */
export function requestCallback(ground: Ground, asking: Asking, input: CallbackInput) {
  viewOf(asking);
  const identity = requireIdentity(asking);
  return once(ground, asking, 'requestCallback', input, async (tx) => {
    const phone = telephoneOf(input.telephone);
    const about = requiredText('about', input.about);
    const effort = ownEffort(asking, input);
    const { contact, file, customerId } = await aboutWhom(tx, ground, asking, input);
    const productNumber = await productOf(tx, input.productNumber ?? file?.productNumber ?? null);
    const chosen = optionalText('handlerGroup', input.handlerGroup) ?? file?.handlerGroupKey ?? null;
    const offer = await offerOf(tx, ground, {
      productNumber,
      channelKey: contact?.channelKey,
      chosen,
      phone,
      about,
      notBefore: input.notBefore,
    });
    const person = await personOf(tx, offer.handlerGroupKey, input.person ?? file?.assigneeSubject ?? null);
    const assignee = await choosePerson(tx, ground, { ...offer, person, phone });
    const id = await makePromise(tx, ground, actorOf(identity), asking, {
      ...offer,
      ...effort,
      kind: 'callback',
      proofNeeded: 'call',
      about,
      phone,
      productNumber,
      customerId,
      contactId: contact?.id ?? null,
      caseId: file?.id ?? null,
      recipientName: read.name('name', input.name),
      email: read.email('email', input.email),
      assigneeSubject: assignee?.subject ?? null,
      assigneeName: assignee?.name ?? null,
      correlationid: file?.correlationid ?? contact?.correlationid ?? asking.correlationid,
    });
    return { __typename: 'Promise', id };
  });
}

interface OfferWanted {
  readonly productNumber: string | null;
  /** By which channel it was asked. */
  readonly channelKey?: string | null | undefined;
  /** The key of a group that was chosen. */
  readonly chosen: string | null;
  readonly phone: string;
  /** What it is about, in the customer's words. */
  readonly about: string;
  readonly notBefore?: string | null | undefined;
  /** Said by who calls; by the norm where it is left out. */
  readonly dueAt?: Date | undefined;
}

/** Which group calls back and when at the latest, and the words in which a customer is told so (R071). */
export async function offerOf(tx: Tx, ground: Ground, wanted: OfferWanted) {
  const { productNumber, channelKey, chosen, phone, about, notBefore, dueAt } = wanted;
  const route = { kind: 'question', productNumber, description: about };
  const handlerGroupKey = chosen ?? (await routeOf(tx, ground, route)).handlerGroupKey;
  if ((await tx.handlerGroup.count({ where: { key: handlerGroupKey } })) === 0)
    throw invalid('handlerGroup', texts.groupUnknown);
  const wish = notBefore ? readInstant('notBefore', notBefore) : undefined;
  return callbackOffer(tx, ground, {
    handlerGroupKey,
    productNumber,
    channelKey,
    phone,
    notBefore: wish,
    dueAt,
  });
}

/** One number in E.164, or `InvalidInput` of that field. */
export function telephoneOf(typed: string, field = 'telephone'): string {
  const [phone, second] = read.telephones(field, typed);
  if (!phone || second) throw invalid(field, texts.telephone);
  return phone;
}

/** Nobody of the city hands a question on before he tried to answer it (R070). */
function ownEffort(asking: Asking, { consulted, effort }: CallbackInput) {
  if (viewOf(asking).kind === 'own') return { consulted: [], effort: texts.askedByCustomer };
  const looked = consulted.map((one, index) => requiredText(`consulted.${index}`, one));
  const why = optionalText('effort', effort);
  if (looked.length === 0 && why === null) throw invalid('effort', texts.ownEffort);
  return { consulted: looked, effort: why };
}

async function productOf(tx: Tx, given: Given): Promise<string | null> {
  const productNumber = optionalText('productNumber', given);
  if (productNumber !== null && (await tx.product.count({ where: { productNumber } })) === 0)
    throw invalid('productNumber', texts.productUnknown);
  return productNumber;
}

/** Somebody who is not in the group any more calls nobody back. */
async function personOf(tx: Tx, groupKey: string, given: Given): Promise<string | null> {
  const subject = optionalText('person', given);
  if (subject === null) return null;
  const member = await tx.groupMember.findUnique({ where: { groupKey_subject: { groupKey, subject } } });
  return member?.subject ?? null;
}
