import { cleanText, optionalText, requiredText } from '../clean-text.ts';
import type { Tx } from '../ports.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';

const most = 50;

export interface QuestionInput {
  readonly kind: string;
  readonly text: string;
  readonly productNumber?: string | null;
  readonly handlerGroup?: string | null;
  readonly outcome?: 'ANSWERED' | 'CASE' | null;
  readonly answer?: string | null;
  readonly answeredFromKnowledge?: boolean | null;
}

/** The questions of a draft, cleaned and with the products and groups they name checked. */
export async function readQuestions(
  tx: Tx,
  questions: readonly QuestionInput[],
): Promise<readonly ReadQuestion[]> {
  if (questions.length > most) throw invalid('questions', texts.tooManyQuestions(most));
  const read = questions.map((question, index) => readQuestion(question, fieldOf(index)));
  const { products, groups } = await namedBy(tx, read);
  for (const [index, { productNumber, handlerGroupKey }] of read.entries()) {
    if (productNumber !== null && !products.has(productNumber))
      throw invalid(`${fieldOf(index)}.productNumber`, texts.productUnknown);
    if (handlerGroupKey !== null && !groups.has(handlerGroupKey))
      throw invalid(`${fieldOf(index)}.handlerGroup`, texts.groupUnknown);
  }
  return read;
}

/** The same for a contact that is registered: every question says something, and what became of it. */
export async function completeQuestions(
  tx: Tx,
  questions: readonly QuestionInput[],
): Promise<readonly ReadQuestion[]> {
  if (questions.length === 0) throw invalid('questions', texts.noQuestion);
  for (const [index, { text, outcome, answer }] of questions.entries()) {
    requiredText(`${fieldOf(index)}.text`, text);
    if (!outcome) throw invalid(`${fieldOf(index)}.outcome`, texts.outcomeNeeded);
    if (outcome === 'ANSWERED' && !cleanText(`${fieldOf(index)}.answer`, answer ?? ''))
      throw invalid(`${fieldOf(index)}.answer`, texts.answerNeeded);
  }
  return readQuestions(tx, questions);
}

function fieldOf(index: number): string {
  return `questions.${index}`;
}

export type ReadQuestion = ReturnType<typeof readQuestion>;

function readQuestion(question: QuestionInput, field: string) {
  return {
    kind: fromEnum(question.kind),
    text: cleanText(`${field}.text`, question.text),
    productNumber: optionalText(`${field}.productNumber`, question.productNumber),
    handlerGroupKey: optionalText(`${field}.handlerGroup`, question.handlerGroup),
    outcome: question.outcome ? fromEnum(question.outcome) : null,
    answer: optionalText(`${field}.answer`, question.answer),
    answeredFromKnowledge: question.answeredFromKnowledge ?? null,
  };
}

/** Of the products and groups that questions name, those that there are. */
async function namedBy(tx: Tx, questions: readonly ReadQuestion[]) {
  const products = questions.flatMap(({ productNumber }) => productNumber ?? []);
  const groups = questions.flatMap(({ handlerGroupKey }) => handlerGroupKey ?? []);
  if (products.length + groups.length === 0)
    return { products: new Set<string>(), groups: new Set<string>() };
  const [found] = await tx.$queryRaw<{ products: string[]; groups: string[] }[]>`
    select
      array(select product_number from product where product_number = any(${products}::text[])) as products,
      array(select key from handler_group where key = any(${groups}::text[])) as groups`;
  return { products: new Set(found?.products), groups: new Set(found?.groups) };
}
