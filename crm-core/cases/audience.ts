import { openNumber } from '../customers/vault.ts';
import type { Ground, Tx } from '../ports.ts';
import type { CaseStatusChanged } from './case-status-changed.ts';

type Group = CaseStatusChanged['handlerGroup'];
type Parties = CaseStatusChanged['parties'];

/** Who is told of cases: their groups, as customers may know them, and the customers by their numbers. */
export interface Audience {
  readonly groups: ReadonlyMap<string, Group>;
  /** Record of a customer → the numbers by which he is known outside, opened for the event only. */
  readonly parties: ReadonlyMap<string, Parties>;
}

interface Concerned {
  readonly handlerGroupKey: string;
  readonly customerId: string | null;
}

interface Found {
  readonly groups: readonly (Group & { readonly key: string })[] | null;
  readonly records: readonly Numbers[] | null;
}

interface Numbers {
  readonly customer: string;
  readonly national: string | null;
  readonly enterprise: string | null;
  readonly association: string | null;
}

/** The audience of these cases, in one statement. */
export async function audienceOf(tx: Tx, { ports }: Ground, cases: readonly Concerned[]): Promise<Audience> {
  const groupKeys = cases.map(({ handlerGroupKey }) => handlerGroupKey);
  const customers = cases.flatMap(({ customerId }) => customerId ?? []);
  const [found] = await tx.$queryRaw<Found[]>`
    select (
      select json_agg(json_build_object(
        'key', key, 'name', name, 'telephone', telephone, 'email', email, 'website', website
      ))
      from handler_group where key = any(${groupKeys}::text[])
    ) as groups, (
      select json_agg(json_build_object(
        'customer', customer, 'national', encode(national_number, 'hex'), 'enterprise', enterprise_number,
        'association', association_code
      ) order by record.id)
      from unnest(${[...new Set(customers)]}::uuid[]) as customer
      cross join lateral customer_cluster(customer) as member
      join customer_record record on record.id = member
    ) as records`;
  const records = Map.groupBy(found?.records ?? [], ({ customer }) => customer);
  return {
    groups: new Map((found?.groups ?? []).map(({ key, ...group }) => [key, group])),
    parties: new Map([...records].map(([customer, numbers]) => [customer, partiesOf(ports, numbers)])),
  };
}

function partiesOf(ports: Ground['ports'], records: readonly Numbers[]): Parties {
  const found = records.flatMap(({ national, enterprise, association }) => [
    ...(national
      ? [{ kind: 'person' as const, identifier: openNumber(ports, Buffer.from(national, 'hex')) }]
      : []),
    ...(enterprise ? [{ kind: 'enterprise' as const, identifier: enterprise }] : []),
    ...(association ? [{ kind: 'association' as const, identifier: association }] : []),
  ]);
  return [...new Map(found.map((party) => [party.identifier, party])).values()];
}
