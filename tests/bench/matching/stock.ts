import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { plain } from '../../../crm-core/customers/names.ts';
import { blindIndex, sealNumber } from '../../../crm-core/customers/vault.ts';
import { refreshProfiles } from '../../../crm-core/matching/refresh-profiles.ts';
import type { Ground, Ports } from '../../../crm-core/ports.ts';
import { PrismaClient } from '../../../crm-core/prisma/client/client.ts';
import { startEmbedded } from '../../../hub/database/embedded.ts';
import { migrate } from '../../../hub/database/migrate.ts';
import { openDatabase } from '../../../hub/database/open-database.ts';
import type { Stored } from './city.ts';

export interface Stock extends Ground {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Customer id → number of the person. */
  readonly personOf: ReadonlyMap<string, number>;
  /** Adds customers, and makes their profiles and keys as the product does. */
  add(stored: readonly Stored[]): Promise<void>;
  close(): Promise<void>;
}

/** An empty core on the embedded PostgreSQL. */
export async function openStock(): Promise<Stock> {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-matching-'));
  const embedded = await startEmbedded(folder);
  await migrate(embedded.url, join(import.meta.dirname, '../../../crm-core/prisma'));
  const database = await openDatabase({ url: embedded.url, log: () => {} });
  const prisma = new PrismaClient({ adapter: new PrismaPg(database.pool) });
  const ports: Ports = {
    now: () => new Date('2026-11-23T09:00:00Z'),
    emit: async () => {},
    announce: () => {},
    listen: () => {
      throw new Error('nobody listens');
    },
    ask: () => Promise.reject(new Error('nobody is asked')),
    publicUrl: 'https://schakel.example/',
    keys: { encryption: randomBytes(32), blindIndex: randomBytes(32) },
  };
  const ground: Ground = { prisma, ports };
  const personOf = new Map<string, number>();
  return {
    ...ground,
    personOf,
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await database.query(text, [...values])) as Row[],
    async add(stored) {
      for (let at = 0; at < stored.length; at += together) {
        const rows = stored.slice(at, at + together).map((one) => rowOf(ports, one));
        for (const { id, person } of rows) personOf.set(id, person);
        await database.query(insert, [JSON.stringify(rows)]);
      }
      await refreshProfiles(ground);
      await database.query('vacuum analyze');
    },
    async close() {
      await prisma.$disconnect();
      await database.close();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const together = 5000;

function rowOf(ports: Ports, { national, ...stored }: Stored) {
  return {
    ...stored,
    id: randomUUID(),
    name: plain(`${stored.given} ${stored.family}`),
    sealed: national && sealNumber(ports, national).toString('hex'),
    index: national && blindIndex(ports, national).toString('hex'),
  };
}

const insert = `
  with told as (
    select * from json_to_recordset($1::json) as told (id uuid, given text, family text, name text, birth date, sealed text,
      index text, phone text, email text, street text, "houseNumber" text, postcode text)
  ), records as (
    insert into customer_record (id, source, kind, given_name, family_name, birth_date, national_number,
      national_number_index, search_name, recorded_at)
    select id, 'form', 'person', given, family, birth, decode(sealed, 'hex'), decode(index, 'hex'), name, now() from told
    returning id
  ), points as (
    insert into customer_contact_point (id, record_id, kind, value)
    select gen_random_uuid(), id, 'phone', phone from told join records using (id) where phone is not null
    union all select gen_random_uuid(), id, 'email', email from told join records using (id) where email is not null
  )
  insert into customer_address (id, record_id, street, house_number, postcode, municipality)
  select gen_random_uuid(), id, street, "houseNumber", postcode, 'Leuven' from told join records using (id)
  where street is not null`;
