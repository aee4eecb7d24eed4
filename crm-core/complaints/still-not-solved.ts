import type { CaseInput } from '../cases/act-on-case.ts';
import { holdOwnCase } from '../cases/hold-own-case.ts';
import { reopen, requireReopenable } from '../cases/reopen-case.ts';
import { endStates } from '../cases/step-case.ts';
import { requiredText } from '../clean-text.ts';
import { ownRecords } from '../customers/cluster.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { inStory } from '../privacy/audit.ts';
import { actorOf } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { openComplaint } from './file-complaint.ts';

interface NotSolvedInput extends CaseInput {
  readonly text: string;
  /** Who joined and says so, through the contact centre. */
  readonly followerId?: string | null;
}

/**
 * A reporter says that his report is still not solved (R156): the report goes on, and what he says becomes a complaint of
 * his own that is tied to it, so that neither is lost. Anybody who reported it may say so, himself or through staff.
 */
export function sayNotSolved(ground: Ground, asking: Asking, input: NotSolvedInput) {
  return once(ground, asking, 'sayNotSolved', input, async (tx) => {
    const held = await holdOwnCase(tx, ground, asking, input.caseId);
    const { file, identity } = held;
    if (file.kind !== 'report') throw conflict(texts.reportsOnly);
    const text = requiredText('text', input.text);
    const actor = actorOf(identity);
    if (endStates.includes(file.state)) {
      requireReopenable(ground, held);
      await reopen(tx, ground, actor, inStory(asking, file), file, text);
    }
    const customerId =
      held.as === 'follower'
        ? await ownFollower(tx, ground, asking, file.id)
        : await reporterOf(tx, file, input.followerId);
    await openComplaint(tx, ground, {
      text,
      category: 'not-solved',
      customerId,
      aboutCases: [file.id],
      aboutContacts: [],
      procedureTold: false,
      choice: 'undecided',
      actor,
      correlationid: file.correlationid,
    });
    return { __typename: 'Case', id: file.id };
  });
}

async function reporterOf(
  tx: Tx,
  file: { readonly id: string; readonly customerId: string | null },
  followerId: string | null | undefined,
): Promise<string | null> {
  if (followerId === null || followerId === undefined) return file.customerId;
  const follower = isUuid(followerId)
    ? await tx.caseFollower.findUnique({ where: { id: followerId } })
    : null;
  if (follower?.caseId !== file.id) throw notFound(texts.followerUnknown);
  return follower.customerId;
}

async function ownFollower(tx: Tx, ground: Ground, asking: Asking, caseId: string): Promise<string | null> {
  const own = asking.identity ? await ownRecords(ground, asking.identity) : [];
  const follower = await tx.caseFollower.findFirst({ where: { caseId, customerId: { in: own } } });
  return follower?.customerId ?? null;
}
