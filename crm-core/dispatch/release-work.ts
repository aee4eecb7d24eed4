import { holdCase, openStates, stepCase } from '../cases/step-case.ts';
import { printReference } from '../contacts/reference.ts';
import { awayAt, standInFor } from '../directory/staff.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Case } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';
import { contactCentre } from './contact-centre.ts';
import { giveNotice } from './notice.ts';

const atOnce = 100;
const bySystem = { subject: 'source:schakel', name: texts.bySystem };

/**
 * Takes the open work of who is away, and does not keep it, or who left: to his replacement where that one is there and of
 * the group, else back to the group (R094). In batches; answers how many cases moved. It never comes back by itself.
 */
export async function releaseWorkOfAbsent(ground: Ground): Promise<number> {
  let moved = 0;
  for (let batch = atOnce; batch === atOnce; moved += batch)
    batch = await ground.prisma.$transaction((tx) => releaseWork(tx, ground, bySystem), { timeout: 60_000 });
  return moved;
}

/** One batch of it in a transaction, of one member or of all. */
export async function releaseWork(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  subject: string | null = null,
): Promise<number> {
  const now = ground.ports.now();
  const found = await tx.$queryRaw<{ id: string }[]>`
    select file.id::text from case_file file join staff_member member on member.subject = file.assignee_subject
    where file.state = any(${[...openStates]}::text[])
      and (${subject}::text is null or member.subject = ${subject})
      and (not member.active or exists (
        select from absence where absence.subject = member.subject and not absence.keeps_work
          and absence.starts_at <= ${now} and (absence.ends_at is null or absence.ends_at > ${now})
      ))
    order by file.due_at limit ${atOnce} for update of file skip locked`;
  for (const { id } of found) {
    const file = await holdCase(tx, id);
    if (file) await release(tx, ground, actor, file, now);
  }
  return found.length;
}

async function release(tx: Tx, ground: Ground, actor: Actor, file: Case, now: Date) {
  const { handlerGroupKey: groupKey, assigneeSubject } = file;
  if (assigneeSubject === null) return;
  const [away] = await tx.absence.findMany({
    where: { subject: assigneeSubject, ...awayAt(now) },
    orderBy: { startsAt: 'desc' },
    take: 1,
  });
  const standIn = away ? await standInInGroup(tx, assigneeSubject, groupKey, now) : null;
  const reason = reasonOf(file.assigneeName ?? '', away ?? null, standIn);
  await stepCase(tx, ground, actor, file, file, {
    act: standIn ? 'case.replace' : 'case.release',
    state: stateFor(file),
    reason,
    assignee: standIn,
    fields: { returnedAt: standIn === null ? now : null },
  });
  const text = (standIn ? texts.noticeYours : texts.noticeReturned)(printReference(file.reference), reason);
  await giveNotice(tx, ground, { groupKey, subject: standIn?.subject ?? null, caseId: file.id, text });
}

function reasonOf(
  name: string,
  away: { readonly endsAt: Date | null } | null,
  standIn: Actor | null,
): string {
  if (away === null) return texts.leftToGroup(name);
  return standIn === null
    ? texts.awayToGroup(name, away.endsAt)
    : texts.awayToStandIn(name, away.endsAt, standIn.name);
}

/** Whoever gets it has not begun. */
function stateFor({ state, handlerGroupKey }: Case) {
  if (state === 'waiting-for-customer') return state;
  return handlerGroupKey === contactCentre ? 'received' : 'assigned';
}

async function standInInGroup(tx: Tx, subject: string, groupKey: string, now: Date): Promise<Actor | null> {
  const standIn = await standInFor(tx, subject, now);
  if (standIn === null || standIn === subject) return null;
  const membership = { groupKey_subject: { groupKey, subject: standIn } };
  const member = await tx.groupMember.findUnique({ where: membership, include: { member: true } });
  return member && { subject: standIn, name: member.member.name };
}
