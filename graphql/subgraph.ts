import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLError,
  type GraphQLSchema,
} from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import type { ErrorShape } from './errors.ts';
import { Lru } from './lru.ts';
import { prepareSubgraphDocument } from './subgraph-document.ts';
import { shapeError } from './subgraph-error.ts';
import { type Resolvers, subgraphSchema, subgraphSdl } from './subgraph-schema.ts';
import { untilAborted } from './until-aborted.ts';

/** One operation for one subgraph. */
export interface SubgraphRequest {
  readonly document: string;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** What a subgraph answers: the `ExecutionResult` of the specification, with errors as plain data. */
export interface SubgraphResult {
  data?: Record<string, unknown> | null;
  errors?: readonly ErrorShape[];
}

/** The side where data lives: runs on any node. Its answers belong to the caller, who may change them. */
export interface Subgraph {
  readonly name: string;
  /** Federation v2 SDL. */
  readonly sdl: string;
  /** Never rejects for what a resolver did: that is an error in the result. */
  execute(request: SubgraphRequest, context: object, signal?: AbortSignal): Promise<SubgraphResult>;
  /** Events until the signal aborts or the source ends; rejects when the subscription is refused. */
  subscribe(
    request: SubgraphRequest,
    context: object,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<SubgraphResult>>;
}

export interface SubgraphOptions {
  /** Unique in the graph; what `extensions.source` of an error says. */
  readonly name: string;
  /** SDL with federation directives; a missing `@link` is added. */
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
  /** Told of every masked failure: the field and the kind of error, never a value. */
  readonly log?: (event: string, fields: Record<string, unknown>) => void;
  /** How many compiled documents are kept. */
  readonly documents?: number;
}

type Compiled =
  | { readonly refused: SubgraphResult }
  | {
      readonly query: CompiledQuery['query'];
      readonly source: Omit<ExecutionArgs, 'contextValue' | 'variableValues'>;
    };

/** A subgraph that compiles each document once. The signal is in the resolvers' context as `context.signal`. */
export function makeSubgraph({
  name,
  typeDefs,
  resolvers,
  log,
  documents = 1000,
}: SubgraphOptions): Subgraph {
  const schema = subgraphSchema(typeDefs, resolvers);
  const compiled = new Lru<string, Compiled>(documents);

  const prepare = ({ document, operationName }: SubgraphRequest): Compiled => {
    const key = operationName === undefined ? document : `${operationName} ${document}`;
    return compiled.get(key) ?? compiled.set(key, compile(schema, document, operationName));
  };
  const finish = (result: ExecutionResult): SubgraphResult =>
    result.errors && result.errors.length > 0
      ? { data: result.data ?? null, errors: result.errors.map((error) => shapeError(error, name, log)) }
      : (result as SubgraphResult);

  return {
    name,
    sdl: subgraphSdl(typeDefs),
    async execute(request, context, signal) {
      const compiled = prepare(request);
      if ('refused' in compiled) return compiled.refused;
      return finish(await compiled.query(undefined, withSignal(context, signal), request.variables ?? {}));
    },
    async subscribe(request, context, signal) {
      const compiled = prepare(request);
      if ('refused' in compiled) return once(compiled.refused);
      const contextValue = withSignal(context, signal);
      const variableValues = request.variables ?? {};
      // not by graphql-jit, which hands the resolver the variables for its arguments
      const events = await createSourceEventStream({ ...compiled.source, contextValue, variableValues });
      if (!(Symbol.asyncIterator in events)) return once(finish(events));
      return mapped(untilAborted(events, signal), async (event) =>
        finish(await compiled.query(event, contextValue, variableValues)),
      );
    },
  };
}

function compile(schema: GraphQLSchema, text: string, operationName: string | undefined): Compiled {
  const prepared = prepareSubgraphDocument(schema, text);
  if ('errors' in prepared) return { refused: { errors: prepared.errors.map(refusal) } };
  const { document } = prepared;
  const compiled = compileQuery(schema, document, operationName, { disablingCapturingStackErrors: true });
  if (!isCompiledQuery(compiled)) return { refused: { errors: (compiled.errors ?? []).map(refusal) } };
  return { query: compiled.query, source: { schema, document, operationName: operationName ?? null } };
}

function refusal(error: GraphQLError): ErrorShape {
  return { message: error.message, extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } };
}

function withSignal(context: object, signal: AbortSignal | undefined): object {
  return signal ? { ...context, signal } : context;
}

async function* once(result: SubgraphResult): AsyncIterable<SubgraphResult> {
  yield result;
}

async function* mapped(
  events: AsyncIterable<unknown>,
  map: (event: unknown) => Promise<SubgraphResult>,
): AsyncGenerator<SubgraphResult> {
  for await (const event of events) yield await map(event);
}
