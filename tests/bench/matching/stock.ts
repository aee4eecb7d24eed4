import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCore } from '../../../crm-core/core.ts';
import { plain, soundKeys } from '../../../crm-core/customers/names.ts';
import { blindIndex, sealNumber } from '../../../crm-core/customers/vault.ts';
import { learnFromStock } from '../../../crm-core/matching/learn-from-stock.ts';
import { refreshProfiles } from '../../../crm-core/matching/refresh-profiles.ts';
import type { Ports } from '../../../crm-core/ports.ts';
import { PrismaClient } from '../../../crm-core/prisma/client/client.ts';
import { createGraph } from '../../../graphql/compose.ts';
import { createExecutor, type GraphResult } from '../../../graphql/execute.ts';
import { makeSubgraph } from '../../../graphql/subgraph.ts';
import { localTransport } from '../../../graphql/transport.ts';
import { startEmbedded } from '../../../hub/database/embedded.ts';
import { lightTransactions } from '../../../hub/database/light-transactions.ts';
import { migrate } from '../../../hub/database/migrate.ts';
import { openDatabase } from '../../../hub/database/open-database.ts';
import { agent } from '../agent.ts';
import type { Stored } from './city.ts';
import { loadCustomers } from './load-customers.ts';

export interface Stock {
  query<Row>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Of an agent, through the graph and all that stands behind it; not through HTTP. */
  ask<Data>(document: string, variables: Readonly<Record<string, unknown>>): Promise<Data>;
  /** Customer id → number of the person. */
  readonly personOf: ReadonlyMap<string, number>;
  /** Adds customers, makes their profiles and keys as the product does, and learns from them. Answers how long each took. */
  add(stored: readonly Stored[]): Promise<{ readonly loaded: number; readonly keyed: number }>;
  close(): Promise<void>;
}

/** An empty core on the embedded PostgreSQL. */
export async function openStock(): Promise<Stock> {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-matching-'));
  const embedded = await startEmbedded(folder);
  await migrate(embedded.url, join(import.meta.dirname, '../../../crm-core/prisma'));
  const database = await openDatabase({ url: embedded.url, log: () => {} });
  const { adapter, transact } = lightTransactions(database.pool);
  const prisma = new PrismaClient({ adapter });
  const ports = portsOfNobody((work) => transact(prisma, work));
  const subgraphs = createCore(prisma, ports).subgraphs.map((one) => makeSubgraph(one));
  const graph = createGraph();
  for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
  await graph.settled();
  const execute = createExecutor(graph, localTransport(subgraphs));
  const personOf = new Map<string, number>();
  return {
    personOf,
    query: async <Row>(text: string, values: readonly unknown[] = []) =>
      (await database.query(text, [...values])) as Row[],
    async ask<Data>(document: string, variables: Readonly<Record<string, unknown>>) {
      const context = { identity: agent, correlationid: crypto.randomUUID(), purpose: null };
      const { data, errors } = (await execute({ document, variables, context })) as GraphResult;
      if (!data) throw new Error(`the graph answers: ${JSON.stringify(errors)}`);
      return data as Data;
    },
    async add(stored) {
      const startedAt = performance.now();
      await loadCustomers(
        database.pool,
        stored.values().map((one) => {
          const row = rowOf(ports, idOf(personOf.size), one);
          personOf.set(row.id, one.person);
          return row;
        }),
      );
      const loadedAt = performance.now();
      await refreshProfiles({ prisma, ports });
      const keyedAt = performance.now();
      await database.query('vacuum analyze');
      await learnFromStock({ prisma, ports });
      return { loaded: loadedAt - startedAt, keyed: keyedAt - loadedAt };
    },
    async close() {
      await graph.close();
      await prisma.$disconnect();
      await database.close();
      await embedded.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function portsOfNobody(transact: Ports['transact']): Ports {
  return {
    now: () => new Date('2026-11-23T09:00:00Z'),
    transact,
    emit: async () => {},
    announce: () => {},
    listen: () => {
      throw new Error('nobody listens');
    },
    ask: () => Promise.reject(new Error('nobody is asked')),
    publicUrl: 'https://schakel.example/',
    keys: { encryption: randomBytes(32), blindIndex: randomBytes(32) },
  };
}

/** In the order of time, as the product gives them. */
function idOf(number: number): string {
  return `01900000-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

function rowOf(ports: Ports, id: string, { national, person, ...stored }: Stored) {
  const name = plain(`${stored.given} ${stored.family}`);
  return {
    ...stored,
    id,
    name,
    sounds: soundKeys(name),
    sealed: national && sealNumber(ports, national).toString('hex'),
    index: national && blindIndex(ports, national).toString('hex'),
  };
}
