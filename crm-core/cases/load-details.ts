import { batched } from '../batch.ts';
import type { Asking, Ground } from '../ports.ts';
import type { CaseInquiry, CasePart, Prisma } from '../prisma/client/client.ts';
import { viewOf } from '../privacy/who.ts';
import type { CaseRow } from './load-cases.ts';

const most = 200;

/** What the customer of a case was asked; not for those who joined it. */
export async function inquiriesOf({ prisma }: Ground, asking: Asking, file: CaseRow) {
  if (file.joined) return [];
  const load = async (ids: string[]) => {
    const where = { caseId: { in: ids } };
    const rows = await prisma.caseInquiry.findMany({
      where,
      orderBy: { number: 'asc' },
      take: most * ids.length,
    });
    return Map.groupBy(rows, ({ caseId }) => caseId) as Map<string, CaseInquiry[]>;
  };
  const inquiries = (await batched(asking, 'case inquiries', file.id, load)) ?? [];
  const named = viewOf(asking).kind !== 'own';
  return named ? inquiries : inquiries.map((inquiry) => ({ ...inquiry, askedBy: null }));
}

/** The parts of a case: all for whose it is, and for a group that was asked for one its own. */
export async function partsOf({ prisma }: Ground, asking: Asking, file: CaseRow): Promise<CasePart[]> {
  const view = viewOf(asking);
  if (view.kind === 'own') return [];
  const load = async (ids: string[]) => {
    const where = { caseId: { in: ids } };
    const rows = await prisma.casePart.findMany({
      where,
      orderBy: { number: 'asc' },
      take: most * ids.length,
    });
    return Map.groupBy(rows, ({ caseId }) => caseId) as Map<string, CasePart[]>;
  };
  const parts = (await batched(asking, 'case parts', file.id, load)) ?? [];
  if (view.kind === 'all' || view.groups.includes(file.handlerGroupKey)) return parts;
  return parts.filter(({ handlerGroupKey }) => view.groups.includes(handlerGroupKey));
}

const handOver = { body: true, message: { select: { state: true } } } as const;
type HandOverRow = Prisma.HandOverGetPayload<{ include: typeof handOver }>;

/** To whom a case was handed, and whether that is proven. */
export async function handOversOf({ prisma }: Ground, asking: Asking, file: CaseRow) {
  if (viewOf(asking).kind === 'own') return [];
  const load = async (ids: string[]) => {
    const where = { caseId: { in: ids } };
    const rows = await prisma.handOver.findMany({
      where,
      include: handOver,
      orderBy: { at: 'asc' },
      take: 50 * ids.length,
    });
    return Map.groupBy(rows, ({ caseId }) => caseId) as Map<string, HandOverRow[]>;
  };
  const rows = (await batched(asking, 'case hand-overs', file.id, load)) ?? [];
  return rows.map((row) => ({
    ...row,
    proven: row.externalReference !== null || row.message?.state === 'sent',
  }));
}
