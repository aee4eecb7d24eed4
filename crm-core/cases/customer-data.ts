import { clusterOf, rootsOf } from '../customers/cluster.ts';
import { type CustomerView, customerView } from '../customers/customer-view.ts';
import type { Ground, Tx } from '../ports.ts';

/** What is known of the customer of a case, for a system or a body that must handle it. */
export async function customerDataOf(tx: Tx, { ports }: Ground, recordId: string): Promise<CustomerView> {
  const [roots, cluster] = [await rootsOf(tx, [recordId]), await clusterOf(tx, recordId)];
  const records = await tx.customerRecord.findMany({
    where: { id: { in: cluster } },
    include: { contactPoints: { orderBy: { id: 'asc' } } },
  });
  const found = await tx.customerAddress.findMany({
    where: { recordId: { in: cluster } },
    orderBy: { id: 'asc' },
  });
  const addresses = Map.groupBy(found, ({ recordId }) => recordId);
  const rows = records.map((record) => ({ ...record, addresses: addresses.get(record.id) ?? [] }));
  return customerView(roots.get(recordId) ?? recordId, rows, ports.now());
}

/** Who it is and how he is reached, in lines for a letter. */
export function linesOf({ displayName, contactPoints }: CustomerView): string[] {
  return [displayName, ...contactPoints.map(({ value }) => value)];
}
