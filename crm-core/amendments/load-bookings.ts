import { batched } from '../batch.ts';
import { parseReference } from '../contacts/reference.ts';
import { clusterOf, ownRecords, rootsOf } from '../customers/cluster.ts';
import { plain } from '../customers/names.ts';
import { decodeCursor, isUuid, limited, pageOf } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Booking, Prisma } from '../prisma/client/client.ts';
import { auditRead } from '../privacy/audit.ts';
import { requireRole, viewOf } from '../privacy/who.ts';

interface PageArgs {
  readonly first: number;
  readonly after?: string | null;
}

/** One booking, if the one who asks may see it. Written down as read, where it is somebody's. */
export async function loadBooking(ground: Ground, asking: Asking, id: string): Promise<Booking | null> {
  if (!isUuid(id)) return null;
  const load = async (ids: string[]) => {
    const found = await find(ground, asking, { id: { in: ids } });
    return new Map(found.map((booking) => [booking.id, booking]));
  };
  return (await batched(asking, 'booking', id.toLowerCase(), load)) ?? null;
}

/** By our reference, by the back end's number, or by the name that it stands on (R142); the next one first. */
export async function findBookings(ground: Ground, asking: Asking, text: string, first: number) {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  const take = limited(first, 50);
  const { code } = parseReference(text);
  if (code !== undefined) {
    const found = await find(ground, asking, { reference: code }, take);
    if (found.length > 0) return found;
  }
  const numbered = await find(ground, asking, { externalId: text.trim() }, take);
  if (numbered.length > 0) return numbered;
  const words = plain(text)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  return find(ground, asking, { AND: words.map((word) => ({ searchName: { contains: word } })) }, take);
}

/** The bookings of a customer of today, the last one first. */
export async function bookingsOf(ground: Ground, asking: Asking, customerId: string, args: PageArgs) {
  const cluster = await clusterOf(ground.prisma, customerId);
  return page(ground, asking, { customerId: { in: cluster } }, args, 'desc');
}

/** What stands in the book of a group, in order (R140). */
export async function appointmentBook(
  ground: Ground,
  asking: Asking,
  args: PageArgs & { handlerGroup: string; since: string; until: string },
) {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  const startsAt = { gte: new Date(args.since), lt: new Date(args.until) };
  const where = { handlerGroupKey: args.handlerGroup, state: 'booked', startsAt };
  return page(ground, asking, where, args, 'asc');
}

async function page(
  ground: Ground,
  asking: Asking,
  where: Prisma.BookingWhereInput,
  args: PageArgs,
  order: 'asc' | 'desc',
) {
  const first = limited(args.first, 100);
  const after = decodeCursor(args.after, /^[0-9T:.Z-]{24} [0-9a-f-]{36}$/);
  const [at = '', id = ''] = after?.split(' ') ?? [];
  const than = order === 'asc' ? 'gt' : 'lt';
  const beyond: Prisma.BookingWhereInput = after
    ? { OR: [{ startsAt: { [than]: new Date(at) } }, { startsAt: new Date(at), id: { [than]: id } }] }
    : {};
  const rows = await find(ground, asking, { AND: [where, beyond] }, first + 1, order);
  return pageOf(rows, first, after, ({ startsAt, id }) => `${startsAt.toISOString()} ${id}`);
}

async function find(
  ground: Ground,
  asking: Asking,
  where: Prisma.BookingWhereInput,
  take = 500,
  order: 'asc' | 'desc' = 'desc',
) {
  const found = await ground.prisma.booking.findMany({
    where: { AND: [where, await visible(ground, asking)] },
    orderBy: [{ startsAt: order }, { id: order }],
    take,
  });
  const roots = await rootsOf(
    ground.prisma,
    found.flatMap(({ customerId }) => customerId ?? []),
  );
  await auditRead(ground, asking, [...roots.values()]);
  return found;
}

async function visible(ground: Ground, asking: Asking): Promise<Prisma.BookingWhereInput> {
  const view = viewOf(asking);
  if (view.kind === 'all') return {};
  if (view.kind === 'own') return { customerId: { in: await ownRecords(ground, view.identity) } };
  return { handlerGroupKey: { in: [...view.groups] } };
}
