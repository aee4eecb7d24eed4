import { batched } from '../batch.ts';
import { clusterOf, ownRecords, rootsOf } from '../customers/cluster.ts';
import { decodeCursor, isUuid, limited, pageOf } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireIdentity, viewOf } from '../privacy/who.ts';
import { fromEnum } from '../scalars.ts';
import { askedFor } from './asked-for.ts';

const include = {
  case: { select: { title: true } },
  proof: true,
  steps: { orderBy: [{ at: 'asc' }, { step: 'asc' }] },
  tries: { orderBy: { at: 'asc' } },
} as const satisfies Prisma.CustomerPromiseInclude;

export type PromiseRow = Prisma.CustomerPromiseGetPayload<{ include: typeof include }>;

/** One promise, if the one who asks may see it. Written down as read, where it was made to somebody. */
export async function loadPromise(ground: Ground, asking: Asking, id: string): Promise<PromiseRow | null> {
  if (!isUuid(id)) return null;
  const load = async (ids: string[]) => {
    const found = await find(ground, asking, { id: { in: ids } });
    return new Map(found.map((promise) => [promise.id, promise]));
  };
  return (await batched(asking, 'promise', id.toLowerCase(), load)) ?? null;
}

/** The promises of many cases or contacts, loaded together; the one due first on top. */
export async function promisesAbout(
  ground: Ground,
  asking: Asking,
  about: 'caseId' | 'contactId',
  id: string,
  first: number,
): Promise<readonly PromiseRow[]> {
  const most = limited(first, 100);
  const load = async (ids: string[]) => {
    const found = await find(ground, asking, { [about]: { in: ids } }, 1_000);
    return Map.groupBy(found, (promise) => promise[about] ?? '');
  };
  return ((await batched(asking, `promises by ${about}`, id, load)) ?? []).slice(0, most);
}

export async function promisesTo(ground: Ground, asking: Asking, customerId: string, first: number) {
  const cluster = await clusterOf(ground.prisma, customerId);
  return find(ground, asking, { customerId: { in: cluster } }, limited(first, 100));
}

export interface PromiseFilter {
  readonly kinds?: readonly string[] | null;
  readonly states?: readonly string[] | null;
  readonly whose?: 'MINE' | 'MY_GROUPS' | 'MADE_BY_ME' | null;
  readonly handlerGroup?: string | null;
  readonly late?: boolean | null;
  readonly fromStep?: number | null;
  readonly madeFrom?: string | null;
  readonly madeUntil?: string | null;
}

/** Promises that the one who asks may see, the one due first on top: what is late comes before what is not. */
export async function listPromises(
  ground: Ground,
  asking: Asking,
  args: { filter: PromiseFilter; first: number; after?: string | null },
) {
  const first = limited(args.first, 100);
  const after = decodeCursor(args.after, /^[0-9T:.Z-]{24} [0-9a-f-]{36}$/);
  const [at = '', id = ''] = after?.split(' ') ?? [];
  const beyond: Prisma.CustomerPromiseWhereInput = after
    ? { OR: [{ dueAt: { gt: new Date(at) } }, { dueAt: new Date(at), id: { gt: id } }] }
    : {};
  const where = { AND: [whereOf(ground, asking, args.filter), beyond] };
  const rows = await find(ground, asking, where, first + 1);
  return pageOf(rows, first, after, ({ dueAt, id }) => `${dueAt.toISOString()} ${id}`);
}

function whereOf({ ports }: Ground, asking: Asking, filter: PromiseFilter): Prisma.CustomerPromiseWhereInput {
  const { kinds, states, whose, handlerGroup, late, fromStep, madeFrom, madeUntil } = filter;
  const { subject, groups, roles } = requireIdentity(asking);
  const own = roles.includes('agent') ? [...groups, 'kcc'] : [...groups];
  const of = {
    MINE: { assigneeSubject: subject },
    MY_GROUPS: { handlerGroupKey: { in: own } },
    MADE_BY_ME: { madeBySubject: subject },
  };
  return {
    AND: [
      whose ? of[whose] : {},
      kinds ? { kind: { in: kinds.map(fromEnum) } } : {},
      { state: { in: (states ?? ['OPEN']).map(fromEnum) } },
      handlerGroup ? { handlerGroupKey: handlerGroup } : {},
      late ? { dueAt: { lt: ports.now() } } : {},
      fromStep ? { step: { gte: fromStep } } : {},
      {
        madeAt: {
          ...(madeFrom && { gte: askedFor(madeFrom) }),
          ...(madeUntil && { lt: askedFor(madeUntil) }),
        },
      },
    ],
  };
}

async function find(ground: Ground, asking: Asking, where: Prisma.CustomerPromiseWhereInput, take = 500) {
  const promises = await ground.prisma.customerPromise.findMany({
    where: { AND: [where, await visible(ground, asking)] },
    include,
    orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
    take,
  });
  const records = promises.flatMap(({ customerId }) => customerId ?? []);
  await auditRead(ground, asking, [...(await rootsOf(ground.prisma, records)).values()]);
  return promises;
}

async function visible(ground: Ground, asking: Asking): Promise<Prisma.CustomerPromiseWhereInput> {
  const view = viewOf(asking);
  if (view.kind === 'all') return {};
  if (view.kind === 'own') return { customerId: { in: await ownRecords(ground, view.identity) } };
  const { subject } = requireIdentity(asking);
  return { OR: [{ handlerGroupKey: { in: [...view.groups] } }, { assigneeSubject: subject }] };
}
