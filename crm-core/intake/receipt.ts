import { openingOf } from '../channels/hours.ts';
import { printReference } from '../contacts/reference.ts';
import { titleOf } from '../contacts/title-of.ts';
import { basicInformation } from '../messages/basic-information.ts';
import { sendMessage } from '../messages/send-message.ts';
import { wayTo } from '../messages/way-to.ts';
import type { Ground, Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import type { Bearer } from './take-in.ts';

/**
 * Writes to the sender of a contact that it came in: with its reference, and for each question whether, how and when he
 * hears back (R019), and what the catalogue says of it already (R017). Not to somebody who cannot be written to.
 */
export async function sendReceipt(tx: Tx, ground: Ground, contactId: string, bearer: Bearer): Promise<void> {
  const intake = await tx.intake.findUnique({ where: { contactId } });
  if (!intake) return;
  const contact = await tx.contact.findUniqueOrThrow({
    where: { id: contactId },
    include: { channel: true },
  });
  const questions = await questionsOf(tx, contactId);
  const { customerId, channel } = contact;
  const wantsLetter = intake.answerBy === 'letter';
  const way = await wayTo(tx, ground, { customerId, email: intake.senderEmail, wantsLetter });
  if (!way) {
    const remarks = [...intake.remarks, texts.noReceipt];
    await tx.intake.update({ where: { contactId }, data: { remarks } });
    return;
  }
  const answers = questions.map(({ text, own, file }) => {
    return texts.receiptQuestion({
      text: titleOf(text),
      reference: file ? printReference(file.reference) : null,
      group: file?.handlerGroup.name ?? '',
      dueAt: file?.dueAt ?? null,
      way: intake.answerBy,
      again: !own,
    });
  });
  const products = questions.flatMap(({ productNumber }) => productNumber ?? []);
  const { actor, correlationid } = bearer;
  await sendMessage(tx, ground, {
    ...way,
    subject: texts.intakeReceiptSubject(printReference(contact.reference)),
    body: texts.letter({
      name: intake.senderName,
      parts: [
        texts.receiptOpening(printReference(contact.reference)),
        (await openingOf(tx, ground, channel)).closedNotice ?? '',
        ...answers,
        ...(await basicInformation(tx, products)),
        texts.receiptClosing,
      ],
    }),
    aboutType: 'contact',
    aboutId: contactId,
    actor,
    correlationid,
  });
}

/** The questions of a contact with their case, or with that of the question that they follow. */
async function questionsOf(tx: Tx, contactId: string) {
  const questions = await tx.question.findMany({
    where: { contactId },
    orderBy: { position: 'asc' },
    include: { follows: { select: { caseId: true } } },
  });
  const files = await tx.case.findMany({
    where: { id: { in: questions.flatMap(({ caseId, follows }) => caseId ?? follows?.caseId ?? []) } },
    include: { handlerGroup: true },
  });
  const byId = new Map(files.map((file) => [file.id, file]));
  return questions.map(({ follows, ...question }) => ({
    ...question,
    own: question.caseId !== null,
    file: byId.get(question.caseId ?? follows?.caseId ?? ''),
  }));
}
