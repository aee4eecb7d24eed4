import { announceOnCommit } from '../after-commit.ts';
import { requiredText } from '../clean-text.ts';
import { CoreError } from '../core-error.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { CasePart, Prisma } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { unsettled } from './settle-parts.ts';
import { endStates, holdCase, lockCase } from './step-case.ts';

const most = 50;

interface AskInput {
  readonly idempotencyKey: string;
  readonly caseId: string;
  readonly handlerGroup: string;
  readonly question: string;
}

/** Asks another group for its part of the answer; the case stays where it is (R088). */
export function askPart(ground: Ground, asking: Asking, input: AskInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'askPart', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    if (endStates.includes(file.state)) throw conflict(texts.caseDone);
    const question = requiredText('question', input.question);
    const group = await tx.handlerGroup.findUnique({ where: { key: input.handlerGroup } });
    if (!group) throw invalid('handlerGroup', texts.groupUnknown);
    if (group.key === file.handlerGroupKey) throw invalid('handlerGroup', texts.caseInGroup);
    const number = 1 + (await tx.casePart.count({ where: { caseId: file.id } }));
    if (number > most) throw conflict(texts.tooManyParts(most));
    await tx.casePart.create({
      data: {
        caseId: file.id,
        number,
        handlerGroupKey: group.key,
        question,
        askedBy: identity.name,
        askedAt: ground.ports.now(),
      },
    });
    const details = { part: number, handlerGroup: group.key };
    await told(tx, ground, asking, file, { act: 'case.part.ask', details });
    return { __typename: 'Case', id: file.id };
  });
}

interface PartInput {
  readonly idempotencyKey: string;
  readonly partId: string;
}

/** Takes a part upon oneself; what others take of the case is theirs. */
export function takePart(ground: Ground, asking: Asking, input: PartInput) {
  return changePart(ground, asking, 'takePart', input, (part, identity) => {
    if (part.assigneeSubject !== null && part.assigneeSubject !== identity.subject)
      throw conflict(texts.caseTaken(part.assigneeName ?? ''));
    return { state: 'in-progress', assigneeSubject: identity.subject, assigneeName: identity.name };
  });
}

/** Says what the group thinks: its part of the answer. */
export function answerPart(ground: Ground, asking: Asking, input: PartInput & { readonly position: string }) {
  return changePart(ground, asking, 'answerPart', input, (_, identity) => ({
    ...settled(ground, identity),
    state: 'answered',
    position: requiredText('position', input.position),
  }));
}

/** Says that the group has no part in it, and why. */
export function declinePart(ground: Ground, asking: Asking, input: PartInput & { readonly reason: string }) {
  return changePart(ground, asking, 'declinePart', input, (_, identity) => ({
    ...settled(ground, identity),
    state: 'declined',
    position: requiredText('reason', input.reason),
  }));
}

function settled({ ports }: Ground, { name }: Identity) {
  return { settledBy: name, settledAt: ports.now() };
}

async function changePart<Input extends PartInput>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  fieldsOf: (part: CasePart, identity: Identity) => Prisma.CasePartUncheckedUpdateInput,
) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, mutation, input, async (tx) => {
    const { part, file } = await holdPart(tx, input.partId, identity);
    if (!unsettled.includes(part.state)) throw conflict(texts.partSettled);
    const fields = fieldsOf(part, identity);
    await tx.casePart.update({ where: { id: part.id }, data: fields });
    const details = { part: part.number, state: String(fields.state) };
    await told(tx, ground, asking, file, { act: `case.part.${mutation.replace('Part', '')}`, details });
    return { __typename: 'Case', id: file.id };
  });
}

/** A part of one's own group, held with its case until the end of the transaction. */
async function holdPart(tx: Tx, id: string, { roles, groups }: Identity) {
  const known = isUuid(id) ? await tx.casePart.findUnique({ where: { id } }) : null;
  const file = known && (await holdCase(tx, known.caseId));
  const part = file && (await tx.casePart.findUnique({ where: { id } }));
  if (!part) throw notFound(texts.partUnknown);
  if (!(roles.includes('agent') || groups.includes(part.handlerGroupKey)))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return { part, file };
}

async function told(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  { id, correlationid }: { readonly id: string; readonly correlationid: string },
  act: { readonly act: string; readonly details: Record<string, string | number> },
) {
  const actor = actorOf(requireRole(asking, 'agent', 'expert', 'coordinator'));
  await writeAudit(tx, ground.ports.now(), actor, inStory(asking, { correlationid }), {
    ...act,
    subjectType: 'case',
    subjectId: id,
  });
  await announceOnCommit(tx, ground, [{ topic: `case:${id}`, payload: { caseId: id } }]);
}
