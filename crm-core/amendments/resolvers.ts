import { answering } from '../answering.ts';
import { printReference, speakReference } from '../contacts/reference.ts';
import { customerOf } from '../customers/cluster.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Amendment, Booking } from '../prisma/client/client.ts';
import { requireRole, viewOf } from '../privacy/who.ts';
import { asEnum, DateTime } from '../scalars.ts';
import { texts } from '../texts.ts';
import { amend } from './amend.ts';
import { callbackDifference } from './amend-callback.ts';
import { caseDifference } from './amend-case.ts';
import { amendmentChanges } from './amendment-changes.ts';
import { type BookInput, book } from './book.ts';
import { type CancelBookingInput, cancelBooking } from './cancel-booking.ts';
import {
  collectionAlternatives,
  type FreeSlots,
  freeSlots,
  type SlotsWanted,
  slotFigures,
} from './free-slots.ts';
import { differenceInDutch } from './in-dutch.ts';
import { amendmentsOf, loadAmendment } from './load-amendments.ts';
import { appointmentBook, bookingsOf, findBookings, loadBooking } from './load-bookings.ts';
import { type Preview, previewAmendment } from './preview-amendment.ts';
import type { AmendInput, Amending } from './read-changes.ts';
import { bookingTerms, type Difference, differenceOf } from './terms.ts';

type Identified = { readonly id: string };
type Paged = { first: number; after?: string | null };
type Period = { handlerGroup: string; since: string; until: string };

export function amendmentResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const mutation = answering(ground, (asking, id) => loadAmendment(ground, asking, id));
  const terms = (booking: Booking) => bookingTerms.parse(booking.terms);

  return {
    DateTime,
    Query: {
      booking: (_: unknown, { id }: Identified, asking: Asking) => loadBooking(ground, asking, id),
      findBookings: (_: unknown, { text, first }: { text: string; first: number }, asking: Asking) =>
        findBookings(ground, asking, text, first),
      appointmentBook: (_: unknown, args: Paged & Period, asking: Asking) =>
        appointmentBook(ground, asking, args),
      freeSlots: (_: unknown, { input, first }: { input: SlotsWanted; first: number }, asking: Asking) =>
        freeSlots(ground, asking, input, first),
      collectionAlternatives: (_: unknown, args: { postcode: string; first: number }, asking: Asking) =>
        collectionAlternatives(ground, asking, args),
      slotFigures(_: unknown, args: Period, asking: Asking) {
        requireRole(asking, 'agent', 'coordinator');
        return slotFigures(prisma, args);
      },
      amendment: (_: unknown, { id }: Identified, asking: Asking) => loadAmendment(ground, asking, id),
      previewAmendment: (_: unknown, { input }: { input: Amending }, asking: Asking) =>
        previewAmendment(ground, asking, input),
    },
    Mutation: {
      book: mutation<BookInput>(book),
      amend: mutation<AmendInput>(amend),
      cancelBooking: mutation<CancelBookingInput>(cancelBooking),
    },
    Subscription: {
      amendmentChanged: {
        subscribe: (_: unknown, { id }: Identified, asking: Asking) => amendmentChanges(ground, asking, id),
        resolve: (amendment: Amendment) => amendment,
      },
    },
    Booking: {
      __resolveReference: ({ id }: Identified, asking: Asking) => loadBooking(ground, asking, id),
      reference: ({ reference }: Booking) => printReference(reference),
      spokenReference: ({ reference }: Booking) => speakReference(reference),
      kind: ({ kind }: Booking) => asEnum(kind),
      state: ({ state }: Booking) => asEnum(state),
      handlerGroup: ({ handlerGroupKey: key }: Booking) => ({ __typename: 'HandlerGroup', key }),
      customer: ({ customerId }: Booking, _: unknown, asking: Asking) =>
        customerOf(ground, asking, customerId),
      product: ({ productNumber }: Booking) => productNumber && { productNumber },
      endsAt: (booking: Booking) => terms(booking).endsAt,
      location: (booking: Booking) => terms(booking).location,
      address: (booking: Booking) => terms(booking).address,
      online: (booking: Booking) => terms(booking).online,
      expert: (booking: Booking) => terms(booking).expert,
      note: (booking: Booking) => terms(booking).note,
      items: (booking: Booking) => terms(booking).items,
      amendments: ({ id }: Booking, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own' ? [] : amendmentsOf(ground, asking, id),
    },
    Amendment: {
      intent: ({ intent }: Amendment) => asEnum(intent),
      state: ({ state }: Amendment) => asEnum(state),
      booking: ({ aboutType, aboutId }: Amendment, _: unknown, asking: Asking) =>
        aboutType === 'booking' ? loadBooking(ground, asking, aboutId) : null,
      amendedCase: ({ aboutType, aboutId: id }: Amendment) =>
        aboutType === 'case' ? { __typename: 'Case', id } : null,
      amendedPromise: ({ aboutType, aboutId: id }: Amendment) =>
        aboutType === 'promise' ? { __typename: 'Promise', id } : null,
      async difference(amendment: Amendment, _: unknown, asking: Asking) {
        const kind = await kindOf(ground, asking, amendment);
        return shown(kind, differenceIn(amendment));
      },
      async told({ messageId }: Amendment) {
        if (messageId === null) return null;
        return (await prisma.outgoingMessage.findUnique({ where: { id: messageId } }))?.body ?? null;
      },
      followUp: ({ caseId: id }: Amendment) => id && { __typename: 'Case', id },
    },
    AmendmentPreview: {
      difference: ({ kind, difference }: Preview) => shown(kind, difference),
      way: ({ way }: Preview) => asEnum(way),
      message: ({ message }: Preview) => message.body,
    },
    FreeSlots: {
      handlerGroup: ({ groupKey: key }: FreeSlots) => ({ __typename: 'HandlerGroup', key }),
      text: ({ withinNorm }: FreeSlots) => (withinNorm ? texts.normKept : texts.normMissed),
    },
    Customer: {
      __resolveReference: (reference: object) => reference,
      bookings: ({ id }: Identified, args: Paged, asking: Asking) => bookingsOf(ground, asking, id, args),
    },
    Promise: {
      __resolveReference: (reference: object) => reference,
      amendments: ({ id }: Identified, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own' ? [] : amendmentsOf(ground, asking, id),
    },
    Case: {
      __resolveReference: (reference: object) => reference,
      amendments: ({ id }: Identified, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own' ? [] : amendmentsOf(ground, asking, id),
    },
  };
}

async function kindOf(ground: Ground, asking: Asking, { aboutType, aboutId }: Amendment): Promise<string> {
  if (aboutType !== 'booking') return aboutType;
  return (await loadBooking(ground, asking, aboutId))?.kind ?? 'appointment';
}

function differenceIn({ aboutType, intent, before, after }: Amendment): Difference[] {
  if (intent !== 'change') return [];
  if (aboutType === 'booking') return differenceOf(bookingTerms.parse(before), bookingTerms.parse(after));
  const differ = aboutType === 'promise' ? callbackDifference : caseDifference;
  return differ(before as never, after as never);
}

function shown(kind: string, difference: readonly Difference[]) {
  return difference.map((one) => ({ ...one, text: differenceInDutch(kind, one) }));
}
