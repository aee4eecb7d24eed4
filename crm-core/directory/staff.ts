import { z } from 'zod';
import type { Tx } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';

/** Command `crm.staff.record`: a member of staff as the directory of staff (HR) knows him. */
export const staffMember = z.strictObject({
  /** The identity provider's identifier. */
  subject: z.string().min(1),
  name: z.string().min(1),
  email: z.email().nullable().default(null),
  /** His telephone, as the telephone switch calls it. */
  device: z.string().nullable().default(null),
  /** Of which groups, and whether he leads them. */
  groups: z.array(z.strictObject({ key: z.string(), lead: z.boolean().default(false) })),
  /** False from the day on which he left. */
  active: z.boolean().default(true),
});

export type StaffMember = z.input<typeof staffMember>;

/** Keeps a member of staff as the directory of staff tells him. */
export async function recordStaff(tx: Tx, told: StaffMember): Promise<void> {
  const { groups, subject, ...fields } = staffMember.parse(told);
  const kept = { ...fields, source: 'hr' };
  await tx.staffMember.upsert({ where: { subject }, create: { subject, ...kept }, update: kept });
  await tx.groupMember.deleteMany({ where: { subject } });
  await tx.groupMember.createMany({
    data: groups.map(({ key, lead }) => ({ subject, groupKey: key, lead })),
  });
}

/** Away at that moment. */
export function awayAt(at: Date): Prisma.AbsenceWhereInput {
  return { startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] };
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
    where: { groupKey, member: { active: true, absences: { none: awayAt(at) } } },
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

/**
 * Who takes somebody's place at that moment: himself while he is there, else his replacement, or the replacement of that
 * one while he is away too; null where nobody does. Of two absences the one that began last counts.
 */
export async function standInFor(tx: Tx, subject: string, at: Date): Promise<string | null> {
  const asked = new Set<string>();
  let place: string | null = subject;
  while (place !== null && !asked.has(place)) {
    asked.add(place);
    const { there, next } = await placeOf(tx, place, at);
    if (there) return place;
    place = next;
  }
  return null;
}

async function placeOf(tx: Tx, subject: string, at: Date): Promise<{ there: boolean; next: string | null }> {
  const member = await tx.staffMember.findUnique({
    where: { subject },
    include: { absences: { where: awayAt(at), orderBy: { startsAt: 'desc' }, take: 1 } },
  });
  const [away] = member?.absences ?? [];
  return { there: member?.active === true && !away, next: away?.replacementSubject ?? null };
}
