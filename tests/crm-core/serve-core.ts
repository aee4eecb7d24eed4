import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Identity } from '../../crm-core/ports.ts';
import type { GraphResult } from '../../graphql/execute.ts';
import { citizenPages } from '../../graphql/pages/citizen-pages.ts';
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
  readonly origin: string;
  /** Who asks, as the header that stands in the place of a login. */
  signedInAs(identity: Identity | null): Record<string, string>;
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
  const shared = { graph: { current: supergraph }, transport: localTransport(subgraphs), log: () => {} };
  const server = createGraphqlServer({
    ...shared,
    contextOf: async ({ headers }) => askingIn(headers.get('x-asking')),
    development: true,
    limits: generous,
  });
  const pages = citizenPages({
    ...shared,
    contextOf: async ({ headers }) => askingIn(headers['x-asking']),
  });
  const http = createServer((request, response) => {
    void pages(request, response).then((shown) => shown || server.requestListener(request, response));
  }).listen(0);
  await once(http, 'listening');
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const url = `${origin}/graphql`;
  return {
    origin,
    signedInAs: (identity) => ({ 'x-asking': asking({ identity, correlationid: 'page-1', purpose: null }) }),
    answer: async (question) => (await post(url, question, 'application/graphql-response+json')).json(),
    watch: async (question) => resultsIn(await post(url, question, 'text/event-stream'), question.signal),
    async close() {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
      await server.close();
    },
  };
}

function asking(who: object): string {
  return encodeURIComponent(JSON.stringify(who));
}

function askingIn(header: string | string[] | null | undefined) {
  return JSON.parse(decodeURIComponent(String(header ?? '')));
}

function post(url: string, { document, variables, signal, ...question }: Question, accept: string) {
  const { identity, correlationid, purpose, client } = question;
  const who = asking({ identity, correlationid, purpose, client });
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept, 'x-asking': who },
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
