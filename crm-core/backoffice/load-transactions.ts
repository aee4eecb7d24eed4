import { batched } from '../batch.ts';
import { clusterOf, ownRecords, rootsOf } from '../customers/cluster.ts';
import { limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { OfficeTransaction } from '../prisma/client/client.ts';
import { auditRead } from '../privacy/audit.ts';
import { viewOf } from '../privacy/who.ts';
import { partyIndexOf } from './record-transaction.ts';

/**
 * What runs for a customer in back offices and digital counters, what changed last on top (R045, R046). Agents see it of
 * everybody, a customer of himself; others see what runs for their cases, with the case.
 */
export async function transactionsOf(ground: Ground, asking: Asking, customerId: string, first: number) {
  const { prisma } = ground;
  const view = viewOf(asking);
  const take = limited(first, 50);
  if (view.kind === 'groups') return [];
  const cluster = await clusterOf(prisma, customerId);
  const own = view.kind === 'own' ? new Set(await ownRecords(ground, view.identity)) : null;
  const seen = own ? cluster.filter((id) => own.has(id)) : cluster;
  const records = await prisma.customerRecord.findMany({ where: { id: { in: seen } } });
  const roots = await rootsOf(prisma, seen);
  await auditRead(ground, asking, [...new Set(roots.values())]);
  const indexes = records.flatMap(({ nationalNumberIndex, enterpriseNumber, associationCode }) => [
    ...(nationalNumberIndex ? [nationalNumberIndex] : []),
    ...(enterpriseNumber ? [partyIndexOf(ground, { kind: 'enterprise', identifier: enterpriseNumber })] : []),
    ...(associationCode ? [partyIndexOf(ground, { kind: 'association', identifier: associationCode })] : []),
  ]);
  return prisma.officeTransaction.findMany({
    where: { OR: [{ partyIndex: { in: indexes } }, { case: { customerId: { in: seen } } }] },
    orderBy: [{ changedAt: 'desc' }, { id: 'asc' }],
    take,
  });
}

/** What runs for a case that the one who asks may see. */
export async function transactionsOfCase({ prisma }: Ground, asking: Asking, caseId: string) {
  const load = async (ids: string[]) => {
    const rows = await prisma.officeTransaction.findMany({
      where: { caseId: { in: ids } },
      orderBy: [{ changedAt: 'desc' }, { id: 'asc' }],
      take: 50 * ids.length,
    });
    return Map.groupBy(rows, ({ caseId }) => caseId ?? '') as Map<string, OfficeTransaction[]>;
  };
  return (await batched(asking, 'transactions of case', caseId, load)) ?? [];
}
