import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraph } from '../../graphql/compose.ts';
import { createGraphqlServer } from '../../graphql/server.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { localTransport } from '../../graphql/transport.ts';
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

async function serve(): Promise<void> {
  const graph = createGraph();
  for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
  await graph.settled();
  // the peers have no limits, so that of requests is lifted here too; the others stay
  const server = createGraphqlServer({
    graph,
    transport: localTransport(subgraphs),
    contextOf: async () => ({}),
    development: false,
    log: () => {},
    limits: { requestsPerSecond: 1e9, burst: 1e9 },
  });
  const http = createServer(server.requestListener).listen(0);
  process.on('message', () => process.send?.({ cpu: process.cpuUsage(), memory: process.memoryUsage.rss() }));
  process.send?.({ port: (http.address() as AddressInfo).port });
}

if (import.meta.main) await serve();
