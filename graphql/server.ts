import type { IncomingMessage, ServerResponse } from 'node:http';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Graph } from './compose.ts';
import { createExecutor } from './execute.ts';
import { useGraph } from './plugins/use-graph.ts';
import type { Transport } from './transport.ts';

export interface GraphqlServerOptions {
  readonly graph: Graph;
  readonly transport: Transport;
  /** Who asks, as a plain serialisable object for the subgraphs. A `GraphQLError` thrown here is the answer. */
  readonly contextOf: (request: Request) => Promise<object>;
  /** GraphiQL, introspection and "did you mean". */
  readonly development: boolean;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
  /** Where the graph is served. */
  readonly path?: string;
}

export interface GraphqlServer {
  fetch(request: Request): Promise<Response>;
  /** For `node:http`. */
  requestListener(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** The graph over HTTP: queries and mutations as JSON, subscriptions as server-sent events. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const { graph, transport, contextOf, development, log, path = '/graphql' } = options;
  const execute = createExecutor(graph, transport, { suggestions: development });
  const plugins: Plugin[] = [useGraph({ execute, contextOf, log })];
  const yoga = createYoga({
    graphqlEndpoint: path,
    graphiql: development,
    plugins,
    landingPage: false,
    batching: false,
    maskedErrors: false,
    multipart: false,
    cors: false,
    logging: false,
    parserAndValidationCache: false,
    maxRequestBodySize: 1_000_000,
  });
  return {
    fetch: async (request) => yoga.fetch(request),
    requestListener: (request, response) => void yoga(request, response),
    close: async () => yoga.dispose(),
  };
}
