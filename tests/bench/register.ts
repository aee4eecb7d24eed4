import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbedded } from '../../hub/database/embedded.ts';
import { migrate } from '../../hub/database/migrate.ts';
import { type Database, openDatabase } from '../../hub/database/open-database.ts';
import { median } from './graph.ts';
import { sharesOf } from './graph-load.ts';
import type { RegisterOutcome, Road } from './register-load.ts';
import { hasPgbench, pgbench, type Registration, rowsSince } from './register-raw.ts';
import { loadStock } from './register-stock.ts';

export interface RegisterOptions {
  readonly contacts?: number;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly clients?: readonly number[];
  readonly roads?: readonly Road[];
  readonly progress?: (line: string) => void;
}

interface Round extends RegisterOutcome {
  readonly raw: number;
}

const module = (name: string) => new URL(`./${name}.ts`, import.meta.url);
/** As the product runs. */
const env = { ...process.env, NODE_ENV: 'production' };

/**
 * Registering contacts on one node, by clients over HTTP: who may it be, and the contact with one case, its route, its audit
 * and its events. Once in one request, and once by the four of an agent whose customer stands before her. Beside the raw
 * limit, in turns in the same database: the rows that one registration left, written by pgbench in one transaction.
 */
export async function benchRegister(options: RegisterOptions = {}) {
  const { contacts = 1_000_000, rounds = 5, seconds = 3, clients = [1, 16], progress = () => {} } = options;
  const { roads = ['whole', 'agent'] } = options;
  if (!(await hasPgbench())) {
    process.stderr.write('skipped: there is no pgbench on the path; it comes with PostgreSQL\n');
    return [];
  }
  const ends: (() => unknown)[] = [];
  try {
    const folder = await mkdtemp(join(tmpdir(), 'schakel-bench-'));
    ends.unshift(() => rm(folder, { recursive: true, force: true }));
    const embedded = await startEmbedded(folder);
    ends.unshift(() => embedded.stop());
    await migrate(embedded.url, join(import.meta.dirname, '../../crm-core/prisma'));
    const database = await openDatabase({ url: embedded.url, connections: 1, log: () => {} });
    ends.unshift(() => database.close());
    progress(`loading ${contacts} contacts`);
    await loadStock(database, contacts);
    const node = fork(module('register-node'), [embedded.url], { env });
    ends.unshift(() => node.disconnect());
    const [{ port }] = (await once(node, 'message')) as [{ port: number }];
    const raw = pgbench(embedded.url, folder);
    const rows: Record<string, unknown>[] = [];
    for (const road of roads) {
      const registration = await oneRegistration(database, port, road);
      for (const count of clients) {
        const measured: Round[] = [];
        for (let round = 0; round <= rounds; round += 1) {
          const ours = await loadOf(port, road, count, seconds);
          const both = { ...ours, raw: await raw(registration.script, count, seconds) };
          progress(lineOf(road, count, both));
          measured.push(both);
        }
        rows.push(rowOf(road, count, contacts, registration, measured.slice(1))); // the first only warms up
      }
    }
    return rows;
  } finally {
    for (const end of ends) await end();
  }
}

function lineOf(road: Road, clients: number, { wholeMs, seconds, raw, failures }: Round): string {
  const rate = (wholeMs.length / seconds).toFixed(0);
  return `${road}, ${clients} clients: ${rate}/s, raw ${raw.toFixed(0)}/s ${failures[0] ?? ''}`;
}

/** What one registration leaves in the database, once the first of its kind are over and sealed. */
async function oneRegistration(database: Database, port: number, road: Road): Promise<Registration> {
  await loadOf(port, road, 1, 1);
  for (;;) {
    const [unsealed] = await database.query('select from audit_entry where hash is null limit 1');
    if (!unsealed) break;
    await sleep(100);
  }
  const [now] = await database.query<{ id: string }>('select pg_current_xact_id()::text as id');
  await loadOf(port, road, 1, 0);
  return rowsSince(database, now?.id ?? '0');
}

async function loadOf(port: number, road: Road, clients: number, seconds: number): Promise<RegisterOutcome> {
  const load: ChildProcess = fork(module('register-load'), [port, road, clients, seconds].map(String), {
    env,
  });
  const [outcome] = (await once(load, 'message')) as [RegisterOutcome];
  return outcome;
}

function rowOf(
  road: Road,
  clients: number,
  contacts: number,
  { rows }: Registration,
  rounds: readonly Round[],
) {
  const rates = rounds.map(({ wholeMs, seconds }) => wholeMs.length / seconds);
  const limit = rounds.map(({ raw }) => raw);
  const share = sharesOf(rounds.flatMap(({ wholeMs }) => wholeMs));
  const figure = (value: number) => Number(value.toFixed(1));
  return {
    road,
    clients,
    contacts,
    registrationsPerSecond: figure(median(rates)),
    rawPerSecond: figure(median(limit)),
    ofRaw: Number(median(rates.map((rate, at) => rate / (limit[at] ?? Number.NaN))).toFixed(3)),
    p50Ms: figure(share(0.5)),
    p95Ms: figure(share(0.95)),
    p99Ms: figure(share(0.99)),
    rows: Object.values(rows).reduce((total, count) => total + count, 0),
    failures: rounds.reduce((total, { failures }) => total + failures.length, 0),
  };
}

/** For `npm run bench register`. */
export function bench() {
  return benchRegister({ progress: (line) => process.stderr.write(`${line}\n`) });
}

if (import.meta.main) {
  const [contacts, rounds, seconds] = process.argv.slice(2).map(Number);
  const rows = await benchRegister({
    ...(contacts && { contacts }),
    ...(rounds && { rounds }),
    ...(seconds && { seconds }),
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(rows, null, 1)}\n`);
}
