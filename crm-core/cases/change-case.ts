import { requiredText } from '../clean-text.ts';
import { contactCentre } from '../dispatch/route-of.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { lockCase, type Step, stepCase } from './step-case.ts';

interface CaseInput {
  readonly idempotencyKey: string;
  readonly caseId: string;
}

/** Takes a case upon oneself. */
export function takeCase(ground: Ground, asking: Asking, input: CaseInput) {
  return change(ground, asking, 'takeCase', input, (file, identity) => {
    if (file.assigneeSubject !== null && file.assigneeSubject !== identity.subject)
      throw conflict(texts.caseTaken(file.assigneeName ?? ''));
    return { state: 'in-progress', reason: texts.caseTakenReason, assignee: identity };
  });
}

/** Answers the customer. */
export function answerCase(ground: Ground, asking: Asking, input: CaseInput & { readonly answer: string }) {
  return change(ground, asking, 'answerCase', input, (_, identity) => ({
    state: 'answered',
    reason: texts.caseAnsweredReason,
    assignee: identity,
    answer: requiredText('answer', input.answer),
  }));
}

/** Gives a case back to the contact centre, which brings it to the right group (R084). */
export function returnCase(ground: Ground, asking: Asking, input: CaseInput & { readonly reason: string }) {
  return change(ground, asking, 'returnCase', input, (file) => {
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
  return change(ground, asking, 'routeCase', input, async (file, _, tx) => {
    const group = await tx.handlerGroup.findUnique({ where: { key: input.handlerGroup } });
    if (!group) throw invalid('handlerGroup', texts.groupUnknown);
    if (group.key === file.handlerGroupKey) throw conflict(texts.caseInGroup);
    const state = group.key === contactCentre ? 'received' : 'assigned';
    const reason = requiredText('reason', input.reason);
    return { state, reason, handlerGroupKey: group.key, assignee: null };
  });
}

const done = new Set(['answered', 'closed', 'withdrawn']);

async function change<Input extends CaseInput>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  stepOf: (file: Case, identity: Identity, tx: Tx) => Omit<Step, 'act'> | Promise<Omit<Step, 'act'>>,
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, mutation, input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    if (done.has(file.state)) throw conflict(texts.caseDone);
    const step = { ...(await stepOf(file, identity, tx)), act: `case.${mutation.replace('Case', '')}` };
    await stepCase(tx, ground, actorOf(identity), inStory(asking, file), file, step);
    return { __typename: 'Case', id: file.id };
  });
}
