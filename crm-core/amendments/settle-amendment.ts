import { announceOnCommit } from '../after-commit.ts';
import { openCase } from '../cases/open-case.ts';
import { printReference } from '../contacts/reference.ts';
import { contactCentre } from '../dispatch/route-of.ts';
import { sendMessage } from '../messages/send-message.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Amendment, AmendmentStep, Booking, Prisma } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { texts } from '../texts.ts';
import { messageOf } from './in-dutch.ts';
import { bookingTerms } from './terms.ts';

/** It is done at the back end: our record says so from now on, and the customer is told only the difference. */
export async function finish(
  tx: Tx,
  ground: Ground,
  amendment: Amendment,
  booking: Booking,
  steps: readonly AmendmentStep[],
) {
  const intent = amendment.intent as 'book' | 'change' | 'cancel';
  const terms = bookingTerms.parse(amendment.after);
  const made = steps.find(({ act }) => act === 'book' || act === 'change');
  await tx.booking.update({
    where: { id: booking.id },
    data: {
      state: intent === 'cancel' ? 'cancelled' : 'booked',
      terms,
      startsAt: new Date(terms.startsAt),
      externalId: made?.externalId ?? booking.externalId,
    },
  });
  const messageId = await tell(tx, ground, amendment, booking, intent);
  await settle(tx, ground, amendment, { state: 'done', messageId });
}

async function tell(
  tx: Tx,
  ground: Ground,
  amendment: Amendment,
  booking: Booking,
  intent: 'book' | 'change' | 'cancel',
) {
  if (booking.email === null) return null;
  const message = messageOf(booking, intent, amendment.before, amendment.after);
  return sendMessage(tx, ground, {
    ...message,
    channel: 'email',
    recipient: booking.email,
    aboutType: 'amendment',
    aboutId: amendment.id,
    actor: authorOf(amendment),
    correlationid: amendment.correlationid,
  });
}

const whyRefused: Readonly<Record<string, string>> = {
  undone: texts.backEndUndone,
  gone: texts.bookingNotThere,
};

/** Nothing is changed, and the customer is told nothing. */
export async function refuse(
  tx: Tx,
  ground: Ground,
  amendment: Amendment,
  booking: Booking,
  failure: string,
) {
  if (amendment.intent === 'book')
    await tx.booking.update({ where: { id: booking.id }, data: { state: 'refused' } });
  const reason = whyRefused[failure] ?? texts.backEndRefused;
  await settle(tx, ground, amendment, { state: 'refused', reason });
}

/** Nobody can tell what the back end holds: a person looks at it, by a case at the contact centre. */
export async function stick(
  tx: Tx,
  ground: Ground,
  amendment: Amendment,
  booking: Booking,
  steps: readonly AmendmentStep[],
) {
  const reference = printReference(booking.reference);
  const { kind } = booking;
  const numbers = new Set([booking.externalId, ...steps.map(({ externalId }) => externalId)]);
  const failure = steps.findLast((step) => step.failure !== null)?.failure ?? '';
  const caseId = await openCase(tx, ground, {
    kind: 'question',
    title: texts.stuckTitle(kind, reference),
    description: texts.stuckDescription(
      kind,
      reference,
      [...numbers].flatMap((number) => number ?? []),
      failure,
    ),
    productNumber: booking.productNumber,
    handlerGroupKey: contactCentre,
    customerId: booking.customerId,
    correlationid: amendment.correlationid,
    actor: authorOf(amendment),
    reason: texts.stuckReason,
  });
  await settle(tx, ground, amendment, { state: 'stuck', reason: texts.amendmentStuck, caseId });
}

async function settle(
  tx: Tx,
  ground: Ground,
  amendment: Amendment,
  became: Prisma.AmendmentUncheckedUpdateInput,
) {
  const now = ground.ports.now();
  await tx.amendment.update({
    where: { id: amendment.id },
    data: { ...became, settledAt: now, heldUntil: null },
  });
  await writeAudit(tx, now, authorOf(amendment), amendment, {
    act: `amendment.${became.state}`,
    subjectType: 'amendment',
    subjectId: amendment.id,
    details: { intent: amendment.intent, told: Boolean(became.messageId) },
  });
  await announceOnCommit(tx, ground, [
    { topic: `amendment:${amendment.id}`, payload: { amendmentId: amendment.id } },
  ]);
}

function authorOf({ authorSubject, authorName }: Amendment): Actor {
  return { subject: authorSubject, name: authorName };
}
