import { clusterOf } from '../customers/cluster.ts';
import { limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { texts } from '../texts.ts';
import { type ContactRow, findContacts } from './load-contacts.ts';
import { sharedWords, subjectWords } from './similar.ts';

const weeks = 6;
const mostLookedAt = 50;

type QuestionRow = ContactRow['questions'][number];
type Subject = Pick<QuestionRow, 'text' | 'productNumber'>;

/** An earlier question of the same party that seems to be about the same thing. */
interface Repeat {
  readonly question: QuestionRow;
  readonly contact: ContactRow;
  readonly reasons: readonly string[];
}

/**
 * Earlier questions of the same customer, number or address, of the last six weeks, about the same product or in similar
 * words, newest first (R021, R041).
 */
export async function repeatsOf(
  ground: Ground,
  asking: Asking,
  contact: ContactRow,
  args: { first: number },
): Promise<Repeat[]> {
  requireRole(asking, 'agent');
  const first = limited(args.first, 20);
  const earlier = await earlierOf(ground, asking, contact);
  const found = earlier.flatMap((one) =>
    one.questions.flatMap((question) => {
      const same = contact.questions
        .map((asked) => sameness(asked, question))
        .find(({ length }) => length > 0);
      return same ? [{ question, contact: one, reasons: same }] : [];
    }),
  );
  return found.slice(0, first);
}

function sameness(asked: Subject, earlier: Subject): string[] {
  const shared = sharedWords(subjectWords(asked.text), subjectWords(earlier.text));
  return [
    ...(asked.productNumber !== null && asked.productNumber === earlier.productNumber
      ? [texts.repeatProduct]
      : []),
    ...(shared.length > 0 ? [texts.repeatWords] : []),
  ];
}

/** What the same party asked before, by whatever way. */
async function earlierOf(ground: Ground, asking: Asking, contact: ContactRow): Promise<ContactRow[]> {
  const { prisma } = ground;
  const since = new Date(contact.startedAt.getTime() - weeks * 7 * 86_400_000);
  const cluster = contact.customerId === null ? [] : await clusterOf(prisma, contact.customerId);
  const call = await prisma.call.findFirst({ where: { contact: { id: contact.id } } });
  const intake = await prisma.intake.findUnique({ where: { contactId: contact.id } });
  const number = call?.number ?? intake?.senderTelephone;
  const email = intake?.senderEmail;
  const same = [
    ...(cluster.length > 0 ? [{ customerId: { in: cluster } }] : []),
    ...(number ? [{ call: { number } }, { intake: { senderTelephone: number } }] : []),
    ...(email ? [{ intake: { senderEmail: email } }] : []),
  ];
  if (same.length === 0) return [];
  const where = {
    id: { not: contact.id },
    state: { not: 'draft' },
    startedAt: { gte: since, lte: contact.startedAt },
    OR: same,
  };
  return findContacts(ground, asking, where, mostLookedAt);
}
