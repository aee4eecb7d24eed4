import { CoreError } from '../core-error.ts';
import { isUuid } from '../page.ts';
import type { Identity, Tx } from '../ports.ts';
import type { Booking } from '../prisma/client/client.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';

/** The booking, held until the end of the transaction: `NotFound`, or FORBIDDEN for the book of another group. */
async function holdBooking(tx: Tx, id: string, identity: Identity): Promise<Booking> {
  if (isUuid(id)) await tx.$executeRaw`select from booking where id = ${id}::uuid for update`;
  const booking = isUuid(id) ? await tx.booking.findUnique({ where: { id } }) : null;
  if (!booking) throw notFound(texts.bookingUnknown);
  requireBook(identity, booking.handlerGroupKey);
  return booking;
}

/** Agents work in every book, experts and coordinators in those of their groups (R140). */
export function requireBook({ roles, groups }: Identity, handlerGroupKey: string) {
  if (!roles.includes('agent') && !groups.includes(handlerGroupKey))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
}

/** The same, that can be changed now: it is booked, and nothing is under way. */
export async function holdBooked(tx: Tx, id: string, identity: Identity): Promise<Booking> {
  const booking = await holdBooking(tx, id, identity);
  const open = await tx.amendment.count({ where: { aboutId: id, state: { in: ['open', 'undoing'] } } });
  if (open > 0) throw conflict(texts.amendmentOpen);
  if (booking.state !== 'booked') throw conflict(texts.bookingNotThere);
  return booking;
}
