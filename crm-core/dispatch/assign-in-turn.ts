import { holdCase, openStates, stepCase } from '../cases/step-case.ts';
import { printReference } from '../contacts/reference.ts';
import { type Present, presentMembers } from '../directory/staff.ts';
import type { Ground, Tx } from '../ports.ts';
import type { HandlerGroup } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';
import { contactCentre } from './contact-centre.ts';
import { giveNotice } from './notice.ts';

const atOnce = 50;

/**
 * Gives what nobody has in the groups that work in turn, the case due first on top, each to who is there and has least, up to
 * the group's capacity for one member. Answers how many it gave.
 */
export async function assignInTurn(ground: Ground): Promise<number> {
  const groups = await ground.prisma.handlerGroup.findMany({
    where: { assignment: 'in-turn', active: true, key: { not: contactCentre } },
  });
  let given = 0;
  for (const group of groups)
    given += await ground.prisma.$transaction((tx) => assignIn(tx, ground, group), { timeout: 60_000 });
  return given;
}

async function assignIn(tx: Tx, ground: Ground, group: HandlerGroup): Promise<number> {
  const { key } = group;
  const [lock] = await tx.$queryRaw<{ ours: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('in turn'), hashtext(${key})) as ours`;
  if (!lock?.ours) return 0;
  const waiting = await tx.$queryRaw<{ id: string }[]>`
    select id::text from case_file where handler_group_key = ${key} and state = 'assigned' and assignee_subject is null
    order by due_at, id limit ${atOnce} for update skip locked`;
  const members = waiting.length === 0 ? [] : await presentMembers(tx, key, ground.ports.now());
  const loads = await loadsOf(tx, members);
  let given = 0;
  for (const { id } of waiting) {
    const member = nextOf(members, loads, group.capacity);
    const file = member && (await holdCase(tx, id));
    if (!file) break;
    const reason = texts.assignedInTurn(member.name);
    const actor = { subject: 'source:schakel', name: texts.bySystem };
    const step = { act: 'case.assign', state: 'assigned', reason, assignee: member } as const;
    await stepCase(tx, ground, actor, file, file, step);
    const text = texts.noticeYours(printReference(file.reference), reason);
    await giveNotice(tx, ground, { groupKey: key, subject: member.subject, caseId: id, text });
    loads.set(member.subject, (loads.get(member.subject) ?? 0) + 1);
    given += 1;
  }
  return given;
}

/** Subject → how many open cases he has, of whatever group. */
async function loadsOf(tx: Tx, members: readonly Present[]): Promise<Map<string, number>> {
  const counts = await tx.case.groupBy({
    by: ['assigneeSubject'],
    where: { assigneeSubject: { in: members.map(({ subject }) => subject) }, state: { in: [...openStates] } },
    _count: true,
  });
  return new Map(counts.map(({ assigneeSubject, _count }) => [assigneeSubject ?? '', _count]));
}

function nextOf(members: readonly Present[], loads: ReadonlyMap<string, number>, capacity: number | null) {
  const loadOf = ({ subject }: Present) => loads.get(subject) ?? 0;
  const [next] = [...members].sort((a, b) => loadOf(a) - loadOf(b) || (a.subject < b.subject ? -1 : 1));
  return next && loadOf(next) < (capacity ?? Number.POSITIVE_INFINITY) ? next : null;
}
