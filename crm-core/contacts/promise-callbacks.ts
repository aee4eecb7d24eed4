import { reachOnlyFor } from '../customers/contact-reach.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Contact } from '../prisma/client/client.ts';
import type { Why } from '../privacy/audit.ts';
import { makePromise } from '../promises/make-promise.ts';
import { offerOf } from '../promises/request-callback.ts';
import { texts } from '../texts.ts';
import type { HandledQuestion } from './handle-questions.ts';

/**
 * Promises a call back for every question that nobody could answer yet, to where the customer wants to be reached for this
 * contact, else to the number that called (R053). Without a number there is only the case, which somebody must answer before
 * it is due.
 */
export async function promiseCallbacks(
  tx: Tx,
  ground: Ground,
  contact: Pick<Contact, 'id' | 'callId' | 'customerId' | 'channelKey' | 'correlationid'>,
  questions: readonly HandledQuestion[],
  actor: Actor,
  why: Why,
): Promise<void> {
  const { id: contactId, callId, customerId, channelKey, correlationid } = contact;
  const wanted = questions.filter(({ outcome, caseId }) => outcome === 'callback' && caseId !== null);
  if (wanted.length === 0) return;
  const reach = new Map((await reachOnlyFor(tx, [contactId])).map(({ kind, value }) => [kind, value]));
  const phone = reach.get('phone') ?? (await numberOf(tx, callId));
  if (phone === null) return;
  for (const { text: about, productNumber, handlerGroupKey: chosen, caseId } of wanted) {
    const offer = await offerOf(tx, ground, { productNumber, channelKey, chosen, phone, about });
    await makePromise(tx, ground, actor, why, {
      ...offer,
      kind: 'callback',
      proofNeeded: 'call',
      about,
      phone,
      email: reach.get('email') ?? null,
      productNumber,
      effort: texts.unknownQuestion,
      customerId,
      contactId,
      caseId,
      correlationid,
    });
  }
}

async function numberOf(tx: Tx, callId: string | null): Promise<string | null> {
  if (callId === null) return null;
  return (await tx.call.findUniqueOrThrow({ where: { id: callId } })).number;
}
