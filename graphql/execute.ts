import { GraphQLError } from 'graphql';
import type { Graph } from './compose.ts';
import { createDeadlines } from './deadline.ts';
import { createDocuments, type DocumentsOptions, type Prepared } from './documents.ts';
import { type ErrorShape, graphError } from './errors.ts';
import type { Operation } from './operation.ts';
import { finish } from './result.ts';
import { newRun } from './run.ts';
import { subscribeTo } from './subscribe.ts';
import type { Transport } from './transport.ts';

export interface ExecutionArgs {
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
  /** Plain and serialisable; passed to the subgraphs unopened. */
  readonly context: object;
  /** The client's departure: what is still under way then becomes an error. */
  readonly signal?: AbortSignal | undefined;
  /** Whether `extensions` of the answer shall say what the rules found. */
  readonly report?: boolean;
}

/** The `ExecutionResult` of the specification, with errors as plain data. */
export interface GraphResult {
  data?: Record<string, unknown> | null;
  errors?: readonly (ErrorShape | GraphQLError)[];
  extensions?: Record<string, unknown>;
}

export interface ExecutorOptions extends DocumentsOptions {
  /** A query or mutation that takes longer is answered with what has arrived. */
  readonly deadlineMs?: number;
}

export interface Executor {
  /** Never rejects for what a document, a subgraph or the network did. An iterable is the answer to a subscription. */
  (args: ExecutionArgs): Promise<GraphResult | AsyncIterable<GraphResult>>;
  /** The same document compiled (and kept) without running it; undefined before the first composition. */
  prepare(document: string, operationName?: string): Prepared | undefined;
}

/** Executes documents against the graph as it is when they arrive. */
export function createExecutor(
  graph: Pick<Graph, 'current'>,
  transport: Transport,
  { deadlineMs = 15_000, ...options }: ExecutorOptions = {},
): Executor {
  const documents = createDocuments(options);
  const lease = createDeadlines(deadlineMs);
  const prepare = (document: string, operationName?: string): Prepared | undefined =>
    graph.current && documents(graph.current, document, operationName);

  const answer = async (
    operation: Operation,
    args: ExecutionArgs,
    values: Variables,
  ): Promise<GraphResult> => {
    const { signal, release } = lease(args.signal);
    try {
      const run = newRun(transport, args.context, values, signal);
      await operation.plan.step(run);
      return finish(operation, run);
    } finally {
      release();
    }
  };
  const execute = async (args: ExecutionArgs): Promise<GraphResult | AsyncIterable<GraphResult>> => {
    const prepared = prepare(args.document, args.operationName);
    if (!prepared) return { errors: [notReady()] };
    if ('errors' in prepared) return { errors: prepared.errors };
    const { operation } = prepared;
    const report: Record<string, unknown> = {};
    const variables = admitted(prepared, args.variables, report);
    if ('errors' in variables) return variables;
    if (operation.kind === 'subscription') {
      return subscribeTo({ operation, transport, args, variables: variables.values, lease });
    }
    const result = await answer(operation, args, variables.values);
    return args.report ? { ...result, extensions: report } : result;
  };
  return Object.assign(execute, { prepare });
}

function admitted(
  { operation, rules }: Admitted,
  given: Variables | undefined,
  report: Record<string, unknown>,
): { values: Variables } | { errors: readonly GraphQLError[] } {
  const variables = operation.variables(given);
  if ('errors' in variables) return { errors: variables.errors.map(badInput) };
  for (const rule of rules) {
    const refused = rule(variables.values, report);
    if (refused) return { errors: [refused] };
  }
  return variables;
}

/** Its text may quote what was sent; that goes back to the sender only and is not logged. */
function badInput({ message, nodes }: GraphQLError): GraphQLError {
  const extensions = { code: 'BAD_USER_INPUT', http: { status: 400 } };
  return new GraphQLError(message, { ...(nodes && { nodes }), extensions });
}

type Admitted = Extract<Prepared, { operation: Operation }>;
type Variables = Readonly<Record<string, unknown>>;

function notReady(): GraphQLError {
  return graphError('The graph is being put together; ask again in a moment.', 'UNAVAILABLE', {
    status: 503,
    headers: { 'retry-after': '1' },
  });
}
