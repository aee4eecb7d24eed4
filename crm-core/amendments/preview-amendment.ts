import { loadCase } from '../cases/load-cases.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { loadPromise } from '../promises/load-promises.ts';
import { Refusal } from '../refusal.ts';
import { texts } from '../texts.ts';
import { planFor, termsOf } from './amend.ts';
import { callbackDifference, callbackMessage, callbackTerms, referenceOf } from './amend-callback.ts';
import { caseDifference, caseMessage, textsOf } from './amend-case.ts';
import { messageOf } from './in-dutch.ts';
import { loadBooking } from './load-bookings.ts';
import type { Amending } from './read-changes.ts';
import { type Difference, differenceOf } from './terms.ts';

export interface Preview {
  readonly __typename: 'AmendmentPreview';
  readonly kind: string;
  readonly difference: readonly Difference[];
  readonly way: 'change' | 'rebook' | 'here';
  readonly message: { readonly subject: string; readonly body: string };
}

/** What an amendment would change, how, and what the customer would be told; nothing is done (M9). */
export async function previewAmendment(ground: Ground, asking: Asking, input: Amending) {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  try {
    if (input.caseId) return await ofCase(ground, asking, input);
    if (input.promiseId) return await ofCallback(ground, asking, input);
    return await ofBooking(ground, asking, input);
  } catch (error) {
    if (error instanceof Refusal) return error.complaint;
    throw error;
  }
}

async function ofBooking(ground: Ground, asking: Asking, { bookingId, changes }: Amending) {
  const booking = await loadBooking(ground, asking, bookingId ?? '');
  if (!booking) return { __typename: 'NotFound', message: texts.bookingUnknown };
  if (booking.state !== 'booked') return { __typename: 'Conflict', message: texts.bookingNotThere };
  const { before, after } = termsOf(booking, changes, ground.ports.now());
  const plan = await planFor(ground, booking.id);
  if ('__typename' in plan) return plan;
  return {
    __typename: 'AmendmentPreview',
    kind: booking.kind,
    difference: differenceOf(before, after),
    way: plan.acts[0] === 'change' ? 'change' : 'rebook',
    message: messageOf(booking, 'change', before, after),
  } satisfies Preview;
}

async function ofCase(ground: Ground, asking: Asking, { caseId, changes }: Amending) {
  const file = await loadCase(ground, asking, caseId ?? '');
  if (!file) return { __typename: 'NotFound', message: texts.caseUnknown };
  const { before, after } = textsOf(file, changes);
  const difference = caseDifference(before, after);
  return {
    __typename: 'AmendmentPreview',
    kind: file.kind,
    difference,
    way: 'here',
    message: caseMessage(file, difference),
  } satisfies Preview;
}

async function ofCallback(ground: Ground, asking: Asking, { promiseId, changes }: Amending) {
  const promise = await loadPromise(ground, asking, promiseId ?? '');
  if (!promise) return { __typename: 'NotFound', message: texts.promiseUnknown };
  if (promise.state !== 'open') return { __typename: 'Conflict', message: texts.promiseOver };
  const { before, after } = callbackTerms(promise, changes, ground.ports.now());
  const difference = callbackDifference(before, after);
  return {
    __typename: 'AmendmentPreview',
    kind: promise.kind,
    difference,
    way: 'here',
    message: callbackMessage(await referenceOf(ground.prisma, promise), difference),
  } satisfies Preview;
}
