import { knowSignedIn } from '../directory/record-staff.ts';
import { awayAt, standInFor } from '../directory/staff.ts';
import type { Actor, Ground, Identity, Tx } from '../ports.ts';
import { conflict, invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

/** A member of the group who is there at that moment; refuses, with until when and who stands in, one who is not. */
export async function availableMember(tx: Tx, groupKey: string, subject: string, at: Date): Promise<Actor> {
  const membership = { groupKey_subject: { groupKey, subject } };
  const found = await tx.groupMember.findUnique({
    where: membership,
    include: {
      member: { include: { absences: { where: awayAt(at), orderBy: { startsAt: 'desc' }, take: 1 } } },
    },
  });
  if (!found?.member.active) throw invalid('assignee', texts.notMember);
  const { name, absences } = found.member;
  const [away] = absences;
  if (!away) return { subject, name };
  const standIn = await standInFor(tx, subject, at);
  const other = standIn === null ? null : await tx.staffMember.findUnique({ where: { subject: standIn } });
  throw conflict(texts.memberAway(name, away.endsAt, other?.name ?? null));
}

/** Refuses work for somebody who said that he is away and gave his work out of hands. */
export async function mustBeThere(tx: Tx, { ports }: Ground, identity: Identity): Promise<void> {
  await knowSignedIn(tx, identity);
  const { subject } = identity;
  const away = await tx.absence.count({ where: { subject, keepsWork: false, ...awayAt(ports.now()) } });
  if (away > 0) throw conflict(texts.youAreAway);
}
