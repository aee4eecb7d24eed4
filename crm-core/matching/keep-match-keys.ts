import { openNumber } from '../customers/vault.ts';
import type { Ground, Tx } from '../ports.ts';
import { Prisma } from '../prisma/client/client.ts';
import { type KeptRecord, profileOf } from './customer-profile.ts';
import { keysOf } from './keys.ts';

interface KeptCustomer {
  readonly root: string;
  readonly members: readonly string[];
  readonly holdsUntil: string | null;
  readonly records: readonly (Omit<KeptRecord, 'number'> & { readonly sealed: string | null })[];
}

/**
 * Makes the profiles and match keys of these customers again, whatever happened to them: a new record, another address, a
 * merge or its undoing. Any record of a customer names him; after a merge is undone, one of each half. To be called at the
 * end of the transaction of the change.
 */
export async function keepMatchKeys(tx: Tx, ground: Ground, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return;
  const customers = await readCustomers(tx, recordIds, ground.ports.now());
  const made = customers.map(({ root, members, holdsUntil, records }) => {
    const profile = profileOf(
      records.map(({ sealed, ...record }) => ({
        ...record,
        number:
          record.birth === null && sealed !== null
            ? openNumber(ground.ports, Buffer.from(sealed, 'hex'))
            : null,
      })),
    );
    const keys = keysOf(profile).map(({ key }) => key.toString());
    return { root, members, holdsUntil, profile, keys };
  });
  await write(tx, recordIds, made);
}

/** One at a time for each customer; what is read after the wait is what the others left. */
async function readCustomers(tx: Tx, recordIds: readonly string[], now: Date): Promise<KeptCustomer[]> {
  await tx.$executeRaw`
    with recursive ${rootsOf(recordIds)}
    select pg_advisory_xact_lock(hashtextextended('match ' || root, 0)) from (select root from roots order by root) as one`;
  const today = now.toISOString().slice(0, 10);
  return tx.$queryRaw<KeptCustomer[]>`
    with recursive ${rootsOf(recordIds)}, member (root, id) as (
      select root, root from roots
      union
      select member.root, absorbed_id from member join customer_link on survivor_id = member.id and undone_at is null
    )
    select root::text, array_agg(record.id::text) as members,
      (min(least(points.until, homes.until)))::text as "holdsUntil",
      json_agg(json_build_object(
        'kind', kind, 'given', given_name, 'family', family_name, 'organisation', organisation_name,
        'birth', birth_date, 'sealed', encode(national_number, 'hex'),
        'index', left(encode(national_number_index, 'hex'), 32),
        'enterprise', enterprise_number, 'association', association_code,
        'phones', coalesce(points.phones, '{}'), 'emails', coalesce(points.emails, '{}'),
        'homes', coalesce(homes.all, '[]'::json)
      ) order by record.id) as records
    from member join customer_record as record on record.id = member.id
    cross join lateral (
      select array_agg(value order by id) filter (where kind = 'phone') as phones,
        array_agg(value order by id) filter (where kind = 'email') as emails, min(valid_until) as until
      from customer_contact_point
      where record_id = record.id and (valid_until is null or valid_until >= ${today}::date)
    ) as points
    cross join lateral (
      select json_agg(json_build_object('street', street, 'houseNumber', house_number, 'postcode', postcode) order by id)
        as all, min(valid_until) filter (where valid_until >= ${today}::date) as until
      from customer_address where record_id = record.id
    ) as homes
    group by root`;
}

/** What `customer_root` answers, of many records at once. */
function rootsOf(recordIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`up (id) as (
      select unnest(${[...recordIds]}::uuid[])
      union
      select survivor_id from up join customer_link on absorbed_id = up.id and undone_at is null
    ), roots (root) as (
      select id from up where not exists (select from customer_link where absorbed_id = up.id and undone_at is null)
    )`;
}

interface Made {
  readonly root: string;
  readonly members: readonly string[];
  readonly holdsUntil: string | null;
  readonly profile: object;
  readonly keys: readonly string[];
}

async function write(tx: Tx, recordIds: readonly string[], made: readonly Made[]): Promise<void> {
  await tx.$executeRaw`
    with made as (
      select (item->>'root')::uuid as root, item->'profile' as profile, (item->>'holdsUntil')::date as holds_until,
        array(select jsonb_array_elements_text(item->'keys')::bigint) as keys,
        array(select jsonb_array_elements_text(item->'members')::uuid) as members
      from jsonb_array_elements(${JSON.stringify(made)}::jsonb) as item
    ), touched as (
      select unnest(members) as id from made union select unnest(${[...recordIds]}::uuid[])
    ), before as (
      select number, customer_id, keys from match_profile where customer_id in (select id from touched)
    ), gone as (
      delete from match_profile where customer_id in (select id from touched except select root from made)
    ), kept as (
      insert into match_profile (customer_id, profile, keys, holds_until)
      select root, profile, keys, holds_until from made
      on conflict (customer_id) do update
        set profile = excluded.profile, keys = excluded.keys, holds_until = excluded.holds_until
      returning number, customer_id, keys
    ), removed as (
      delete from match_key using before cross join lateral unnest(before.keys) as old (key)
      where match_key.key = old.key and match_key.number = before.number and not exists (
        select from kept where kept.number = before.number and old.key = any (kept.keys)
      )
    ), fresh as (
      delete from match_stale where record_id in (
        select record_id from match_stale where record_id in (select id from touched) for update skip locked
      )
    )
    insert into match_key (key, number)
    select added.key, kept.number from kept cross join lateral unnest(kept.keys) as added (key)
    where not exists (
      select from before where before.number = kept.number and added.key = any (before.keys)
    )
    order by added.key`;
}
