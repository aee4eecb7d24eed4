import { optionalText, requiredText } from '../clean-text.ts';
import { lockContact } from '../contacts/draft.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { agreementWith } from './agreement.ts';
import { inOpeningHours } from './opening-hours.ts';
import { readReceiver } from './receiver.ts';
import { announceTransfer } from './settle.ts';

/** How long a card waits for a tap. */
const patienceMs = 30_000;
const mostArticles = 20;

/** What the receiver reads before he speaks (R062). */
export interface CardInput {
  readonly question: string;
  readonly said: string;
  readonly articles: readonly string[];
  readonly productNumber?: string | null;
  readonly knowledgeConsulted: boolean;
}

export interface OfferTransferInput extends CardInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly handlerGroup?: string | null;
  readonly receiver?: string | null;
}

/** Offers a caller on a card to a group, or to one of its people, before anybody speaks (M7). */
export function offerTransfer(ground: Ground, asking: Asking, input: OfferTransferInput) {
  const identity = requireRole(asking, 'agent');
  const now = ground.ports.now();
  return once(ground, asking, 'offerTransfer', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const { group, subject, name, device } = await readReceiver(tx, input);
    const { connected, fallback } = await agreementWith(tx, group.key);
    if (!connected) throw conflict(texts.groupNotConnected(group.name, fallback ?? ''));
    const card = await readCard(tx, input);
    await refuseSecondOffer(tx, contact.id, now);
    const transfer = await tx.transfer.create({
      data: {
        ...card,
        contactId: contact.id,
        callId: contact.callId,
        groupKey: group.key,
        receiverSubject: subject,
        receiverName: name,
        device,
        kind: 'warm',
        toldBy: 'card',
        state: 'offered',
        inOpeningHours: await inOpeningHours(tx, ground, now),
        offeredBySubject: identity.subject,
        offeredByName: identity.name,
        offeredAt: now,
        expiresAt: new Date(now.getTime() + patienceMs),
        correlationid: contact.correlationid,
      },
    });
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), {
      act: 'transfer.offer',
      subjectType: 'transfer',
      subjectId: transfer.id,
      details: { handlerGroup: group.key, person: subject !== null },
    });
    await announceTransfer(tx, ground, transfer);
    return { __typename: 'Transfer', id: transfer.id };
  });
}

/** A card as it was typed, cleaned and with the products that it names checked. */
export async function readCard(tx: Tx, input: CardInput) {
  const question = requiredText('question', input.question);
  if (input.articles.length > mostArticles)
    throw invalid('articles', texts.transferTooManyArticles(mostArticles));
  const articles = input.articles.map((article, index) => requiredText(`articles.${index}`, article));
  const productNumber = optionalText('productNumber', input.productNumber);
  const named = [...articles, ...(productNumber === null ? [] : [productNumber])];
  const known = await tx.product.findMany({
    where: { productNumber: { in: named } },
    select: { productNumber: true },
  });
  const numbers = new Set(known.map((product) => product.productNumber));
  const strange = articles.findIndex((article) => !numbers.has(article));
  if (strange >= 0) throw invalid(`articles.${strange}`, texts.productUnknown);
  if (productNumber !== null && !numbers.has(productNumber))
    throw invalid('productNumber', texts.productUnknown);
  return {
    question,
    said: optionalText('said', input.said) ?? '',
    articles,
    productNumber,
    knowledgeConsulted: input.knowledgeConsulted || articles.length > 0,
  };
}

/** One card at a time; one that nobody answered in time is over, whether the round has seen it or not. */
async function refuseSecondOffer(tx: Tx, contactId: string, now: Date) {
  await tx.transfer.updateMany({
    where: { contactId, state: 'offered', expiresAt: { lte: now } },
    data: { state: 'not-reached', settledAt: now },
  });
  if ((await tx.transfer.count({ where: { contactId, state: 'offered' } })) > 0)
    throw conflict(texts.transferOpen);
}
