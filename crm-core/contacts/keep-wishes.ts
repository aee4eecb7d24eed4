import { holdCase } from '../cases/step-case.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import { invalid } from '../refusal.ts';
import { keepWish } from '../reports/feedback-wish.ts';
import { texts } from '../texts.ts';
import type { HandledQuestion } from './handle-questions.ts';
import { fieldOf, type ReadQuestion } from './questions.ts';

/** Keeps what was answered of each question about feedback with its case, or with that of the question that it follows (R152). */
export async function keepWishes(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  questions: readonly HandledQuestion[],
  read: readonly ReadQuestion[],
): Promise<void> {
  for (const [index, { feedback }] of read.entries()) {
    if (!feedback) continue;
    const field = `${fieldOf(index)}.feedback`;
    const file = await caseOf(tx, questions[index]);
    if (!file) throw invalid(field, texts.feedbackWithoutCase);
    await keepWish(tx, ground, actor, file, null, feedback, field);
  }
}

async function caseOf(tx: Tx, question: HandledQuestion | undefined) {
  if (question?.caseId) return holdCase(tx, question.caseId);
  const followed = question?.followsId
    ? await tx.question.findUnique({ where: { id: question.followsId } })
    : null;
  return followed?.caseId ? holdCase(tx, followed.caseId) : null;
}
