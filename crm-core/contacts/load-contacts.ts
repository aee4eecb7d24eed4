import { batched } from '../batch.ts';
import { promisedBy, seenBy } from '../cases/work-of.ts';
import { clusterOf, ownRecords, rootsOf } from '../customers/cluster.ts';
import { decodeCursor, isUuid, limited, pageOf } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireRole, viewOf } from '../privacy/who.ts';

const include = {
  questions: { orderBy: { position: 'asc' } },
} as const satisfies Prisma.ContactInclude;

export type ContactRow = Prisma.ContactGetPayload<{ include: typeof include }>;

/** One contact, if the one who asks may see it. Written down as read, where it is somebody's. */
export async function loadContact(ground: Ground, asking: Asking, id: string): Promise<ContactRow | null> {
  if (!isUuid(id)) return null;
  const load = async (ids: string[]) => {
    const found = await find(ground, asking, { id: { in: ids } });
    return new Map(found.map((contact) => [contact.id, contact]));
  };
  return (await batched(asking, 'contact', id.toLowerCase(), load)) ?? null;
}

export function findContacts(ground: Ground, asking: Asking, where: Prisma.ContactWhereInput, take?: number) {
  return find(ground, asking, where, take);
}

/** The contacts in which a case was asked for: the first one, and those that asked for it again. */
export function contactsOfCase(ground: Ground, asking: Asking, caseId: string, first: number) {
  const asked = { some: { OR: [{ caseId }, { follows: { caseId } }] } };
  return find(ground, asking, { questions: asked }, limited(first, 100));
}

/** The contacts of a customer of today, newest first. Drafts are not history. */
export async function historyOf(
  ground: Ground,
  asking: Asking,
  customerId: string,
  args: { first: number; after?: string | null },
) {
  const first = limited(args.first, 100);
  const after = decodeCursor(args.after, /^[0-9T:.Z-]{24} [0-9a-f-]{36}$/);
  const [at = '', id = ''] = after?.split(' ') ?? [];
  const beyond: Prisma.ContactWhereInput = after
    ? { OR: [{ startedAt: { lt: new Date(at) } }, { startedAt: new Date(at), id: { lt: id } }] }
    : {};
  const cluster = await clusterOf(ground.prisma, customerId);
  const where = { AND: [{ customerId: { in: cluster }, state: { not: 'draft' } }, beyond] };
  const rows = await find(ground, asking, where, first + 1);
  return pageOf(rows, first, after, ({ startedAt, id }) => `${startedAt.toISOString()} ${id}`);
}

/**
 * The drafts of the agent who asks, newest first: a draft is of whoever typed in it last, but while its call goes on, of
 * whoever has the call.
 */
export async function draftsOf(ground: Ground, asking: Asking, first: number): Promise<ContactRow[]> {
  const { subject, device } = requireRole(asking, 'agent');
  const elsewhere: Prisma.ContactWhereInput = {
    call: { endedAt: null },
    device: { not: device ?? null },
  };
  const here: Prisma.ContactWhereInput[] = device
    ? [{ device, OR: [{ agentSubject: null }, { call: { endedAt: null } }] }]
    : [];
  const mine = [{ agentSubject: subject, NOT: elsewhere }, ...here];
  return find(ground, asking, { state: 'draft', OR: mine }, limited(first, 100));
}

async function find(ground: Ground, asking: Asking, where: Prisma.ContactWhereInput, take = 500) {
  const contacts = await ground.prisma.contact.findMany({
    where: { AND: [where, await visibleContacts(ground, asking)] },
    include,
    orderBy: [{ startedAt: 'desc' }, { id: 'desc' }],
    take,
  });
  const records = contacts.flatMap(({ customerId }) => customerId ?? []);
  const roots = await rootsOf(ground.prisma, records);
  await auditRead(ground, asking, [...roots.values()]);
  return contacts;
}

/** What somebody may see of all contacts: with a case that is not his, as much as he sees of cases. */
export async function visibleContacts(ground: Ground, asking: Asking): Promise<Prisma.ContactWhereInput> {
  const view = viewOf(asking);
  if (view.kind === 'all') return {};
  if (view.kind === 'own')
    return { state: { not: 'draft' }, customerId: { in: await ownRecords(ground, view.identity) } };
  const theirs = { case: seenBy(view) };
  const asked = { questions: { some: { OR: [theirs, { follows: theirs }] } } };
  return { OR: [asked, { promises: { some: promisedBy(view) } }] };
}
