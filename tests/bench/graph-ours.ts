import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGraph } from '../../graphql/compose.ts';
import { createGraphqlServer } from '../../graphql/server.ts';
import { makeSubgraph, type SubgraphRequest, type SubgraphResult } from '../../graphql/subgraph.ts';
import { localTransport } from '../../graphql/transport.ts';
import { openBroker } from '../../hub/broker/broker.ts';
import { followSubgraphs, serveSubgraph, subgraphTransport } from '../../hub/broker/subgraphs.ts';
import { caseRows, casesFrom, customersOf, productsOf, subgraphTypeDefs } from './graph-world.ts';

interface Reference {
  readonly id: string;
}

const idsOf = (references: readonly Reference[]) => references.map(({ id }) => id);

const subgraphs = [
  makeSubgraph({
    name: 'cases',
    typeDefs: subgraphTypeDefs.cases,
    resolvers: {
      Query: {
        cases: (_: unknown, { first, offset }: { first: number; offset: number }) => casesFrom(offset, first),
        case: (_: unknown, { id }: Reference) => caseRows[Number(id)],
      },
      Case: {
        customer: ({ customerId }: { customerId: string }) => ({ id: customerId }),
        product: ({ productId }: { productId: string }) => ({ id: productId }),
      },
    },
  }),
  makeSubgraph({
    name: 'customers',
    typeDefs: subgraphTypeDefs.customers,
    resolvers: {
      Query: { customer: async (_: unknown, { id }: Reference) => (await customersOf([id]))[0] },
      Customer: { __resolveReferences: (references: Reference[]) => customersOf(idsOf(references)) },
    },
  }),
  makeSubgraph({
    name: 'products',
    typeDefs: subgraphTypeDefs.products,
    resolvers: {
      Query: { product: async (_: unknown, { id }: Reference) => (await productsOf([id]))[0] },
      Product: { __resolveReferences: (references: Reference[]) => productsOf(idsOf(references)) },
    },
  }),
];

/** All in this process, or the gateway alone with the subgraphs on another node over NATS. */
async function graphAndTransport(natsUrl: string | undefined) {
  const graph = createGraph();
  if (natsUrl === undefined) {
    for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
    await graph.settled();
    return { graph, transport: localTransport(subgraphs) };
  }
  const broker = await openBroker({ nodeId: 'gateway', natsUrl, log: () => {} });
  followSubgraphs(broker, (name, sdl) => graph.offer(name, sdl));
  while (graph.subgraphs.size < subgraphs.length) await sleep(20);
  await graph.settled();
  return { graph, transport: subgraphTransport<SubgraphRequest, SubgraphResult>(broker) };
}

async function serveGateway(natsUrl: string | undefined): Promise<number> {
  // the peers have no limits, so that of requests is lifted here too; the others stay
  const server = createGraphqlServer({
    ...(await graphAndTransport(natsUrl)),
    contextOf: async () => ({}),
    development: false,
    log: () => {},
    limits: { requestsPerSecond: 1e9, burst: 1e9 },
  });
  const http = createServer(server.requestListener).listen(0);
  http.keepAliveTimeout = 65_000; // longer than a client keeps an idle connection, so that none is closed under a request
  return (http.address() as AddressInfo).port;
}

async function serveSubgraphs(natsUrl: string | undefined): Promise<number> {
  const broker = await openBroker({ nodeId: 'subgraphs', natsUrl, log: () => {} });
  for (const subgraph of subgraphs) await serveSubgraph(broker, subgraph);
  return 0;
}

function usage(collected: boolean) {
  if (collected) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpu: process.cpuUsage(), memory: rss, ...(collected && { heap: heapUsed }) };
}

async function serve([part, natsUrl]: readonly string[]): Promise<void> {
  const port = part === 'subgraphs' ? await serveSubgraphs(natsUrl) : await serveGateway(natsUrl);
  process.on('message', (asked) => process.send?.(usage(asked === 'heap')));
  process.send?.({ port });
}

if (import.meta.main) await serve(process.argv.slice(2));
