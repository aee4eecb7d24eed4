import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraph, type Graph } from '../../graphql/compose.ts';
import { createGraphqlServer, type GraphqlServerOptions } from '../../graphql/server.ts';
import type { Subgraph } from '../../graphql/subgraph.ts';
import { localTransport } from '../../graphql/transport.ts';

export interface ServedGraph {
  readonly url: string;
  readonly graph: Graph;
  /** What is there now: a subgraph may be taken out or put in. */
  readonly subgraphs: Set<Subgraph>;
  readonly lines: { readonly event: string; readonly fields: Record<string, unknown> }[];
  /** Posts a document, by default as a client of the current standard. */
  ask(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    readonly data?: Record<string, unknown> | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly path?: readonly (string | number)[];
      readonly extensions?: Record<string, unknown>;
    }[];
    readonly extensions?: Record<string, unknown>;
  };
}

/** A graph of these subgraphs on a free port. */
export async function serveGraph(
  given: Iterable<Subgraph>,
  options: Partial<GraphqlServerOptions> = {},
): Promise<ServedGraph> {
  const lines: { event: string; fields: Record<string, unknown> }[] = [];
  const log = (event: string, fields: Record<string, unknown>) => void lines.push({ event, fields });
  const subgraphs = new Set(given);
  const graph = createGraph({ log });
  for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
  await graph.settled();
  const server = createGraphqlServer({
    graph,
    transport: localTransport(subgraphs),
    contextOf: async () => ({}),
    development: true,
    log,
    ...options,
  });
  const http = createServer(server.requestListener).listen(0);
  const { port } = http.address() as AddressInfo;
  const url = `http://localhost:${port}/graphql`;
  return {
    url,
    graph,
    subgraphs,
    lines,
    async ask(query, variables, headers) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/graphql-response+json',
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      return { status: response.status, headers: response.headers, body: await response.json() };
    },
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.close();
      await graph.close();
    },
  };
}
