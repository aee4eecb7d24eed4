import { requiredText } from '../clean-text.ts';
import { contactCentre } from '../dispatch/route-of.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { actOnOpenCase, type CaseInput } from './act-on-case.ts';
import { readDay } from './read-day.ts';
import { settleParts } from './settle-parts.ts';

/** Takes a case upon oneself. */
export function takeCase(ground: Ground, asking: Asking, input: CaseInput) {
  return actOnOpenCase(ground, asking, 'takeCase', input, (file, identity) => {
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

/** Gives a case back to the contact centre, which brings it to the right group (R084). */
export function returnCase(ground: Ground, asking: Asking, input: CaseInput & { readonly reason: string }) {
  return actOnOpenCase(ground, asking, 'returnCase', input, (file) => {
    if (file.handlerGroupKey === contactCentre) throw conflict(texts.caseAtContactCentre);
    const reason = requiredText('reason', input.reason);
    return { state: 'received', reason, handlerGroupKey: contactCentre, assignee: null };
  });
}

/** Brings a case to another group; for the contact centre. */
export function routeCase(
  ground: Ground,
  asking: Asking,
  input: CaseInput & { readonly handlerGroup: string; readonly reason: string },
) {
  requireRole(asking, 'agent', 'coordinator');
  return actOnOpenCase(ground, asking, 'routeCase', input, async (file, _, tx) => {
    const group = await tx.handlerGroup.findUnique({ where: { key: input.handlerGroup } });
    if (!group) throw invalid('handlerGroup', texts.groupUnknown);
    if (group.key === file.handlerGroupKey) throw conflict(texts.caseInGroup);
    const state = group.key === contactCentre ? 'received' : 'assigned';
    const reason = requiredText('reason', input.reason);
    return { state, reason, handlerGroupKey: group.key, assignee: null };
  });
}
