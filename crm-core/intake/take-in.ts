import { questionRows } from '../contacts/draft.ts';
import { giveReference } from '../contacts/give-reference.ts';
import { toHandle } from '../contacts/handle-questions.ts';
import type { ReadQuestion } from '../contacts/questions.ts';
import { titleOf } from '../contacts/title-of.ts';
import { writeDeeds } from '../deed.ts';
import { teamsFor } from '../first-line/teams.ts';
import type { Actor, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { texts } from '../texts.ts';
import { asQuestion, mended, reachedBy } from './mend.ts';
import { sendReceipt } from './receipt.ts';
import type { RecordContact } from './record-contact.ts';
import { signedIn } from './sender.ts';
import { earlierQuestion } from './thread.ts';

const fallbackChannel = 'web';

/** In whose name it comes in. */
export interface Bearer {
  readonly actor: Actor;
  readonly source: string;
  readonly correlationid: string;
}

/**
 * Takes in a contact that no agent typed: registered at once, every question of it with a case of its own or with the open
 * one that it is about, and a receipt to its sender. Answers its id; one that came before answers the same and changes nothing.
 */
export async function takeIn(tx: Tx, ground: Ground, told: RecordContact, bearer: Bearer): Promise<string> {
  const { source, actor, correlationid } = bearer;
  const externalId = told.externalId === null ? null : mended(told.externalId);
  const before = externalId && (await tx.intake.findFirst({ where: { source, externalId } }));
  if (before) return before.contactId;
  const now = ground.ports.now();
  const channel = await channelOf(tx, told.channel);
  const { remarks, ...reached } = reachedBy(told.party);
  const customerId = await signedIn(tx, ground, source, told.party);
  const subject = mended(told.subject);
  const { asked, remarks: questionRemarks } = await questionsOf(tx, told);
  const followsId = await earlierQuestion(tx, { subject, thread: told.thread.map(mended) }, customerId);
  const contact = await tx.contact.create({
    data: {
      reference: await giveReference(tx),
      state: 'registered',
      channelKey: channel.key,
      customerId,
      summary: titleOf(subject || (asked[0]?.text ?? '')),
      correlationid,
      startedAt: new Date(told.receivedAt),
      endedAt: new Date(told.receivedAt),
      registeredAt: now,
      intake: {
        create: {
          ...reached,
          source,
          externalId,
          subject,
          text: mended(told.text),
          senderName: mended(told.party.name ?? '') || null,
          answerBy: told.answerBy ?? answerWayOf(reached, customerId),
          remarks: [...channel.remarks, ...remarks, ...questionRemarks],
          receivedAt: new Date(told.receivedAt),
        },
      },
    },
  });
  const rows = questionRows(
    contact.id,
    asked.map((question) => ({ ...question, followsId })),
  );
  const { deeds, questions } = await toHandle(tx, ground, contact, rows, actor);
  await writeDeeds(tx, ground, ...deeds, { rows: { question: questions } });
  await writeAudit(tx, now, actor, bearer, {
    act: 'contact.receive',
    subjectType: 'contact',
    subjectId: contact.id,
    details: {
      channel: channel.key,
      questions: questions.length,
      cases: deeds.length,
      followed: followsId !== null,
    },
  });
  if (!told.automatic) await sendReceipt(tx, ground, contact.id, bearer);
  return contact.id;
}

/** How somebody hears back who did not say how. */
function answerWayOf(
  { senderEmail, senderTelephone }: { senderEmail: string | null; senderTelephone: string | null },
  customerId: string | null,
): NonNullable<RecordContact['answerBy']> {
  if (customerId !== null) return 'portal';
  if (senderEmail !== null) return 'email';
  return senderTelephone === null ? 'none' : 'phone';
}

/** No door is the wrong one: what comes by a channel that nobody knows comes in all the same (R001). */
async function channelOf(tx: Tx, given: string) {
  const key = mended(given);
  const known = await tx.channel.findUnique({ where: { key } });
  return known
    ? { key: known.key, remarks: [] }
    : { key: fallbackChannel, remarks: [texts.intakeChannelUnknown(key)] };
}

async function questionsOf(tx: Tx, told: RecordContact) {
  const given =
    told.questions.length > 0
      ? told.questions
      : [{ kind: kindOf(told.channel), text: told.text || told.subject, productNumber: null }];
  const named = given.flatMap(({ productNumber }) => (productNumber ? [mended(productNumber)] : []));
  const products = await tx.product.findMany({
    where: { productNumber: { in: named } },
    select: { productNumber: true },
  });
  const known = new Set(products.map(({ productNumber }) => productNumber));
  const teams = await teamsFor(tx, [...known]);
  const asked = given.map(({ kind, text, productNumber: given }): ReadQuestion => {
    const productNumber = given && known.has(mended(given)) ? mended(given) : null;
    const team = productNumber === null || kind === 'complaint' ? undefined : teams.get(productNumber);
    return { ...nothingSaid, kind, text: asQuestion(text), productNumber, handlerGroupKey: team ?? null };
  });
  const remarks = named
    .filter((number) => !known.has(number))
    .map((number) => texts.intakeProductUnknown(number));
  return { asked, remarks };
}

const nothingSaid = {
  outcome: 'case',
  answer: null,
  answeredFromKnowledge: null,
  place: null,
  feedback: null,
  answeredAt: null,
  followsId: null,
  outsideBodyKey: null,
  handOver: null,
};

function kindOf(channel: string): 'question' | 'report' {
  return channel === 'report-form' ? 'report' : 'question';
}
