import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { advance } from './advance.ts';
import { holdBooked } from './hold-booking.ts';
import { startAmendment } from './start-amendment.ts';
import { bookingTerms } from './terms.ts';

export interface CancelBookingInput {
  readonly idempotencyKey: string;
  readonly bookingId: string;
}

/** Cancels a booking at its back end, with the agent's own rights (R141). */
export async function cancelBooking(ground: Ground, asking: Asking, input: CancelBookingInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const done = await once(ground, asking, 'cancelBooking', input, async (tx) => {
    const booking = await holdBooked(tx, input.bookingId, identity);
    const terms = bookingTerms.parse(booking.terms);
    const wanted = { intent: 'cancel', before: terms, after: terms, acts: ['cancel'] } as const;
    return {
      __typename: 'Amendment',
      id: await startAmendment(tx, ground, asking, identity, booking, wanted),
    };
  });
  if ('id' in done) await advance(ground, done.id);
  return done;
}
