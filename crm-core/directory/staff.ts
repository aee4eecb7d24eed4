import type { Tx } from '../ports.ts';

export interface StaffMember {
  readonly subject: string;
  readonly name: string;
  readonly email?: string | null;
  readonly device?: string | null;
  /** Of which groups, and whether he leads them. */
  readonly groups: readonly { readonly key: string; readonly lead: boolean }[];
}

/** Keeps a member of staff as the directory of staff tells him; groups that are not named any more are left. */
export async function recordStaff(tx: Tx, told: StaffMember): Promise<void> {
  const { subject, name, email = null, device = null, groups } = told;
  const fields = { name, email, device };
  await tx.staffMember.upsert({ where: { subject }, create: { subject, ...fields }, update: fields });
  await tx.groupMember.deleteMany({ where: { subject } });
  await tx.groupMember.createMany({
    data: groups.map(({ key, lead }) => ({ subject, groupKey: key, lead })),
  });
}

export interface Present {
  readonly subject: string;
  readonly name: string;
  readonly email: string | null;
  readonly device: string | null;
  readonly lead: boolean;
}

/** The members of a group who are not away at that moment, leads first (R094, R132). */
export async function presentMembers(tx: Tx, groupKey: string, at: Date): Promise<Present[]> {
  const members = await tx.groupMember.findMany({
    where: {
      groupKey,
      member: {
        absences: { none: { startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] } },
      },
    },
    include: { member: true },
    orderBy: [{ lead: 'desc' }, { subject: 'asc' }],
  });
  return members.map(({ lead, member: { subject, name, email, device } }) => ({
    subject,
    name,
    email,
    device,
    lead,
  }));
}

/** Who takes somebody's place at that moment: himself while he is there, else his replacement, else nobody. */
export async function standInFor(tx: Tx, subject: string, at: Date): Promise<string | null> {
  const away = await tx.absence.findFirst({
    where: { subject, startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
    orderBy: { startsAt: 'desc' },
  });
  return away ? away.replacementSubject : subject;
}
