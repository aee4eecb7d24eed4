import { type CaseRow, findCases, visibleCases } from '../cases/load-cases.ts';
import { unsettled } from '../cases/settle-parts.ts';
import { openStates } from '../cases/step-case.ts';
import { workOf } from '../cases/work-of.ts';
import { CoreError } from '../core-error.ts';
import { decodeCursor, limited, pageOf } from '../page.ts';
import type { Asking, Ground, Identity } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { contactCentre } from './contact-centre.ts';

export interface Narrowed {
  readonly groups?: readonly string[] | null;
  readonly kinds?: readonly string[] | null;
  readonly products?: readonly string[] | null;
}

export interface WorklistArgs {
  readonly filter: WorklistFilter;
  readonly where?: Narrowed | null;
  readonly sort: WorklistSort;
  readonly first: number;
  readonly after?: string | null;
}

export type WorklistFilter = keyof ReturnType<typeof filters>;
export type WorklistSort = keyof typeof sorts;

const dayMs = 86_400_000;

const sorts = {
  DUE_FIRST: { field: 'dueAt', order: 'asc', beyond: 'gt' },
  OLDEST_FIRST: { field: 'openedAt', order: 'asc', beyond: 'gt' },
  NEWEST_FIRST: { field: 'openedAt', order: 'desc', beyond: 'lt' },
} as const;

/** Open cases that somebody may work on (R086, R087). */
export async function worklist(ground: Ground, asking: Asking, args: WorklistArgs) {
  const identity = requireWorker(asking);
  const first = limited(args.first, 100);
  const { field, order, beyond } = sorts[args.sort];
  const after = decodeCursor(args.after, /^[0-9T:.Z-]{24} [0-9a-f-]{36}$/);
  const [at = '', id = ''] = after?.split(' ') ?? [];
  const further: Prisma.CaseWhereInput = after
    ? { OR: [{ [field]: { [beyond]: new Date(at) } }, { [field]: new Date(at), id: { [beyond]: id } }] }
    : {};
  const listed = filters(ground.ports.now(), identity)[args.filter]();
  const where = { AND: [{ state: { in: [...openStates] } }, listed, narrow(args.where ?? {}), further] };
  const rows = await findCases(ground, asking, where, first + 1, [{ [field]: order }, { id: order }]);
  return pageOf(rows, first, after, (file: CaseRow) => `${file[field].toISOString()} ${file.id}`);
}

/** How many open cases a list has for the one who asks; none where he is of no group. */
export async function worklistCount(ground: Ground, asking: Asking, filter: WorklistFilter): Promise<number> {
  const identity = requireWorker(asking);
  if (filter === 'MY_GROUPS' && groupsOf(identity).length === 0) return 0;
  const listed = filters(ground.ports.now(), identity)[filter]();
  const where = { AND: [{ state: { in: [...openStates] } }, listed, await visibleCases(ground, asking)] };
  return ground.prisma.case.count({ where });
}

export function requireWorker(asking: Asking): Identity {
  return requireRole(asking, 'agent', 'expert', 'coordinator');
}

/** An agent is of the contact centre, whatever other groups he is in. */
export function groupsOf({ roles, groups }: Identity): readonly string[] {
  return roles.includes('agent') ? [...new Set([...groups, contactCentre])] : groups;
}

function filters(now: Date, identity: Identity) {
  return {
    MINE: (): Prisma.CaseWhereInput => {
      const assigneeSubject = identity.subject;
      return {
        OR: [{ assigneeSubject }, { parts: { some: { assigneeSubject, state: { in: unsettled } } } }],
      };
    },
    MY_GROUPS: (): Prisma.CaseWhereInput => {
      const own = groupsOf(identity);
      if (own.length === 0) throw new CoreError(texts.worklistNeedsGroup, 'BAD_USER_INPUT');
      return workOf(own);
    },
    UNASSIGNED: (): Prisma.CaseWhereInput => ({ assigneeSubject: null }),
    DUE_SOON: (): Prisma.CaseWhereInput => ({ dueAt: { lte: new Date(now.getTime() + dayMs) } }),
    LATE: (): Prisma.CaseWhereInput => ({ dueAt: { lte: now } }),
    RETURNED: (): Prisma.CaseWhereInput => ({ returnedAt: { not: null } }),
    WAITING: (): Prisma.CaseWhereInput => ({ state: 'waiting-for-customer' }),
  };
}

function narrow({ groups, kinds, products }: Narrowed): Prisma.CaseWhereInput {
  return {
    ...(groups?.length && workOf(groups)),
    ...(kinds?.length && { kind: { in: kinds.map(fromEnum) } }),
    ...(products?.length && { productNumber: { in: [...products] } }),
  };
}
