import { findProducts } from '../knowledge/find-products.ts';
import { isUuid } from '../page.ts';
import type { Ground, Tx } from '../ports.ts';
import type { ResultCode } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';

/** What is known of a contact from its call and from what was looked up during it (M2). */
export interface Suggestion {
  readonly topic: { readonly productNumber: string; readonly name: string } | null;
  readonly topicReason: string | null;
  readonly result: ResultCode | null;
  readonly resultReason: string | null;
  readonly departmentKey: string | null;
  readonly departmentReason: string | null;
  readonly fromKnowledge: 'yes' | 'no';
  readonly transferKind: string | null;
}

/** Null where there is no such contact. */
export async function suggest(tx: Tx, ground: Ground, contactId: string): Promise<Suggestion | null> {
  const contact = await knownOf(tx, contactId);
  if (!contact) return null;
  return { ...(await subjectOf(tx, ground, contact)), ...(await resultOf(tx, contact)) };
}

type Known = NonNullable<Awaited<ReturnType<typeof knownOf>>>;

/** The contact with its call, and what was asked and looked up; read one after the other, as a transaction does. */
async function knownOf(tx: Tx, contactId: string) {
  const contact = isUuid(contactId)
    ? await tx.contact.findUnique({ where: { id: contactId }, include: { call: true } })
    : null;
  if (!contact) return null;
  const where = { contactId };
  return {
    ...contact,
    consultations: await tx.consultation.findMany({ where, orderBy: [{ at: 'asc' }, { id: 'asc' }] }),
    questions: await tx.question.findMany({ where, orderBy: { position: 'asc' } }),
  };
}

/** What it was about: the product that was chosen, else the article that was opened last, else the only thing that was found. */
async function subjectOf(tx: Tx, ground: Ground, { consultations, questions }: Known) {
  const ofProduct = ({ productNumber }: { productNumber: string | null }) => productNumber !== null;
  const opened = consultations.findLast(ofProduct)?.productNumber ?? null;
  const named = questions.find(ofProduct)?.productNumber ?? opened;
  const searched = consultations.findLast(({ search }) => search !== null)?.search ?? '';
  const fromKnowledge = opened === null ? ('no' as const) : ('yes' as const);
  const topic = named
    ? await tx.product.findUnique({ where: { productNumber: named } })
    : await onlyHit(ground, searched);
  if (!topic) return { topic, topicReason: null, departmentKey: null, departmentReason: null, fromKnowledge };
  const group = await tx.handlerGroup.findUniqueOrThrow({ where: { key: topic.handlerGroupKey } });
  return {
    topic,
    topicReason: named ? texts.topicOpened(topic.name) : texts.topicSearched(searched),
    departmentKey: group.key,
    departmentReason: texts.departmentOfArticle(group.name),
    fromKnowledge,
  };
}

/** A search says what a contact is about where it finds one thing only. */
async function onlyHit(ground: Ground, search: string) {
  if (search === '') return null;
  const { edges, pageInfo } = await findProducts(ground, { search, first: 1 });
  return pageInfo.hasNextPage ? null : (edges[0]?.node ?? null);
}

/** How it was answered: whether the call was passed on. Nothing is known of a contact that was no call. */
async function resultOf(tx: Tx, { call }: Known) {
  if (!call) return { result: null, resultReason: null, transferKind: null };
  const meaning = call.transfer === null ? 'self' : 'transferred';
  return {
    result: await tx.resultCode.findFirst({ where: { meaning, active: true }, orderBy: { position: 'asc' } }),
    resultReason: call.transfer === null ? texts.resultNotTransferred : texts.resultTransferred,
    transferKind: call.transfer,
  };
}
