import { requiredText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import type { CaseState } from './case-status-changed.ts';
import { contactCentre } from './open-case.ts';
import { tellStatus } from './tell-status.ts';

interface CaseInput {
  readonly idempotencyKey: string;
  readonly caseId: string;
}

interface Step {
  readonly state: CaseState;
  readonly reason: string;
  readonly handlerGroupKey?: string;
  readonly assignee?: Identity | null;
  readonly answer?: string;
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
  stepOf: (file: Case, identity: Identity, tx: Tx) => Step | Promise<Step>,
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, mutation, input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    if (done.has(file.state)) throw conflict(texts.caseDone);
    await carryOut(ground, asking, tx, file, await stepOf(file, identity, tx), mutation);
    return { __typename: 'Case', id: file.id };
  });
}

async function carryOut(
  { prisma, ports }: Ground,
  asking: Asking,
  tx: Tx,
  file: Case,
  step: Step,
  mutation: string,
) {
  const { state, reason, assignee, answer, handlerGroupKey = file.handlerGroupKey } = step;
  const actor = actorOf(requireRole(asking, 'agent', 'expert', 'coordinator'));
  const at = ports.now();
  const number = 1 + (await tx.caseChange.count({ where: { caseId: file.id } }));
  await tx.caseChange.create({
    data: {
      caseId: file.id,
      number,
      state,
      handlerGroupKey,
      actorSubject: actor.subject,
      actorName: actor.name,
      reason,
      at,
    },
  });
  await tx.case.update({
    where: { id: file.id },
    data: {
      state,
      handlerGroupKey,
      ...(assignee !== undefined && {
        assigneeSubject: assignee?.subject ?? null,
        assigneeName: assignee?.name ?? null,
      }),
      ...(answer !== undefined && { answer }),
    },
  });
  await writeAudit(tx, at, actor, inStory(asking, file), {
    act: `case.${mutation.replace('Case', '')}`,
    subjectType: 'case',
    subjectId: file.id,
    details: { from: file.state, to: state, handlerGroup: handlerGroupKey },
  });
  await tellStatus(tx, { prisma, ports }, file.id);
}

/** The case, held until the end of the transaction: `NotFound`, or FORBIDDEN for a case of another group. */
async function lockCase(tx: Tx, id: string, { roles, groups }: Identity): Promise<Case> {
  if (isUuid(id)) await tx.$executeRaw`select from case_file where id = ${id}::uuid for update`;
  const file = isUuid(id) ? await tx.case.findUnique({ where: { id } }) : null;
  if (!file) throw notFound(texts.caseUnknown);
  if (!roles.includes('agent') && !groups.includes(file.handlerGroupKey))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return file;
}
