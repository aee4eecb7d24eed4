import { openingOf } from '../channels/hours.ts';
import { printReference } from '../contacts/reference.ts';
import { titleOf } from '../contacts/title-of.ts';
import { basicInformation } from '../messages/basic-information.ts';
import { sendMessage } from '../messages/send-message.ts';
import { wayTo } from '../messages/way-to.ts';
import type { Ground, Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import type { Bearer } from './take-in.ts';

const include = {
  channel: true,
  intake: true,
  questions: {
    orderBy: { position: 'asc' },
    include: {
      case: { include: { handlerGroup: true } },
      follows: { include: { case: { include: { handlerGroup: true } } } },
    },
  },
} as const;

/**
 * Writes to the sender of a contact that it came in: with its reference, and for each question whether, how and when he
 * hears back (R019), and what the catalogue says of it already (R017). Not to somebody who cannot be written to.
 */
export async function sendReceipt(tx: Tx, ground: Ground, contactId: string, bearer: Bearer): Promise<void> {
  const contact = await tx.contact.findUniqueOrThrow({ where: { id: contactId }, include });
  const { intake, customerId, channel } = contact;
  if (!intake) return;
  const wantsLetter = intake.answerBy === 'letter';
  const way = await wayTo(tx, ground, { customerId, email: intake.senderEmail, wantsLetter });
  if (!way) {
    const remarks = [...intake.remarks, texts.noReceipt];
    await tx.intake.update({ where: { contactId }, data: { remarks } });
    return;
  }
  const answers = contact.questions.map(({ text, case: own, follows }) => {
    const file = own ?? follows?.case;
    return texts.receiptQuestion({
      text: titleOf(text),
      reference: file ? printReference(file.reference) : null,
      group: file?.handlerGroup.name ?? '',
      dueAt: file?.dueAt ?? null,
      way: intake.answerBy,
      again: own === null,
    });
  });
  const products = contact.questions.flatMap(({ productNumber }) => productNumber ?? []);
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
