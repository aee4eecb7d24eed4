import { actOnOpenCase, type CaseInput } from '../cases/act-on-case.ts';
import { optionalText, requiredText } from '../clean-text.ts';
import { printReference } from '../contacts/reference.ts';
import { CoreError } from '../core-error.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { requireIdentity, requireRole } from '../privacy/who.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { availableMember } from './available-member.ts';
import { contactCentre } from './contact-centre.ts';
import { learnFromCase, readBelongsTo } from './learn-from.ts';
import { giveNotice } from './notice.ts';

/** The step that brings a case to the contact centre, where it waits for somebody. */
function toContactCentre({ ports }: Ground, reason: string) {
  const returned = { handlerGroupKey: contactCentre, assignee: null, fields: { returnedAt: ports.now() } };
  return { state: 'received' as const, reason, ...returned };
}

type ReturnInput = CaseInput & { readonly reason: string; readonly belongsTo?: string | null };

/**
 * Gives a case back to the contact centre, which brings it to the right group. Where the group says to which one it belongs,
 * the rule or the catalogue entry that sent it learns from it.
 */
export function returnCase(ground: Ground, asking: Asking, input: ReturnInput) {
  return actOnOpenCase(ground, asking, 'returnCase', input, async (file, identity, tx) => {
    if (file.handlerGroupKey === contactCentre) throw conflict(texts.caseAtContactCentre);
    const reason = requiredText('reason', input.reason);
    const belongsTo = await readBelongsTo(tx, input.belongsTo, file.handlerGroupKey);
    if (belongsTo !== null) await learnFromCase(tx, ground, file, belongsTo, identity.name);
    return toContactCentre(ground, reason);
  });
}

type RouteInput = CaseInput & { readonly handlerGroup: string; readonly reason: string };

/** Brings a case to another group, for the contact centre and coordinators; the group that had it is told (R084). */
export function routeCase(ground: Ground, asking: Asking, input: RouteInput) {
  requireRole(asking, 'agent', 'coordinator');
  return actOnOpenCase(ground, asking, 'routeCase', input, async (file, _, tx) => {
    const group = await tx.handlerGroup.findUnique({ where: { key: input.handlerGroup } });
    if (!group?.active) throw invalid('handlerGroup', texts.groupUnknown);
    if (group.key === file.handlerGroupKey) throw conflict(texts.caseInGroup);
    const reason = requiredText('reason', input.reason);
    const text = texts.noticeRouted(printReference(file.reference), group.name, reason);
    await tellGroup(tx, ground, file, text);
    if (group.key === contactCentre) return toContactCentre(ground, reason);
    return { state: 'assigned', reason, handlerGroupKey: group.key, assignee: null };
  });
}

/** Takes a case back to the contact centre, whoever has it; the group is told (R084). */
export function pullBackCase(ground: Ground, asking: Asking, input: CaseInput & { readonly reason: string }) {
  const { roles, groups } = requireIdentity(asking);
  if (!(roles.includes('agent') || (roles.includes('coordinator') && groups.includes(contactCentre))))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  return actOnOpenCase(ground, asking, 'pullBackCase', input, async (file, _, tx) => {
    if (file.handlerGroupKey === contactCentre) throw conflict(texts.caseAtContactCentre);
    const reason = requiredText('reason', input.reason);
    await tellGroup(tx, ground, file, texts.noticePulledBack(printReference(file.reference), reason));
    return toContactCentre(ground, reason);
  });
}

type AssignInput = CaseInput & { readonly assignee: string; readonly reason?: string | null };

/** Gives a case to a member of its group, and never to one who is away (R094). */
export function assignCase(ground: Ground, asking: Asking, input: AssignInput) {
  return actOnOpenCase(ground, asking, 'assignCase', input, async (file, identity, tx) => {
    const { id: caseId, handlerGroupKey: groupKey, reference } = file;
    const membership = { groupKey_subject: { groupKey, subject: identity.subject } };
    const own = await tx.groupMember.findUnique({ where: membership });
    const may =
      identity.roles.some((role) => role === 'agent' || role === 'coordinator') ||
      own?.lead ||
      file.assigneeSubject === identity.subject;
    if (!may) throw new CoreError(texts.notAllowed, 'FORBIDDEN');
    const assignee = await availableMember(tx, groupKey, input.assignee, ground.ports.now());
    const reason = optionalText('reason', input.reason) ?? texts.assignedBy(assignee.name);
    const text = texts.noticeYours(printReference(reference), reason);
    await giveNotice(tx, ground, { groupKey, subject: assignee.subject, caseId, text });
    return { state: groupKey === contactCentre ? 'received' : 'assigned', reason, assignee };
  });
}

async function tellGroup(tx: Tx, ground: Ground, file: Case, text: string) {
  if (file.handlerGroupKey === contactCentre) return;
  await giveNotice(tx, ground, { groupKey: file.handlerGroupKey, caseId: file.id, text });
}
