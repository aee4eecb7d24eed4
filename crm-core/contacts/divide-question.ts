import { writeDeeds } from '../deed.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { lockContact, questionRows } from './draft.ts';
import { toHandle } from './handle-questions.ts';
import { completeQuestions, type QuestionInput } from './questions.ts';

export interface DivideQuestionInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly questionId: string;
  readonly questions: readonly QuestionInput[];
}

/**
 * Makes several questions of one that came in as one text, such as a mail: the first keeps the case and its reference, the
 * others get their own handling (R020, R022).
 */
export function divideQuestion(ground: Ground, asking: Asking, input: DivideQuestionInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'divideQuestion', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    if (contact.state === 'draft') throw conflict(texts.contactNotRegistered);
    const standing = await tx.question.findMany({ where: { contactId: contact.id } });
    const divided = standing.find(({ id }) => id === input.questionId);
    if (!divided) throw notFound(texts.questionUnknown);
    if (input.questions.length < 2) throw invalid('questions', texts.divideInTwo);
    const now = ground.ports.now();
    const read = await completeQuestions(tx, contact.id, input.questions, now);
    const [first, ...others] = read;
    const last = Math.max(...standing.map(({ position }) => position));
    const rows = questionRows(contact.id, others).map((row) => ({
      ...row,
      position: row.position + last + 1,
    }));
    const { deeds, questions } = await toHandle(tx, ground, contact, rows, actorOf(identity));
    await tx.question.update({ where: { id: divided.id }, data: { text: first?.text ?? '' } });
    await writeDeeds(tx, ground, ...deeds, { rows: { question: questions } });
    await tx.contact.update({ where: { id: contact.id }, data: { closedAt: null } });
    await writeAudit(tx, now, actorOf(identity), inStory(asking, contact), {
      act: 'contact.divide',
      subjectType: 'contact',
      subjectId: contact.id,
      details: { questions: standing.length + others.length, cases: deeds.length },
    });
    return { __typename: 'Contact', id: contact.id };
  });
}
