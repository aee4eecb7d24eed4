import { batched } from '../batch.ts';
import { promisedBy, seenBy } from '../cases/work-of.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { auditRead } from '../privacy/audit.ts';
import { type View, viewOf } from '../privacy/who.ts';
import { ownRecords } from './cluster.ts';
import { type CustomerView, customerView } from './customer-view.ts';

/** One customer by any of his records, if the one who asks may see him; null otherwise. Written down as read. */
export async function loadCustomer(ground: Ground, asking: Asking, id: string): Promise<CustomerView | null> {
  if (!isUuid(id)) return null;
  return (await batched(asking, 'customer', id.toLowerCase(), (ids) => loadAll(ground, asking, ids))) ?? null;
}

interface Member {
  readonly asked: string;
  readonly root: string;
  readonly record: string;
}

async function loadAll(ground: Ground, asking: Asking, ids: string[]) {
  const { prisma, ports } = ground;
  const view = viewOf(asking);
  const members = await prisma.$queryRaw<Member[]>`
    select asked.id::text as asked, customer_root(asked.id)::text as root, member.id::text as record
    from unnest(${ids}::uuid[]) as asked (id) cross join lateral customer_cluster(asked.id) as member (id)`;
  const visible = await visibleRecords(ground, view, members);
  const rows = await prisma.customerRecord.findMany({
    where: { id: { in: [...visible] } },
    include: { contactPoints: { orderBy: { id: 'asc' } }, addresses: { orderBy: { id: 'asc' } } },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  const found = new Map<string, CustomerView>();
  for (const [asked, cluster] of Map.groupBy(members, (member) => member.asked)) {
    const own = cluster.flatMap(({ record }) => byId.get(record) ?? []);
    if (own.length > 0) found.set(asked, customerView(cluster[0]?.root ?? asked, own, ports.now()));
  }
  await auditRead(
    ground,
    asking,
    [...found.values()].map(({ id }) => id),
  );
  return found;
}

/** A customer is seen whole or not at all. */
async function visibleRecords(ground: Ground, view: View, members: readonly Member[]): Promise<Set<string>> {
  const all = new Set(members.map(({ record }) => record));
  if (view.kind === 'all') return all;
  if (view.kind === 'own') {
    const own = new Set(await ownRecords(ground, view.identity));
    return all.intersection(own);
  }
  const asked = await ground.prisma.customerRecord.findMany({
    where: {
      id: { in: [...all] },
      OR: [{ cases: { some: seenBy(view) } }, { promises: { some: promisedBy(view) } }],
    },
    select: { id: true },
  });
  const known = new Set(asked.map(({ id }) => id));
  const roots = new Set(members.filter(({ record }) => known.has(record)).map(({ root }) => root));
  return new Set(members.filter(({ root }) => roots.has(root)).map(({ record }) => record));
}
