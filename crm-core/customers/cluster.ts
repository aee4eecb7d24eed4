import { batched } from '../batch.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import { blindIndex } from './vault.ts';

/** Record id → the id of the customer that it is part of today. */
export async function rootsOf(tx: Tx, recordIds: readonly string[]): Promise<Map<string, string>> {
  const ids = recordIds.filter(isUuid);
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; root: string }[]>`
    select id::text, customer_root(id)::text as root from unnest(${ids}::uuid[]) as given (id)`;
  return new Map(rows.map(({ id, root }) => [id, root]));
}

/** All records of the customer that a record is part of. */
export async function clusterOf(tx: Tx, recordId: string): Promise<string[]> {
  if (!isUuid(recordId)) return [];
  const rows = await tx.$queryRaw<{ id: string }[]>`select customer_cluster(${recordId}::uuid)::text as id`;
  return rows.map(({ id }) => id);
}

/** Of many records, batched by request: a reference to the customer of today. */
export async function customerOf(ground: Ground, asking: Asking, recordId: string | null) {
  if (recordId === null) return null;
  const root = await batched(asking, 'customer root', recordId, (ids) => rootsOf(ground.prisma, ids));
  return { __typename: 'Customer', id: root ?? recordId };
}

/** All records that are the one who asks: by his national number, or the number of the organisation he acts for. */
export async function ownRecords({ prisma, ports }: Ground, identity: Identity): Promise<string[]> {
  const { kind, nationalNumber, organisation } = identity;
  const index = kind === 'citizen' && nationalNumber ? blindIndex(ports, nationalNumber) : null;
  const enterprise = kind === 'entrepreneur' ? organisation : null;
  const association = kind === 'association' ? organisation : null;
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    select distinct customer_cluster(id)::text as id from customer_record
    where national_number_index = ${index} or enterprise_number = ${enterprise}
      or association_code = ${association}`;
  return rows.map(({ id }) => id);
}
