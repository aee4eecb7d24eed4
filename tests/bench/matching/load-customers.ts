import type pg from 'pg';

/** A customer as one source told of him; see the tables. */
export interface CustomerRow {
  readonly id: string;
  readonly given: string;
  readonly family: string;
  readonly name: string;
  readonly sounds: readonly string[];
  readonly birth: string | null;
  /** The sealed national number and its keyed hash, in hexadecimal digits. */
  readonly sealed: string | null;
  readonly index: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly street: string | null;
  readonly houseNumber: string;
  readonly postcode: string;
}

const together = 5000;

/** Writes customers as a dump is restored: without triggers, with the indexes made again afterwards; all are then stale. */
export async function loadCustomers(pool: pg.Pool, rows: Iterable<CustomerRow>): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows: indexes } = await client.query<{ name: string; definition: string }>(secondaryIndexes);
    for (const { name } of indexes) await client.query(`drop index ${name}`);
    await client.query(`set session_replication_role = replica`);
    await client.query(`set maintenance_work_mem = '256MB'`);
    for (const some of chunks(rows)) await client.query(insert, [JSON.stringify(some)]);
    for (const { definition } of indexes) await client.query(definition);
  } finally {
    client.release(true);
  }
  await pool.query('vacuum analyze');
}

function* chunks(rows: Iterable<CustomerRow>): Generator<CustomerRow[]> {
  let some: CustomerRow[] = [];
  for (const row of rows) {
    some.push(row);
    if (some.length < together) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

const secondaryIndexes = `
  select indexname as name, indexdef as definition from pg_indexes
  where tablename in ('customer_record', 'customer_contact_point', 'customer_address')
    and indexname not in (select conname from pg_constraint)`;

const insert = `
  with told as (
    select * from json_to_recordset($1::json) as told (id uuid, given text, family text, name text, sounds text[], birth date,
      sealed text, index text, phone text, email text, street text, "houseNumber" text, postcode text)
  ), records as (
    insert into customer_record (id, source, kind, given_name, family_name, birth_date, national_number,
      national_number_index, search_name, sound_keys, recorded_at)
    select id, 'form', 'person', given, family, birth, decode(sealed, 'hex'), decode(index, 'hex'), name, sounds, now()
    from told
  ), points as (
    insert into customer_contact_point (id, record_id, kind, value)
    select gen_random_uuid(), id, kind, value
    from told cross join lateral (values ('phone', phone), ('email', email)) as point (kind, value) where value is not null
  ), addresses as (
    insert into customer_address (id, record_id, street, house_number, postcode, municipality)
    select gen_random_uuid(), id, street, "houseNumber", postcode, 'Leuven' from told where street is not null
  )
  insert into match_stale (record_id) select id from told`;
