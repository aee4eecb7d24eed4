import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGraph } from '../../graphql/compose.ts';
import { remainingMs } from '../../graphql/deadline.ts';
import type { GraphResult } from '../../graphql/execute.ts';
import { createGraphqlServer } from '../../graphql/server.ts';
import { makeSubgraph, type SubgraphRequest, type SubgraphResult } from '../../graphql/subgraph.ts';
import { openBroker } from '../../hub/broker/broker.ts';
import { followSubgraphs, serveSubgraph, subgraphTransport } from '../../hub/broker/subgraphs.ts';

const silent = () => {};

/** A gateway of the city and a node with a subgraph `base`, on one message server. */
export async function openCity(natsUrl: string) {
  const base = await openBroker({ nodeId: 'base', natsUrl, log: silent });
  await serveSubgraph(
    base,
    makeSubgraph({
      name: 'base',
      typeDefs: 'type Query { base: Base } type Base { name: String! }',
      resolvers: { Query: { base: () => ({ name: 'Leuven' }) } },
    }),
  );
  const broker = await openBroker({ nodeId: 'gateway', natsUrl, log: silent });
  const graph = createGraph();
  const unfollow = followSubgraphs(broker, (name, sdl) => graph.offer(name, sdl));
  const server = createGraphqlServer({
    graph,
    transport: subgraphTransport<SubgraphRequest, SubgraphResult>(broker, remainingMs),
    contextOf: async () => ({}),
    development: true,
    log: silent,
    limits: { requestsPerSecond: 1e6, burst: 1e6, deadlineMs: 2000 },
  });
  const http = createServer(server.requestListener).listen(0);
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
  const ask = async (query: string): Promise<GraphResult> => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
  };
  while (!(await ask('{ base { name } }')).data) await sleep(10);
  return {
    ask,
    graph,
    async close() {
      unfollow();
      http.closeAllConnections();
      http.close();
      await server.close();
      await graph.close();
      await broker.close();
      await base.close();
    },
  };
}

/** A node that joins with a subgraph `weather`, whose type has this field; answers how it leaves. */
export async function joinWith(natsUrl: string, field: string): Promise<() => Promise<void>> {
  const edge = await openBroker({ nodeId: 'edge', natsUrl, log: silent });
  await serveSubgraph(
    edge,
    makeSubgraph({
      name: 'weather',
      typeDefs: `type Query { weather: Weather } type Weather { ${field}: Int }`,
      resolvers: { Query: { weather: () => ({ [field]: -3 }) } },
    }),
  );
  return () => edge.close();
}

if (import.meta.main) {
  const [natsUrl = '', field = ''] = process.argv.slice(2);
  await joinWith(natsUrl, field);
  process.send?.('joined');
}
