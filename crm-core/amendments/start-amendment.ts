import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import type { Booking } from '../prisma/client/client.ts';
import { inStory, writeAudit } from '../privacy/audit.ts';
import { actorOf } from '../privacy/who.ts';
import type { Terms } from './terms.ts';

export interface NewAmendment {
  readonly intent: 'book' | 'change' | 'cancel';
  readonly before: Terms;
  readonly after: Terms;
  /** In the order in which they are taken. */
  readonly acts: readonly ('book' | 'change' | 'cancel')[];
}

/** Writes down what is to be done at the back end, all of it before any of it. Answers its id. */
export async function startAmendment(
  tx: Tx,
  { ports }: Ground,
  asking: Asking,
  identity: Identity,
  booking: Booking,
  { intent, before, after, acts }: NewAmendment,
): Promise<string> {
  const now = ports.now();
  const { id } = await tx.amendment.create({
    data: {
      aboutType: 'booking',
      aboutId: booking.id,
      intent,
      state: 'open',
      before,
      after,
      authorSubject: identity.subject,
      authorName: identity.name,
      correlationid: booking.correlationid,
      askedAt: now,
      nextAt: now,
      steps: {
        create: acts.map((act, index) => ({
          number: index + 1,
          act,
          externalId: act === 'book' ? null : booking.externalId,
        })),
      },
    },
  });
  await writeAudit(tx, now, actorOf(identity), inStory(asking, booking), {
    act: `booking.${intent}`,
    subjectType: 'booking',
    subjectId: booking.id,
    details: { kind: booking.kind, book: booking.handlerGroupKey, steps: [...acts] },
  });
  return id;
}
