import { cleanText, optionalText, requiredText } from '../clean-text.ts';
import { isUuid } from '../page.ts';
import type { Tx } from '../ports.ts';
import { invalid } from '../refusal.ts';
import type { FeedbackInput } from '../reports/feedback-wish.ts';
import { type PlaceInput, readPlace } from '../reports/place.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

const most = 50;

export type Outcome =
  | 'ANSWERED'
  | 'CASE'
  | 'TRANSFERRED'
  | 'CALLBACK'
  | 'REFERRED'
  | 'MAILED'
  | 'ASKED_TO_MAIL';

export interface QuestionInput {
  readonly kind: string;
  readonly text: string;
  readonly productNumber?: string | null;
  readonly handlerGroup?: string | null;
  readonly outcome?: Outcome | null;
  readonly answer?: string | null;
  readonly answeredFromKnowledge?: boolean | null;
  /** Where it is, for one about a place. */
  readonly place?: PlaceInput | null;
  /** What the customer answered when he was asked whether he wants to hear of it. */
  readonly feedback?: FeedbackInput | null;
  /** The earlier question about the same thing. */
  readonly followsQuestionId?: string | null;
  readonly referral?: {
    readonly outsideBody: string;
    readonly responsibilityChecked: boolean;
    readonly handOver: 'TOLD' | 'WRITTEN' | 'CONNECTED';
  } | null;
}

/** The questions of a draft, cleaned and with what they name checked. */
export async function readQuestions(
  tx: Tx,
  contactId: string,
  questions: readonly QuestionInput[],
): Promise<readonly ReadQuestion[]> {
  if (questions.length > most) throw invalid('questions', texts.tooManyQuestions(most));
  const read = questions.map((question, index) => readQuestion(question, fieldOf(index)));
  const known = await namedBy(tx, contactId, read);
  for (const [index, question] of read.entries())
    for (const [named, of, field, message] of namings)
      if (question[named] !== null && !known[of].has(question[named]))
        throw invalid(`${fieldOf(index)}.${field}`, message);
  return read;
}

/** What a question names, among what it must be, by which field, and what is said where it is not there. */
const namings = [
  ['productNumber', 'products', 'productNumber', texts.productUnknown],
  ['handlerGroupKey', 'groups', 'handlerGroup', texts.groupUnknown],
  ['outsideBodyKey', 'bodies', 'referral.outsideBody', texts.outsideBodyUnknown],
  ['followsId', 'followed', 'followsQuestionId', texts.followedUnknown],
] as const;

/** The same for a contact that is registered: every question says something, and what became of it. */
export async function completeQuestions(
  tx: Tx,
  contactId: string,
  questions: readonly QuestionInput[],
  now: Date,
): Promise<readonly ReadQuestion[]> {
  if (questions.length === 0) throw invalid('questions', texts.noQuestion);
  for (const [index, question] of questions.entries()) requireHandling(question, fieldOf(index));
  const read = await readQuestions(tx, contactId, questions);
  return read.map((question) => ({ ...question, answeredAt: question.outcome === 'answered' ? now : null }));
}

/** What must be said with an outcome before it is one. */
const handling: Readonly<Record<Outcome, (question: QuestionInput, field: string) => void>> = {
  ANSWERED({ answer }, field) {
    if (!cleanText(`${field}.answer`, answer ?? '')) throw invalid(`${field}.answer`, texts.answerNeeded);
  },
  CASE() {},
  CALLBACK() {},
  MAILED() {},
  ASKED_TO_MAIL() {},
  TRANSFERRED({ handlerGroup }, field) {
    if (!handlerGroup) throw invalid(`${field}.handlerGroup`, texts.transferredWhere);
  },
  REFERRED({ referral }, field) {
    if (!referral) throw invalid(`${field}.referral`, texts.referredWhere);
    if (!referral.responsibilityChecked)
      throw invalid(`${field}.referral.responsibilityChecked`, texts.responsibilityUnchecked);
  },
};

function requireHandling(question: QuestionInput, field: string) {
  requiredText(`${field}.text`, question.text);
  if (!question.outcome) throw invalid(`${field}.outcome`, texts.outcomeNeeded);
  if (question.place) readPlace(`${field}.place`, question.place);
  handling[question.outcome](question, field);
}

export function fieldOf(index: number): string {
  return `questions.${index}`;
}

export type ReadQuestion = ReturnType<typeof readQuestion>;

function readQuestion(question: QuestionInput, field: string) {
  const { referral } = question;
  return {
    kind: fromEnum(question.kind),
    text: cleanText(`${field}.text`, question.text),
    productNumber: optionalText(`${field}.productNumber`, question.productNumber),
    handlerGroupKey: optionalText(`${field}.handlerGroup`, question.handlerGroup),
    outcome: question.outcome ? fromEnum(question.outcome) : null,
    answer: optionalText(`${field}.answer`, question.answer),
    answeredFromKnowledge: question.answeredFromKnowledge ?? null,
    place: question.place ?? null,
    feedback: question.feedback ?? null,
    answeredAt: null as Date | null,
    followsId: question.followsQuestionId?.toLowerCase() || null,
    outsideBodyKey: optionalText(`${field}.referral.outsideBody`, referral?.outsideBody),
    handOver: referral ? fromEnum(referral.handOver) : null,
  };
}

/** Of the products, groups, organisations and earlier questions that questions name, those that there are. */
async function namedBy(tx: Tx, contactId: string, questions: readonly ReadQuestion[]) {
  const products = questions.flatMap(({ productNumber }) => productNumber ?? []);
  const groups = questions.flatMap(({ handlerGroupKey }) => handlerGroupKey ?? []);
  const bodies = questions.flatMap(({ outsideBodyKey }) => outsideBodyKey ?? []);
  const followed = questions.flatMap(({ followsId }) => (followsId && isUuid(followsId) ? [followsId] : []));
  const wanted = products.length + groups.length + bodies.length + followed.length > 0;
  const [found] = wanted
    ? await tx.$queryRaw<Record<(typeof namings)[number][1], string[]>[]>`
        select
          array(select product_number from product where product_number = any(${products}::text[])) as products,
          array(select key from handler_group where key = any(${groups}::text[])) as groups,
          array(select key from outside_body where key = any(${bodies}::text[])) as bodies,
          array(
            select question.id::text from question join contact on contact.id = question.contact_id
            where question.id = any(${followed}::uuid[]) and contact.state <> 'draft'
              and contact.id <> ${contactId}::uuid
          ) as followed`
    : [];
  return {
    products: new Set(found?.products),
    groups: new Set(found?.groups),
    bodies: new Set(found?.bodies),
    followed: new Set(found?.followed),
  };
}
