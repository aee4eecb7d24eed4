import type { CaseKind, Contact, ProductChoice, QuestionOutcome } from './types.ts';

/** What is typed of one question. */
export interface QuestionForm {
  /** Ours: keeps its place on the screen while questions come and go. */
  readonly key: string;
  readonly kind: CaseKind;
  readonly text: string;
  readonly product: ProductChoice | null;
  /** Where no product decides; empty: the contact centre does. */
  readonly handlerGroup: string;
  readonly outcome: QuestionOutcome | null;
  readonly answer: string;
  readonly answeredFromKnowledge: boolean | null;
}

/** All that an agent types of one contact. */
export interface DraftForm {
  readonly summary: string;
  readonly anonymous: boolean;
  readonly questions: readonly QuestionForm[];
}

export function emptyQuestion(): QuestionForm {
  return {
    key: crypto.randomUUID(),
    kind: 'QUESTION',
    text: '',
    product: null,
    handlerGroup: '',
    outcome: null,
    answer: '',
    answeredFromKnowledge: null,
  };
}

/** A form always has a question ready to be typed in. */
export function formOf({ summary, anonymous, questions }: Contact, before?: DraftForm): DraftForm {
  const typed = questions.map((question, index) => ({
    key: question.id,
    kind: question.kind,
    text: question.text,
    product: question.product,
    handlerGroup: before?.questions[index]?.handlerGroup ?? '',
    outcome: question.outcome,
    answer: question.answer ?? '',
    answeredFromKnowledge: question.answeredFromKnowledge,
  }));
  return { summary, anonymous, questions: typed.length > 0 ? typed : [emptyQuestion()] };
}

export function isBlank({ text, product, answer }: QuestionForm): boolean {
  return text.trim() === '' && product === null && answer.trim() === '';
}

/** The form as the graph takes it; a question in which nothing was typed stays out, unless it is the only one. */
export function inputOf({ summary, anonymous, questions }: DraftForm) {
  return { summary, anonymous, questions: sentQuestions(questions).map(questionInput) };
}

/** Which question on the screen an input field such as `questions.0.text` is about. */
export function questionAt(form: DraftForm, field: string): { key: string; part: string } | undefined {
  const [, index = '', part = ''] = /^questions\.(\d+)\.?(.*)$/.exec(field) ?? [];
  const question = index === '' ? undefined : sentQuestions(form.questions)[Number(index)];
  return question && { key: question.key, part };
}

function sentQuestions(questions: readonly QuestionForm[]) {
  const told = questions.filter((question) => !isBlank(question));
  return told.length > 0 ? told : questions.slice(0, 1);
}

function questionInput({
  kind,
  text,
  product,
  handlerGroup,
  outcome,
  answer,
  answeredFromKnowledge,
}: QuestionForm) {
  return {
    kind,
    text,
    productNumber: product?.productNumber ?? null,
    handlerGroup: product || handlerGroup === '' ? null : handlerGroup,
    outcome,
    answer: outcome === 'ANSWERED' ? answer : null,
    answeredFromKnowledge: outcome === 'ANSWERED' ? answeredFromKnowledge : null,
  };
}
