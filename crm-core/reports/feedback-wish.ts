import { announceOnCommit } from '../after-commit.ts';
import { lockCase } from '../cases/step-case.ts';
import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Actor, Asking, Ground, Tx } from '../ports.ts';
import type { Case, CaseFollower } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid, notFound } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { confirmReport } from './confirm-report.ts';
import { readRecipient } from './recipient.ts';

export interface FeedbackInput {
  readonly answer: string;
  readonly channel?: string | null;
  readonly recipient?: string | null;
  readonly mayShareData: boolean;
}

interface WishInput {
  readonly idempotencyKey: string;
  readonly caseId: string;
  readonly followerId?: string | null;
  readonly feedback: FeedbackInput;
}

/**
 * Keeps what a reporter answered when he was asked whether and how he wants to hear of it (R152), instead of what he
 * answered before; where he wants it in writing, his report is confirmed at once with its reference (R150).
 */
export function recordFeedbackWish(ground: Ground, asking: Asking, input: WishInput) {
  const identity = requireRole(asking, 'agent', 'expert', 'coordinator');
  return once(ground, asking, 'recordFeedbackWish', input, async (tx) => {
    const file = await lockCase(tx, input.caseId, identity);
    const follower = await followerOf(tx, file, input.followerId);
    await keepWish(tx, ground, actorOf(identity), file, follower, input.feedback);
    await announceOnCommit(tx, ground, [{ topic: `case:${file.id}`, payload: { caseId: file.id } }]);
    return { __typename: 'Case', id: file.id };
  });
}

async function followerOf(tx: Tx, { id }: Case, followerId: string | null | undefined) {
  if (followerId === null || followerId === undefined) return null;
  const follower = isUuid(followerId)
    ? await tx.caseFollower.findUnique({ where: { id: followerId } })
    : null;
  if (follower?.caseId !== id) throw notFound(texts.followerUnknown);
  return follower;
}

/** The same in a transaction that is under way; `follower` is null for the first reporter, `field` is where the answer stands in the input. */
export async function keepWish(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  file: Case,
  follower: CaseFollower | null,
  given: FeedbackInput,
  field = 'feedback',
): Promise<void> {
  const answer = fromEnum(given.answer);
  const channel = answer === 'wanted' ? fromEnum(requiredText(`${field}.channel`, given.channel)) : null;
  if (channel === 'portal' && (follower ?? file).customerId === null)
    throw invalid(`${field}.channel`, texts.portalNeedsCustomer);
  const recipient = readRecipient(`${field}.recipient`, channel, given.recipient);
  const at = ground.ports.now();
  const followerId = follower?.id ?? null;
  await tx.feedbackWish.deleteMany({ where: { caseId: file.id, followerId } });
  const wish = await tx.feedbackWish.create({
    data: {
      caseId: file.id,
      followerId,
      answer,
      channel,
      recipient,
      mayShareData: given.mayShareData,
      actorSubject: actor.subject,
      actorName: actor.name,
      at,
    },
  });
  await writeAudit(tx, at, actor, file, {
    act: 'case.feedback-wish',
    subjectType: 'case',
    subjectId: file.id,
    details: { answer, channel: channel ?? '', mayShareData: given.mayShareData },
  });
  await confirmReport(tx, ground, actor, file, follower, wish);
}
