import { cleanText } from '../clean-text.ts';
import { lockContact } from '../contacts/draft.ts';
import { printReference } from '../contacts/reference.ts';
import { reachOnlyFor } from '../customers/contact-reach.ts';
import { read } from '../customers/read-customer.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { Contact, Intake } from '../prisma/client/client.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { basicInformation } from './basic-information.ts';
import { sendMessage } from './send-message.ts';
import { wayTo } from './way-to.ts';

export interface SendInformationInput {
  readonly idempotencyKey: string;
  readonly contactId: string;
  readonly text?: string | null;
  readonly productNumbers: readonly string[];
  readonly email?: string | null;
}

const mostArticles = 10;

/**
 * Writes to a customer what was said in a contact, with the articles that he was told of: what he heard on the telephone he
 * can read again (R018). An e-mail address that is given serves for this message only.
 */
export function sendInformation(ground: Ground, asking: Asking, input: SendInformationInput) {
  const identity = requireRole(asking, 'agent');
  return once(ground, asking, 'sendInformation', input, async (tx) => {
    const contact = await lockContact(tx, input.contactId);
    const intake = await tx.intake.findUnique({ where: { contactId: contact.id } });
    const way = await wayFor(tx, ground, contact, intake, input.email);
    const said = [
      cleanText('text', input.text ?? ''),
      ...(await answersOf(tx, contact.id)),
      ...(await articlesOf(tx, input)),
    ].filter(Boolean);
    if (said.length === 0) throw invalid('text', texts.nothingToWrite);
    const reference = printReference(contact.reference);
    await sendMessage(tx, ground, {
      ...way,
      subject: texts.informationSubject(reference),
      body: texts.letter({
        name: intake?.senderName ?? null,
        parts: [texts.informationOpening(reference, contact.startedAt), ...said],
      }),
      aboutType: 'contact',
      aboutId: contact.id,
      actor: actorOf(identity),
      correlationid: contact.correlationid,
    });
    return { __typename: 'Contact', id: contact.id };
  });
}

/** To the address that is given, else where he wants to be reached for this contact, else as the sender wants it, else as the customer is known. */
async function wayFor(
  tx: Tx,
  ground: Ground,
  { id, customerId }: Contact,
  intake: Intake | null,
  given: string | null | undefined,
) {
  const reach = await reachOnlyFor(tx, [id]);
  const email = read.email('email', given) ?? reach.find(({ kind }) => kind === 'email')?.value ?? null;
  const wantsLetter = email === null && intake?.answerBy === 'letter';
  const way = await wayTo(tx, ground, {
    customerId,
    email: email ?? intake?.senderEmail ?? null,
    wantsLetter,
  });
  if (!way) throw invalid('email', texts.noWayToWrite);
  return way;
}

async function answersOf(tx: Tx, contactId: string): Promise<string[]> {
  const questions = await tx.question.findMany({ where: { contactId }, orderBy: { position: 'asc' } });
  return questions.flatMap(({ text, answer }) =>
    answer === null ? [] : [texts.informationAnswer(text, answer)],
  );
}

async function articlesOf(tx: Tx, { productNumbers }: SendInformationInput): Promise<string[]> {
  const wanted = [...new Set(productNumbers.map((number) => cleanText('productNumbers', number)))];
  if (wanted.length > mostArticles) throw invalid('productNumbers', texts.limit(mostArticles));
  const known = await tx.product.count({ where: { productNumber: { in: wanted } } });
  if (known < wanted.length) throw invalid('productNumbers', texts.productUnknown);
  return basicInformation(tx, wanted);
}
