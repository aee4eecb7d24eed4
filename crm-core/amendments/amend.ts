import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Booking } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { type Complaint, conflict, invalid, Refusal } from '../refusal.ts';
import { texts } from '../texts.ts';
import { advance } from './advance.ts';
import { amendCallback } from './amend-callback.ts';
import { amendCase } from './amend-case.ts';
import { askBackEnd } from './back-end.ts';
import { holdBooked } from './hold-booking.ts';
import { type AmendInput, type ChangesInput, readChanges, refuseOthers } from './read-changes.ts';
import { startAmendment } from './start-amendment.ts';
import { amended, bookingTerms, differenceOf, type Terms } from './terms.ts';

/** Changes only the change: of an appointment, a collection, a report or a callback (M9). */
export async function amend(ground: Ground, asking: Asking, input: AmendInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  const { bookingId, caseId, promiseId } = input;
  if ([bookingId, caseId, promiseId].filter((id) => id != null).length !== 1)
    return complaint('bookingId', texts.amendmentOneThing);
  if (caseId != null) return amendCase(ground, asking, { ...input, caseId });
  if (promiseId != null) return amendCallback(ground, asking, { ...input, promiseId });
  const plan = await planFor(ground, bookingId ?? '');
  if ('__typename' in plan) return plan;
  const done = await once(ground, asking, 'amend', input, async (tx) => {
    const booking = await holdBooked(tx, bookingId ?? '', identity);
    const { before, after } = termsOf(booking, input.changes, ground.ports.now());
    const wanted = { intent: 'change', before, after, acts: plan.acts } as const;
    return {
      __typename: 'Amendment',
      id: await startAmendment(tx, ground, asking, identity, booking, wanted),
    };
  });
  if ('id' in done) await advance(ground, done.id);
  return done;
}

/** What a booking was, and what it is to be; refused where nothing changes. */
export function termsOf(booking: Booking, changes: ChangesInput, now: Date): { before: Terms; after: Terms } {
  refuseOthers(changes, 'booking');
  const before = bookingTerms.parse(booking.terms);
  const after = amended(before, readChanges(changes, 'changes', now));
  if (after.endsAt !== null && after.endsAt <= after.startsAt)
    throw invalid('changes.endsAt', texts.amendmentEndsFirst);
  if (differenceOf(before, after).length === 0 && before.endsAt === after.endsAt)
    throw conflict(texts.amendmentSame);
  return { before, after };
}

export type Way = { readonly acts: readonly ('book' | 'change' | 'cancel')[] };

/** What this back end can do: change what it holds, or book anew and then cancel the old. Asked before anything is begun. */
export async function planFor({ prisma, ports }: Ground, bookingId: string): Promise<Way | Complaint> {
  const booking = await findBooking({ prisma, ports }, bookingId);
  if (!booking) return { __typename: 'NotFound', message: texts.bookingUnknown };
  const { kind, handlerGroupKey } = booking;
  const able = await askBackEnd({ prisma, ports }, kind, 'capabilities', { book: handlerGroupKey });
  if (able.outcome !== 'done') return { __typename: 'Conflict', message: texts.backEndSilent };
  return { acts: able.data.change ? ['change'] : ['book', 'cancel'] };
}

async function findBooking({ prisma }: Ground, id: string): Promise<Booking | null> {
  return /^[0-9a-f-]{36}$/i.test(id) ? prisma.booking.findUnique({ where: { id } }) : null;
}

function complaint(field: string, message: string): Complaint {
  return new Refusal({ __typename: 'InvalidInput', field, message }).complaint;
}
