import type { IncomingMessage, ServerResponse } from 'node:http';
import { SpanKind, type Tracer } from '@opentelemetry/api';
import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { inTrace } from '../../hub/trace.ts';
import { departureOf } from '../departure.ts';
import type { Prepared } from '../documents.ts';
import { type ErrorShape, graphError } from '../errors.ts';
import type { ExecutionArgs, Executor, GraphResult } from '../execute.ts';
import { jsonType, type Reply, reply, withoutHint } from '../response.ts';
import { below, markFailed, traceparentOf, within } from '../spans.ts';
import { type PublicFields, publicSeconds, withPublicCache } from './use-public-cache.ts';
import { noteOperation, noteTrace, traceIdOfRequest } from './use-trace-context.ts';

export interface GraphPluginOptions {
  readonly execute: Executor;
  readonly contextOf: (request: Request, node?: IncomingMessage) => Promise<object>;
  readonly publicFields: PublicFields;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
  /** Where every operation becomes a span. */
  readonly tracer?: Tracer | undefined;
}

interface Params {
  readonly query?: string;
  readonly variables?: Record<string, unknown> | null;
  readonly operationName?: string | null;
  readonly extensions?: { readonly cost?: unknown } | null;
}

interface Asked {
  readonly request: Request;
  readonly params: Params;
  /** Of Yoga; with the request and the response of Node when it came that way. */
  readonly context: { readonly req?: IncomingMessage; readonly res?: ServerResponse };
}

type Answer = GraphResult | AsyncIterable<GraphResult>;

/** Yoga does HTTP; documents are compiled, run and written out by us, without a pass over every field. */
export function useGraph({ execute, contextOf, publicFields, log, tracer }: GraphPluginOptions): Plugin {
  const kept = new WeakMap<Request, number>();

  const answer = async ({ request, params, context }: Asked): Promise<Answer> => {
    const { query: document = '', operationName } = params;
    if (typeof (operationName ?? '') !== 'string') return badName;
    const prepared = execute.prepare(document, operationName ?? undefined);
    if (request.method === 'GET' && kindOf(prepared) === 'mutation') return mutationByGet;
    const seconds = publicSeconds(publicFields, request.method, prepared);
    if (seconds !== undefined) kept.set(request, seconds);
    return run({ request, params, context }, document, prepared);
  };
  const run = async (
    { request, params, context }: Asked,
    document: string,
    prepared: Prepared | undefined,
  ): Promise<Answer> => {
    const own: { correlationid?: string } = await contextOf(request, context.req);
    const correlationid = own.correlationid ?? traceIdOfRequest(request);
    if (own.correlationid) noteTrace(request, own.correlationid);
    const args: ExecutionArgs = {
      document,
      operationName: params.operationName ?? undefined,
      variables: params.variables ?? undefined,
      context: { ...own, correlationid },
      signal: context.res ? departureOf(context.res) : request.signal,
      report: params.extensions?.cost === true,
    };
    const result = await inTrace(correlationid, () =>
      tracer ? traced(tracer, request, prepared, args) : execute(args),
    );
    return Symbol.asyncIterator in result ? asEvents(result) : result;
  };
  const traced = (tracer: Tracer, request: Request, prepared: Prepared | undefined, args: ExecutionArgs) => {
    const kind = kindOf(prepared) ?? 'request';
    const attributes = {
      'graphql.operation.type': kind,
      ...(args.operationName && { 'graphql.operation.name': args.operationName }),
    };
    const name = ['GraphQL', kind, args.operationName].filter(Boolean).join(' ');
    const parent = below(request.headers.get('traceparent'));
    const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes }, parent);
    const traceparent = traceparentOf(span);
    noteOperation(request, traceparent);
    return within(span, async () => {
      const result = await execute({ ...args, context: { ...args.context, traceparent } });
      if (!(Symbol.asyncIterator in result)) markFailed(span, result);
      return result;
    });
  };
  const refuse = (error: unknown): GraphResult => {
    if (error instanceof GraphQLError) return { errors: [error] };
    log('graph.request.failed', { error: error instanceof Error ? error.name : typeof error });
    return { errors: [graphError('Something went wrong on our side.', 'INTERNAL', { status: 500 })] };
  };
  const write = (request: Request, result: GraphResult, mediaType: string): Reply => {
    const plain = reply(result, mediaType);
    const seconds = kept.get(request);
    return seconds === undefined
      ? plain
      : withPublicCache(plain, result, seconds, request.headers.get('if-none-match'));
  };
  return {
    onParams({ setParamsHandler }) {
      setParamsHandler(((asked: Asked) => answer(asked).catch(refuse)) as Parameters<
        typeof setParamsHandler
      >[0]);
    },
    onResultProcess({ result, request, setResultProcessor }) {
      const mediaType = jsonType(request.headers.get('accept'));
      if (mediaType === undefined || Symbol.asyncIterator in result) return;
      setResultProcessor((given, fetchAPI) => {
        const { status, headers, body } = write(request, given as GraphResult, mediaType);
        return new fetchAPI.Response(status === 304 ? null : body, { status, headers });
      }, mediaType);
    },
  };
}

function kindOf(prepared: Prepared | undefined): string | undefined {
  return prepared && 'operation' in prepared ? prepared.operation.kind : undefined;
}

const badName: GraphResult = {
  errors: [graphError('operationName must be a string.', 'BAD_REQUEST', { status: 400 })],
};

const mutationByGet: GraphResult = {
  errors: [
    graphError('A mutation must be sent by POST.', 'METHOD_NOT_ALLOWED', {
      status: 405,
      headers: { allow: 'POST' },
    }),
  ],
};

/** Server-sent events are written by Yoga, which knows nothing of our errors. */
async function* asEvents(results: AsyncIterable<GraphResult>): AsyncGenerator<GraphResult> {
  for await (const { errors, ...rest } of results) {
    yield errors ? { ...rest, errors: errors.map((error) => withoutHint(error) as ErrorShape) } : rest;
  }
}
