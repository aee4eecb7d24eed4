import type { Tx } from '../ports.ts';
import { clusterOf } from './cluster.ts';

/** The e-mail address by which a customer can be written to; null where none is known. */
export async function emailOf(tx: Tx, customerId: string): Promise<string | null> {
  const point = await tx.customerContactPoint.findFirst({
    where: { recordId: { in: await clusterOf(tx, customerId) }, kind: 'email', validUntil: null },
    orderBy: { id: 'desc' },
  });
  return point?.value ?? null;
}
