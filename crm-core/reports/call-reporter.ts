import { titleOf } from '../contacts/title-of.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { Case, CaseFollower, FeedbackWish } from '../prisma/client/client.ts';
import { callbackOffer } from '../promises/callback-offer.ts';
import { makePromise } from '../promises/make-promise.ts';
import { texts } from '../texts.ts';

/**
 * Whoever wants to hear the answer by telephone is called by those who gave it: a promise, which only a call to his number
 * proves (R152, M1). A call that is owed to him already will do. `follower` is null for the first reporter.
 */
export async function callReporter(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  file: Case,
  follower: CaseFollower | null,
  { recipient: phone }: FeedbackWish,
): Promise<void> {
  if (phone === null) return;
  const {
    id: caseId,
    kind,
    handlerGroupKey,
    productNumber,
    assigneeSubject,
    assigneeName,
    correlationid,
  } = file;
  const promised = { caseId, kind: 'callback', phone, state: 'open' };
  if ((await tx.customerPromise.count({ where: promised })) > 0) return;
  await makePromise(tx, ground, actor, file, {
    ...(await callbackOffer(tx, ground, { handlerGroupKey, productNumber, phone })),
    kind: 'callback',
    proofNeeded: 'call',
    about: texts.feedbackByTelephone(kind, follower ? titleOf(follower.text) : file.title),
    phone,
    productNumber,
    effort: texts.feedbackAnswered,
    caseId,
    customerId: (follower ?? file).customerId,
    contactId: follower?.contactId ?? null,
    assigneeSubject,
    assigneeName,
    correlationid,
  });
}
