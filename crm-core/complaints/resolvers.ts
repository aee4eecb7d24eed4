import { batched } from '../batch.ts';
import { loadCase } from '../cases/load-cases.ts';
import { cleanText } from '../clean-text.ts';
import { loadContact } from '../contacts/load-contacts.ts';
import { orBadInput } from '../or-bad-input.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { requireRole, viewOf } from '../privacy/who.ts';
import { asEnum, DateTime, LocalDate } from '../scalars.ts';
import { texts } from '../texts.ts';
import { complaintCounts } from './complaint-counts.ts';
import { complaintSignals } from './complaint-signals.ts';
import { describeComplaint, fileComplaint } from './file-complaint.ts';
import { solveComplaintAtOnce } from './solve-at-once.ts';
import { sayNotSolved } from './still-not-solved.ts';

type Done = { readonly __typename: string; readonly id?: string };
const include = { category: true, about: { orderBy: { id: 'asc' } } } as const;
type ComplaintRow = Prisma.ComplaintGetPayload<{ include: typeof include }>;
const staff = ['agent', 'expert', 'coordinator'];

export function complaintResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const mutation =
    <Input>(change: (ground: Ground, asking: Asking, input: Input) => Promise<Done>) =>
    async (_: unknown, { input }: { input: Input }, asking: Asking) =>
      change(ground, asking, input);
  const seen = async (asking: Asking, ids: readonly string[]) => {
    const cases = await Promise.all(ids.map((id) => loadCase(ground, asking, id)));
    return cases.filter((file) => file !== null).map(({ id }) => ({ __typename: 'Case', id }));
  };

  return {
    DateTime,
    Date: LocalDate,
    Query: {
      complaintSignals(_: unknown, { text }: { text: string }, asking: Asking) {
        requireRole(asking, ...staff);
        const signals = complaintSignals(orBadInput(() => cleanText('text', text))).map((signal) => ({
          ...signal,
          why: texts.complaintWhy[signal.why],
        }));
        const complaint = signals.length > 0;
        return { complaint, signals, say: complaint ? texts.complaintSay : [] };
      },
      complaintCategories: (_: unknown, { first }: { first: number }) =>
        prisma.complaintCategory.findMany({
          where: { active: true },
          orderBy: { position: 'asc' },
          take: limited(first, 100),
        }),
      complaintCounts(
        _: unknown,
        args: { readonly from: string; readonly until: string; readonly first: number },
        asking: Asking,
      ) {
        requireRole(asking, ...staff, 'admin');
        return complaintCounts(ground, args);
      },
    },
    Mutation: {
      fileComplaint: mutation(fileComplaint),
      describeComplaint: mutation(describeComplaint),
      solveComplaintAtOnce: mutation(solveComplaintAtOnce),
      sayNotSolved: mutation(sayNotSolved),
    },
    Case: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadCase(ground, asking, id),
      async complaint({ id }: { id: string }, _: unknown, asking: Asking) {
        return (await batched(asking, 'complaint', id, (ids) => complaintsOf(ground, ids))) ?? null;
      },
      async complaintsAbout({ id }: { id: string }, _: unknown, asking: Asking) {
        const about = (ids: string[]) => complaintsAbout(ground, 'caseId', ids);
        return seen(asking, (await batched(asking, 'complaints about case', id, about)) ?? []);
      },
    },
    Contact: {
      __resolveReference: ({ id }: { id: string }, asking: Asking) => loadContact(ground, asking, id),
      async complaintsAbout({ id }: { id: string }, _: unknown, asking: Asking) {
        const about = (ids: string[]) => complaintsAbout(ground, 'contactId', ids);
        return seen(asking, (await batched(asking, 'complaints about contact', id, about)) ?? []);
      },
    },
    Complaint: {
      choice: ({ choice }: ComplaintRow) => asEnum(choice),
      cases: ({ about }: ComplaintRow, _: unknown, asking: Asking) =>
        seen(
          asking,
          about.flatMap(({ caseId }) => caseId ?? []),
        ),
      async contacts({ about }: ComplaintRow, _: unknown, asking: Asking) {
        const ids = about.flatMap(({ contactId }) => contactId ?? []);
        const contacts = await Promise.all(ids.map((id) => loadContact(ground, asking, id)));
        return contacts.filter((contact) => contact !== null);
      },
      solvedBy: ({ solvedBy }: ComplaintRow, _: unknown, asking: Asking) =>
        viewOf(asking).kind === 'own' ? null : solvedBy,
    },
  };
}

async function complaintsOf({ prisma }: Ground, ids: string[]): Promise<Map<string, ComplaintRow>> {
  const rows = await prisma.complaint.findMany({ where: { caseId: { in: ids } }, include });
  return new Map(rows.map((row) => [row.caseId, row]));
}

async function complaintsAbout({ prisma }: Ground, what: 'caseId' | 'contactId', ids: string[]) {
  const rows = await prisma.complaintAbout.findMany({
    where: { [what]: { in: ids } },
    orderBy: { complaintId: 'asc' },
    take: 50 * ids.length,
  });
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const about = row[what] ?? '';
    found.set(about, [...(found.get(about) ?? []), row.complaintId]);
  }
  return found;
}
