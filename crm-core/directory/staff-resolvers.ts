import { batched } from '../batch.ts';
import { CoreError } from '../core-error.ts';
import type { Asking, Ground } from '../ports.ts';
import type { HandlerGroup, Prisma } from '../prisma/client/client.ts';
import { requireIdentity } from '../privacy/who.ts';
import { texts } from '../texts.ts';
import { standInFor } from './staff.ts';

const include = {
  absences: { orderBy: { startsAt: 'asc' } },
  groups: { include: { group: true }, orderBy: { groupKey: 'asc' } },
} as const satisfies Prisma.StaffMemberInclude;

type StaffRow = Prisma.StaffMemberGetPayload<{ include: typeof include }>;
type AbsenceRow = StaffRow['absences'][number];

export function isStaff({ identity }: Asking): boolean {
  return identity?.kind === 'staff';
}

/** How members of staff are read, by staff alone. */
export function staffResolvers({ prisma, ports }: Ground) {
  const load = async (asking: Asking, subject: string) => {
    const loadAll = async (subjects: string[]) => {
      const found = await prisma.staffMember.findMany({ where: { subject: { in: subjects } }, include });
      return new Map(found.map((member) => [member.subject, member]));
    };
    return (await batched(asking, 'member of staff', subject, loadAll)) ?? null;
  };
  const runs = ({ startsAt, endsAt }: AbsenceRow) => {
    const now = ports.now();
    return startsAt <= now && (endsAt === null || endsAt > now);
  };
  return {
    load,
    Query: {
      staffMember(_: unknown, { subject }: { subject: string }, asking: Asking) {
        requireIdentity(asking);
        if (!isStaff(asking)) throw new CoreError(texts.notAllowed, 'FORBIDDEN');
        return load(asking, subject);
      },
    },
    async membersOf({ key }: HandlerGroup, _: unknown, asking: Asking) {
      if (!isStaff(asking)) return [];
      const loadAll = async (keys: string[]) => {
        const found = await prisma.groupMember.findMany({
          where: { groupKey: { in: keys }, member: { active: true } },
          include: { member: { include } },
          orderBy: [{ lead: 'desc' }, { member: { name: 'asc' } }],
        });
        return Map.groupBy(found, ({ groupKey }) => groupKey);
      };
      return (await batched(asking, 'members of group', key, loadAll))?.slice(0, 500) ?? [];
    },
    types: {
      StaffMember: {
        present: ({ active, absences }: StaffRow) => active && !absences.some(runs),
        async standIn({ subject, absences }: StaffRow, _: unknown, asking: Asking) {
          if (!absences.some(runs)) return null;
          const standIn = await standInFor(prisma, subject, ports.now());
          return standIn === null || standIn === subject ? null : load(asking, standIn);
        },
        absences: ({ absences }: StaffRow) =>
          absences.filter(({ endsAt }) => endsAt === null || endsAt > ports.now()).slice(0, 20),
        groups: ({ groups }: StaffRow) => groups.map(({ group }) => group),
      },
      Absence: {
        replacement: ({ replacementSubject }: AbsenceRow, _: unknown, asking: Asking) =>
          replacementSubject && load(asking, replacementSubject),
      },
    },
  };
}
