import { audienceOf } from '../cases/audience.ts';
import { explanationOf } from '../cases/explanation.ts';
import { statusTold, statusUrl } from '../cases/tell-status.ts';
import { printReference } from '../contacts/reference.ts';
import { titleOf } from '../contacts/title-of.ts';
import { writeDeeds } from '../deed.ts';
import { sendMessage } from '../messages/send-message.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import type { CaseFollower, FeedbackWish } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';
import { callReporter } from './call-reporter.ts';

/** States that a reporter who wants feedback is written about. */
const answers = new Set(['answered', 'closed']);
const written = new Set(['waiting-for-customer', 'answered', 'closed', 'withdrawn']);

type ToldCase = Awaited<ReturnType<typeof reportersOf>>;

/**
 * Tells the newest change of a case to all who reported it: those who joined see it in their portal, whoever wants it in
 * writing is written to, and whoever wants it by telephone is promised a call once there is an answer (R151, R153). `progressed` says that those who do the work had something to say.
 */
export async function tellReporters(
  tx: Tx,
  ground: Ground,
  caseId: string,
  actor: Actor,
  progressed: boolean,
): Promise<void> {
  const told = await reportersOf(tx, caseId);
  await publishToFollowers(tx, ground, told);
  if (!(written.has(told.state) || progressed)) return;
  for (const wish of told.feedbackWishes) {
    const follower = told.followers.find(({ id }) => id === wish.followerId) ?? null;
    if (wish.channel === 'phone') {
      if (newlyAnswered(told)) await callReporter(tx, ground, actor, told, follower, wish);
      continue;
    }
    await writeTo(tx, ground, actor, told, follower, wish);
  }
}

/** A case with its two newest changes, and all who reported it; read one after the other, as a transaction does. */
async function reportersOf(tx: Tx, caseId: string) {
  const file = await tx.case.findUniqueOrThrow({ where: { id: caseId }, include: { handlerGroup: true } });
  return {
    ...file,
    changes: await tx.caseChange.findMany({ where: { caseId }, orderBy: { number: 'desc' }, take: 2 }),
    followers: await tx.caseFollower.findMany({ where: { caseId }, orderBy: { joinedAt: 'asc' } }),
    feedbackWishes: await tx.feedbackWish.findMany({
      where: { caseId, answer: 'wanted', channel: { in: ['email', 'letter', 'phone'] } },
    }),
  };
}

/** There is an answer now, and there was none the moment before. */
function newlyAnswered({ changes: [last, before] }: ToldCase): boolean {
  return answers.has(last?.state ?? '') && !answers.has(before?.state ?? '');
}

/** Each sees it as his own: by his reference, and in his words. */
async function publishToFollowers(tx: Tx, ground: Ground, told: ToldCase) {
  const { handlerGroupKey, changes } = told;
  const [change] = changes;
  const known = told.followers.filter(({ customerId }) => customerId !== null);
  if (!change || known.length === 0) return;
  const seen = known.map(({ id: followerId, reference, customerId, text }) => ({
    ...{ ...told, followerId, reference, customerId, handlerGroupKey, asked: null, title: titleOf(text) },
  }));
  const audience = await audienceOf(tx, ground, seen);
  const shown = seen.filter(({ customerId }) => audience.parties.has(customerId ?? ''));
  await writeDeeds(tx, ground, ...shown.map((file) => statusTold(ground, file, change, audience)));
}

async function writeTo(
  tx: Tx,
  ground: Ground,
  actor: Actor,
  told: ToldCase,
  follower: CaseFollower | null,
  wish: FeedbackWish,
) {
  if (wish.recipient === null) return;
  const reference = printReference(follower?.reference ?? told.reference);
  await sendMessage(tx, ground, {
    channel: wish.channel === 'letter' ? 'letter' : 'email',
    recipient: wish.recipient,
    subject: texts.feedbackSubject(told.kind, reference),
    body: texts.feedbackBody({
      kind: told.kind,
      reference,
      title: follower ? titleOf(follower.text) : told.title,
      explanation: explanationOf(told, told.handlerGroup.name),
      asked: follower ? null : told.asked,
      over: told.state === 'answered' || told.state === 'closed',
      url: statusUrl(ground.ports, reference),
    }),
    aboutType: 'case',
    aboutId: told.id,
    actor,
    correlationid: told.correlationid,
  });
}
