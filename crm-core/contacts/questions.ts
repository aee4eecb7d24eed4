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
export async function readQuestions(tx: Tx, questions: readonly QuestionInput[]) {
  if (questions.length > most) throw invalid('questions', texts.tooManyQuestions(most));
  return Promise.all(questions.map((question, index) => readQuestion(tx, question, `questions.${index}`)));
}

/** The same for a contact that is registered: every question says something, and what became of it. */
export async function completeQuestions(tx: Tx, questions: readonly QuestionInput[]) {
  if (questions.length === 0) throw invalid('questions', texts.noQuestion);
  for (const [index, { text, outcome, answer }] of questions.entries()) {
    requiredText(`questions.${index}.text`, text);
    if (!outcome) throw invalid(`questions.${index}.outcome`, texts.outcomeNeeded);
    if (outcome === 'ANSWERED' && !cleanText(`questions.${index}.answer`, answer ?? ''))
      throw invalid(`questions.${index}.answer`, texts.answerNeeded);
  }
  return readQuestions(tx, questions);
}

async function readQuestion(tx: Tx, question: QuestionInput, field: string) {
  const productNumber = optionalText(`${field}.productNumber`, question.productNumber);
  const handlerGroupKey = optionalText(`${field}.handlerGroup`, question.handlerGroup);
  if (productNumber !== null && (await tx.product.count({ where: { productNumber } })) === 0)
    throw invalid(`${field}.productNumber`, texts.productUnknown);
  if (handlerGroupKey !== null && (await tx.handlerGroup.count({ where: { key: handlerGroupKey } })) === 0)
    throw invalid(`${field}.handlerGroup`, texts.groupUnknown);
  return {
    kind: fromEnum(question.kind),
    text: cleanText(`${field}.text`, question.text),
    productNumber,
    handlerGroupKey,
    outcome: question.outcome ? fromEnum(question.outcome) : null,
    answer: optionalText(`${field}.answer`, question.answer),
    answeredFromKnowledge: question.answeredFromKnowledge ?? null,
  };
}
