import { EventEmitter, on } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createCore } from '../../crm-core/core.ts';
import { refreshProfiles } from '../../crm-core/matching/refresh-profiles.ts';
import type { Ports } from '../../crm-core/ports.ts';
import { PrismaClient } from '../../crm-core/prisma/client/client.ts';
import { createGraph } from '../../graphql/compose.ts';
import { createGraphqlServer } from '../../graphql/server.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { localTransport } from '../../graphql/transport.ts';
import { createPostgresChannel } from '../../hub/channels/postgres-channel.ts';
import { lightTransactions } from '../../hub/database/light-transactions.ts';
import { openDatabase } from '../../hub/database/open-database.ts';
import { emit } from '../../hub/journal/emit.ts';
import { routes } from '../../mappings/routes.ts';
import { agent } from './agent.ts';
import { keys } from './register-stock.ts';

/** One node: the core with its rounds, its outbox in the database and its graph on a port. */
async function serve(url: string): Promise<void> {
  const database = await openDatabase({ url, log: () => {} });
  const { adapter, transact } = lightTransactions(database.pool);
  const prisma = new PrismaClient({ adapter });
  const channel = createPostgresChannel({ name: 'dosis.out', pool: database.pool });
  const announcements = new EventEmitter().setMaxListeners(0);
  const ports: Ports = {
    now: () => new Date(),
    transact: (work) => transact(prisma, work),
    emit: (tx, ...events) =>
      emit(
        { query: (text, values = []) => tx.$queryRawUnsafe(text, ...values) },
        { routes: routes.outbound, channelOf: () => channel },
        ...events,
      ),
    announce: (topic, payload) => void announcements.emit(topic, payload),
    listen: (topic, signal) => on(announcements, topic, { signal }) as AsyncIterable<object>,
    ask: () => Promise.reject(new Error('nobody is asked')),
    publicUrl: 'https://schakel.example/',
    keys,
  };
  await refreshProfiles({ prisma, ports });
  const core = createCore(prisma, ports);
  const subgraphs = core.subgraphs.map((subgraph) => makeSubgraph(subgraph));
  const graph = createGraph();
  for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
  await graph.settled();
  const server = createGraphqlServer({
    graph,
    transport: localTransport(subgraphs),
    contextOf: async () => ({ identity: agent, correlationid: crypto.randomUUID(), purpose: null }),
    development: false,
    log: () => {},
    limits: { requestsPerSecond: 1e9, burst: 1e9 },
  });
  core.start();
  const http = createServer(server.requestListener).listen(0);
  http.keepAliveTimeout = 65_000;
  process.once('disconnect', () => process.exit());
  process.send?.({ port: (http.address() as AddressInfo).port });
}

if (import.meta.main) await serve(process.argv[2] ?? '');
