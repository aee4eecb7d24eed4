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

interface Reader {
  readonly prisma: Tx;
  readonly ports: Ground['ports'];
}

/**
 * All records that the one who asks may see and mend as his own: by his national number or the number of the organisation
 * that he acts for, and those of whom he has a mandate that was verified and holds today.
 */
export async function ownRecords({ prisma, ports }: Reader, identity: Identity): Promise<string[]> {
  const { national, enterprise, association } = numbersOf(ports, identity);
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    with own (id) as (
      select distinct customer_cluster(id) from customer_record
      where national_number_index = ${national} or enterprise_number = ${enterprise}
        or association_code = ${association}
    ), today (day) as (values ((${ports.now()}::timestamptz at time zone 'UTC')::date))
    select id::text from own
    union
    select customer_cluster(represented_id)::text from representation join own on own.id = representative_id, today
    where ground = 'mandate' and verified_at is not null
      and coalesce(valid_from <= day, true) and coalesce(valid_until >= day, true)`;
  return rows.map(({ id }) => id);
}

/** The customer of today that the one who asks is himself; null where the city does not know him. */
export async function ownCustomer({ prisma, ports }: Reader, identity: Identity): Promise<string | null> {
  const { national, enterprise, association } = numbersOf(ports, identity);
  const [first] = await prisma.$queryRaw<{ id: string }[]>`
    select customer_root(id)::text as id from customer_record
    where national_number_index = ${national} or enterprise_number = ${enterprise}
      or association_code = ${association}
    order by external_id is null, recorded_at, id limit 1`;
  return first?.id ?? null;
}

function numbersOf(ports: Ground['ports'], { kind, nationalNumber, organisation }: Identity) {
  return {
    national: kind === 'citizen' && nationalNumber ? blindIndex(ports, nationalNumber) : null,
    enterprise: kind === 'entrepreneur' ? organisation : null,
    association: kind === 'association' ? organisation : null,
  };
}
