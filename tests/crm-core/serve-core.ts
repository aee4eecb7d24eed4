import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Identity } from '../../crm-core/ports.ts';
import type { GraphResult } from '../../graphql/execute.ts';
import { createGraphqlServer } from '../../graphql/server.ts';
import type { Subgraph } from '../../graphql/subgraph.ts';
import type { Supergraph } from '../../graphql/supergraph.ts';
import { localTransport } from '../../graphql/transport.ts';
import { eventsIn } from '../graphql/events.ts';

export interface Question {
  readonly identity: Identity | null;
  readonly document: string;
  readonly variables: Record<string, unknown> | undefined;
  readonly correlationid: string;
  readonly purpose: string | null;
  readonly signal: AbortSignal | undefined;
  readonly client: string | undefined;
}

export interface ServedCore {
  answer(question: Question): Promise<GraphResult>;
  /** Resolves once the server has begun to listen to what the subscription asks for. */
  watch(question: Question): Promise<AsyncIterable<GraphResult>>;
  close(): Promise<void>;
}

/** What the graph refuses to anybody is proven elsewhere; here whole types are asked for, and very often. */
const generous = {
  requestsPerSecond: 10_000,
  burst: 10_000,
  tokens: 100_000,
  fields: 10_000,
  spreadFields: 100_000,
  aliases: 10_000,
  cost: 10_000_000,
};

/** The core's graph on a port, by the server that the city runs; who asks stands in a header, in the place of a login. */
export async function serveCore(supergraph: Supergraph, subgraphs: readonly Subgraph[]): Promise<ServedCore> {
  const server = createGraphqlServer({
    graph: { current: supergraph },
    transport: localTransport(subgraphs),
    contextOf: async ({ headers }) => JSON.parse(decodeURIComponent(headers.get('x-asking') ?? '')),
    development: true,
    log: () => {},
    limits: generous,
  });
  const http = createServer(server.requestListener).listen(0);
  await once(http, 'listening');
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
  return {
    answer: async (question) => (await post(url, question, 'application/graphql-response+json')).json(),
    watch: async (question) => resultsIn(await post(url, question, 'text/event-stream'), question.signal),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.close();
    },
  };
}

function post(url: string, { document, variables, signal, ...question }: Question, accept: string) {
  const { identity, correlationid, purpose, client } = question;
  const asking = encodeURIComponent(JSON.stringify({ identity, correlationid, purpose, client }));
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, 'x-asking': asking },
    body: JSON.stringify({ query: document, variables }),
    ...(signal && { signal }),
  });
}

async function* resultsIn(response: Response, signal: AbortSignal | undefined): AsyncGenerator<GraphResult> {
  try {
    yield* eventsIn(response) as AsyncGenerator<GraphResult>;
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
