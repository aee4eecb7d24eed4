import { requiredText } from '../clean-text.ts';
import { mustBeThere } from '../dispatch/available-member.ts';
import type { Asking, Ground } from '../ports.ts';
import { conflict } from '../refusal.ts';
import { texts } from '../texts.ts';
import { actOnOpenCase, type CaseInput } from './act-on-case.ts';
import { readDay } from './read-day.ts';
import { settleParts } from './settle-parts.ts';

/** Takes a case upon oneself. */
export function takeCase(ground: Ground, asking: Asking, input: CaseInput) {
  return actOnOpenCase(ground, asking, 'takeCase', input, async (file, identity, tx) => {
    await mustBeThere(tx, ground, identity);
    if (file.assigneeSubject !== null && file.assigneeSubject !== identity.subject)
      throw conflict(texts.caseTaken(file.assigneeName ?? ''));
    return { state: 'in-progress', reason: texts.caseTakenReason, assignee: identity };
  });
}

interface AnswerInput extends CaseInput {
  readonly answer: string;
  readonly expectedOn?: string | null;
  readonly openPartsReason?: string | null;
}

/** Answers the customer, with all parts that were asked of other groups, or with a reason why without (R088). */
export function answerCase(ground: Ground, asking: Asking, input: AnswerInput) {
  return actOnOpenCase(ground, asking, 'answerCase', input, async (file, identity, tx) => {
    const answer = requiredText('answer', input.answer);
    await settleParts(tx, ground, file, identity, input.openPartsReason);
    const expectedOn = readDay('expectedOn', input.expectedOn);
    return {
      state: 'answered',
      reason: texts.caseAnsweredReason,
      assignee: identity,
      fields: { answer, ...(expectedOn && { expectedOn }) },
    };
  });
}

/** Tells the reporters how far it is and when it will be solved, while it goes on (R153). */
export function tellProgress(
  ground: Ground,
  asking: Asking,
  input: CaseInput & { readonly progress: string; readonly expectedOn?: string | null },
) {
  return actOnOpenCase(ground, asking, 'tellProgress', input, (file, identity) => {
    const progress = requiredText('progress', input.progress);
    const expectedOn = readDay('expectedOn', input.expectedOn);
    return {
      state: 'in-progress',
      reason: progress,
      assignee: file.assigneeSubject === null ? identity : undefined,
      fields: { progress, ...(expectedOn && { expectedOn }) },
    };
  });
}
