import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../../hub/database/embedded.ts';
import { migrate } from '../../hub/database/migrate.ts';
import { type Database, openDatabase } from '../../hub/database/open-database.ts';
import { median } from './graph.ts';
import { sharesOf } from './graph-load.ts';
import type { RegisterOutcome } from './register-load.ts';
import { pgbench, type Registration, rowsSince } from './register-raw.ts';
import { loadStock } from './register-stock.ts';

export interface RegisterOptions {
  readonly contacts?: number;
  readonly rounds?: number;
  readonly seconds?: number;
  readonly clients?: readonly number[];
  readonly progress?: (line: string) => void;
}

interface Round extends RegisterOutcome {
  readonly raw: number;
}

const module = (name: string) => new URL(`./${name}.ts`, import.meta.url);

/**
 * Registering contacts on one node, whole: a draft, who may it be, and the contact with one case, its route, its audit and
 * its events, by clients over HTTP. Beside the raw limit, in turns in the same database: the rows that one registration
 * left, written by pgbench in one transaction.
 */
export async function benchRegister(options: RegisterOptions = {}) {
  const { contacts = 1_000_000, rounds = 5, seconds = 8, clients = [1, 16], progress = () => {} } = options;
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
    const node = fork(module('register-node'), [embedded.url]);
    ends.unshift(() => node.disconnect());
    const [{ port }] = (await once(node, 'message')) as [{ port: number }];
    const registration = await oneRegistration(database, port);
    const rows: Record<string, unknown>[] = [];
    for (const count of clients) {
      const measured: Round[] = [];
      const raw = (round: number) =>
        pgbench(embedded.url, folder, registration.script, { clients: count, seconds, round });
      for (let round = 0; round <= rounds; round += 1) {
        const ours = await loadOf(port, count, seconds);
        const both = { ...ours, raw: await raw(round * 100 + count) };
        progress(lineOf(count, both));
        measured.push(both);
      }
      rows.push(rowOf(count, contacts, registration, measured.slice(1))); // the first only warms up
    }
    return rows;
  } finally {
    for (const end of ends) await end();
  }
}

function lineOf(clients: number, { wholeMs, seconds, raw }: Round): string {
  return `${clients} clients: ${(wholeMs.length / seconds).toFixed(0)}/s, raw ${raw.toFixed(0)}/s`;
}

/** What one registration leaves in the database, once the first of its kind is over. */
async function oneRegistration(database: Database, port: number): Promise<Registration> {
  await loadOf(port, 1, 1);
  const [now] = await database.query<{ id: string }>('select pg_current_xact_id()::text as id');
  await loadOf(port, 1, 0);
  return rowsSince(database, now?.id ?? '0');
}

async function loadOf(port: number, clients: number, seconds: number): Promise<RegisterOutcome> {
  const load: ChildProcess = fork(module('register-load'), [port, clients, seconds].map(String));
  const [outcome] = (await once(load, 'message')) as [RegisterOutcome];
  return outcome;
}

function rowOf(clients: number, contacts: number, { rows }: Registration, rounds: readonly Round[]) {
  const rates = rounds.map(({ wholeMs, seconds }) => wholeMs.length / seconds);
  const limit = rounds.map(({ raw }) => raw);
  const whole = sharesOf(rounds.flatMap(({ wholeMs }) => wholeMs));
  const last = sharesOf(rounds.flatMap(({ registerMs }) => registerMs));
  const figure = (value: number) => Number(value.toFixed(1));
  return {
    clients,
    contacts,
    registrationsPerSecond: figure(median(rates)),
    rawPerSecond: figure(median(limit)),
    ofRaw: Number(median(rates.map((rate, at) => rate / (limit[at] ?? Number.NaN))).toFixed(3)),
    p50Ms: figure(whole(0.5)),
    p95Ms: figure(whole(0.95)),
    p99Ms: figure(whole(0.99)),
    lastStepP95Ms: figure(last(0.95)),
    rows: Object.values(rows).reduce((total, count) => total + count, 0),
    failures: rounds.reduce((total, { failures }) => total + failures.length, 0),
  };
}

/** For `npm run bench register`. */
export function bench() {
  return benchRegister();
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
