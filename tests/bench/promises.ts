import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import type { Ground } from '../../crm-core/ports.ts';
import { PrismaClient } from '../../crm-core/prisma/client/client.ts';
import { climb } from '../../crm-core/promises/climb.ts';
import { startEmbedded } from '../../hub/database/embedded.ts';
import { migrate } from '../../hub/database/migrate.ts';
import { type Database, openDatabase } from '../../hub/database/open-database.ts';
import { schemaFolder } from '../helpers/test-server.ts';

const open = 100_000;
const noon = Date.parse('2026-11-25T11:00:00Z');
const hourMs = 3_600_000;

type Row = Readonly<Record<string, unknown>>;

/** A hundred thousand open promises: sweeps when nothing, a working hour's share and all of them are due, beside plain scans. */
export async function bench(): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-promises-'));
  const embedded = await startEmbedded(folder);
  try {
    await migrate(embedded.url, schemaFolder);
    const database = await openDatabase({ url: embedded.url, connections: 4, log: () => {} });
    try {
      return await measure(database);
    } finally {
      await database.close();
    }
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function measure(database: Database): Promise<Row[]> {
  const clock = { now: new Date(noon) };
  const prisma = new PrismaClient({ adapter: new PrismaPg(database.pool, { disposeExternalPool: false }) });
  const ground = groundOf(prisma, clock);
  await fill(database);
  const rows = [await swept(ground, database, 'all are new: each is planned')];
  rows.push(await swept(ground, database, 'nothing is due'));
  clock.now = new Date(noon + hourMs);
  rows.push(await swept(ground, database, 'one working hour later'));
  clock.now = new Date(noon + 60 * 24 * hourMs);
  rows.push(await swept(ground, database, 'all are late by weeks: four steps each, at once'));
  rows.push(await swept(ground, database, 'all are at the top'));
  await prisma.$disconnect();
  return rows;
}

/** Due at the minutes of ten working days, the first of which is half over. */
async function fill(database: Database) {
  await database.query(
    `insert into promise (id, kind, proof_needed, handler_group_key, from_at, due_at, made_at, look_at, correlationid,
       about, words, phone, consulted, effort)
     select uuid_at(made), 'callback', 'call', 'burgerzaken', made, due, made, made, 'bench', 'x', 'x',
       '+3247' || lpad(number::text, 7, '0'), '{}', 'x'
     from (
       select row_number() over (order by day) as nth, day from generate_series($1::timestamptz, $1 + interval '13 days', interval '1 day') as day
       where extract(isodow from day) < 6
     ) as days
     join generate_series(1, ${open}) as number on number % 10 + 1 = nth,
       lateral (select day - interval '4 hours' + (number / 10) % 480 * interval '1 minute' as due) as at,
       lateral (select due - interval '14 days' as made) as begun`,
    [new Date(noon)],
  );
  await database.query('vacuum analyze promise');
}

async function swept(ground: Ground, database: Database, when: string): Promise<Row> {
  const scan = await timed(() =>
    database.query(`select count(*), max(due_at) from promise where state = 'open' and look_at is not null`),
  );
  const steps = async () =>
    Number((await database.query('select count(*) as n from promise_step'))[0]?.['n']);
  const before = await steps();
  const sweep = await timed(() => climb(ground));
  return {
    when,
    open,
    looked: sweep.value,
    steps: (await steps()) - before,
    sweepMs: Math.round(sweep.ms),
    plainScanMs: Math.round(scan.ms),
  };
}

async function timed<Value>(work: () => Promise<Value>) {
  const start = performance.now();
  const value = await work();
  return { value, ms: performance.now() - start };
}

function groundOf(prisma: PrismaClient, clock: { readonly now: Date }): Ground {
  const nobody = () => Promise.reject(new Error('nobody is asked'));
  return {
    prisma,
    ports: {
      now: () => clock.now,
      transact: (work) => prisma.$transaction(work),
      emit: async () => {},
      announce: () => {},
      async *listen() {},
      ask: nobody,
      publicUrl: 'https://schakel.example/',
      keys: { encryption: randomBytes(32), blindIndex: randomBytes(32) },
    },
  };
}
