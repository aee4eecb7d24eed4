import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Tracer } from '@opentelemetry/api';
import { createYoga, type GraphiQLOptions, type Plugin } from 'graphql-yoga';
import type { Graph } from './compose.ts';
import type { DocumentRule } from './documents.ts';
import { createExecutor } from './execute.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { useBodyLimit } from './plugins/use-body-limit.ts';
import { useCostLimit } from './plugins/use-cost-limit.ts';
import { useCsrfGuard } from './plugins/use-csrf-guard.ts';
import { useGraph } from './plugins/use-graph.ts';
import { useIntrospectionLimit } from './plugins/use-introspection-limit.ts';
import { usePageLimit } from './plugins/use-page-limit.ts';
import { type PersistedDocuments, usePersistedDocuments } from './plugins/use-persisted-documents.ts';
import type { PublicFields } from './plugins/use-public-cache.ts';
import { type ClientOf, useRateLimit } from './plugins/use-rate-limit.ts';
import { useSizeLimits } from './plugins/use-size-limits.ts';
import { useTraceContext } from './plugins/use-trace-context.ts';
import { tracedTransport } from './spans.ts';
import type { Transport } from './transport.ts';

export interface GraphqlServerOptions {
  readonly graph: Pick<Graph, 'current'>;
  readonly transport: Transport;
  /** Who asks, as a plain serialisable object for the subgraphs. A `GraphQLError` thrown here is the answer. */
  readonly contextOf: (request: Request, node?: IncomingMessage) => Promise<object>;
  /** GraphiQL, introspection and "did you mean". */
  readonly development: boolean;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
  /** What differs from `defaultLimits`. */
  readonly limits?: Partial<Limits>;
  /** Where the graph is served. */
  readonly path?: string;
  readonly persisted?: PersistedDocuments;
  /** Queries of these root fields alone may be kept by caches when asked by GET. */
  readonly publicFields?: PublicFields;
  /** Whose requests are counted together; by default the address of the connection. */
  readonly clientOf?: ClientOf;
  /** Where operations and their fetches become spans; none by default. */
  readonly tracer?: Tracer | undefined;
  /** Origins whose pages may ask; none by default, so that only our own pages can. */
  readonly origins?: readonly string[];
}

export interface GraphqlServer {
  fetch(request: Request): Promise<Response>;
  /** For `node:http`. */
  requestListener(request: IncomingMessage, response: ServerResponse): void;
  close(): Promise<void>;
}

/** The graph over HTTP: queries and mutations as JSON, subscriptions as server-sent events. */
export function createGraphqlServer(options: GraphqlServerOptions): GraphqlServer {
  const { graph, contextOf, development, log, tracer, path = '/graphql', origins = [] } = options;
  const transport = tracer ? tracedTransport(options.transport, tracer) : options.transport;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const rules: DocumentRule[] = [useSizeLimits(limits), usePageLimit(limits), useCostLimit(limits)];
  if (!development) rules.unshift(useIntrospectionLimit());
  const execute = createExecutor(graph, transport, {
    rules,
    maxTokens: limits.tokens,
    suggestions: development,
    deadlineMs: limits.deadlineMs,
  });
  const plugins: Plugin[] = [
    useTraceContext(),
    useRateLimit(limits, options.clientOf),
    useCsrfGuard(),
    useBodyLimit(limits),
    useGraph({ execute, contextOf, log, tracer, publicFields: options.publicFields ?? new Map() }),
  ];
  if (options.persisted) plugins.push(usePersistedDocuments(options.persisted));
  const yoga = createYoga({
    graphqlEndpoint: path,
    graphiql: development,
    renderGraphiQL: bundledGraphiql,
    plugins,
    landingPage: false,
    batching: false,
    maskedErrors: false,
    multipart: false,
    cors: origins.length > 0 ? { origin: [...origins], credentials: true } : false,
    logging: false,
    parserAndValidationCache: false,
    maxRequestBodySize: false,
    extraParamNames: ['documentId'],
  });
  return {
    fetch: async (request) => yoga.fetch(request),
    requestListener: (request, response) => void yoga(request, response),
    close: async () => yoga.dispose(),
  };
}

/** GraphiQL from a package instead of from elsewhere on the web; loaded when somebody first opens it. */
async function bundledGraphiql(options?: GraphiQLOptions): Promise<string> {
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  return renderGraphiQL(options);
}
