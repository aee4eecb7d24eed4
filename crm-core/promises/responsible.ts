import { contactCentre } from '../dispatch/route-of.ts';
import type { Tx } from '../ports.ts';

/** Open promises that went equally far up the ladder, of one owner. */
export interface Bucket {
  readonly handlerGroupKey: string;
  readonly assigneeSubject: string | null;
  readonly step: number;
}

interface Member {
  readonly subject: string;
  readonly groupKey: string;
  readonly lead: boolean;
}

export interface Staff {
  readonly emails: ReadonlyMap<string, string | null>;
  readonly members: readonly Member[];
  /** Who is away, and who takes his place. */
  readonly away: ReadonlyMap<string, string | null>;
}

export async function staffAt(tx: Tx, at: Date): Promise<Staff> {
  const [people, members, absences] = await Promise.all([
    tx.staffMember.findMany({ select: { subject: true, email: true } }),
    tx.groupMember.findMany({ orderBy: { subject: 'asc' } }),
    tx.absence.findMany({
      where: { startsAt: { lte: at }, OR: [{ endsAt: null }, { endsAt: { gt: at } }] },
      orderBy: { startsAt: 'asc' },
    }),
  ]);
  return {
    emails: new Map(people.map(({ subject, email }) => [subject, email])),
    members,
    away: new Map(absences.map(({ subject, replacementSubject }) => [subject, replacementSubject])),
  };
}

/**
 * Who hears of these promises: the owner, or his group while nobody took them; from the second step on also who leads it,
 * from the third the contact centre, on the fourth those who lead that. Whoever is away is replaced, and where a group has
 * nobody left it is the contact centre that hears.
 */
export function responsible(staff: Staff, { handlerGroupKey, assigneeSubject, step }: Bucket): Set<string> {
  const owner = assigneeSubject === null ? null : there(staff, assigneeSubject);
  const hears = [owner === null ? group(staff, handlerGroupKey) : [owner]];
  if (step >= 2) hears.push(group(staff, handlerGroupKey, true));
  if (step >= 3) hears.push(group(staff, contactCentre));
  if (step >= 4) hears.push(group(staff, contactCentre, true));
  return new Set(hears.flatMap((people) => (people.length > 0 ? people : group(staff, contactCentre))));
}

function group(staff: Staff, key: string, leads = false): string[] {
  return staff.members
    .filter(({ groupKey, lead }) => groupKey === key && (lead || !leads))
    .flatMap(({ subject }) => there(staff, subject) ?? []);
}

/** Himself, else who takes his place and is there, else nobody. */
function there({ away, emails }: Staff, subject: string): string | null {
  if (!away.has(subject)) return emails.has(subject) ? subject : null;
  const other = away.get(subject) ?? null;
  return other !== null && !away.has(other) ? other : null;
}
