import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type ErrorShape, graphError } from '../errors.ts';
import type { Executor, GraphResult } from '../execute.ts';
import { jsonType, reply, withoutHint } from '../response.ts';

export interface GraphPluginOptions {
  readonly execute: Executor;
  readonly contextOf: (request: Request) => Promise<object>;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
}

type Params = { query?: string; variables?: Record<string, unknown>; operationName?: string };

/** Yoga does HTTP; documents are compiled, run and written out by us, without a pass over every field. */
export function useGraph({ execute, contextOf, log }: GraphPluginOptions): Plugin {
  const answer = async (
    request: Request,
    params: Params,
  ): Promise<GraphResult | AsyncIterable<GraphResult>> => {
    const document = params.query ?? '';
    const operationName = params.operationName ?? undefined;
    const prepared = execute.prepare(document, operationName);
    if (
      request.method === 'GET' &&
      prepared &&
      'operation' in prepared &&
      prepared.operation.kind === 'mutation'
    ) {
      return { errors: [mutationByGet()] };
    }
    const context = await contextOf(request);
    const result = await execute({
      document,
      operationName,
      variables: params.variables ?? undefined,
      context,
      signal: request.signal,
    });
    return Symbol.asyncIterator in result ? asEvents(result) : result;
  };
  const refuse = (error: unknown): GraphResult => {
    if (error instanceof GraphQLError) return { errors: [error] };
    log('graph.request.failed', { error: error instanceof Error ? error.name : typeof error });
    return { errors: [graphError('Something went wrong on our side.', 'INTERNAL', { status: 500 })] };
  };
  return {
    onParams({ setParamsHandler }) {
      setParamsHandler((({ request, params }: { request: Request; params: Params }) =>
        answer(request, params).catch(refuse)) as Parameters<typeof setParamsHandler>[0]);
    },
    onResultProcess({ result, request, setResultProcessor }) {
      const mediaType = jsonType(request.headers.get('accept'));
      if (mediaType === undefined || Symbol.asyncIterator in result) return;
      setResultProcessor((given, fetchAPI) => {
        const { status, headers, body } = reply(given as GraphResult, mediaType);
        return new fetchAPI.Response(body, { status, headers });
      }, mediaType);
    },
  };
}

function mutationByGet(): GraphQLError {
  return graphError('A mutation must be sent by POST.', 'METHOD_NOT_ALLOWED', {
    status: 405,
    headers: { allow: 'POST' },
  });
}

/** Server-sent events are written by Yoga, which knows nothing of our errors. */
async function* asEvents(results: AsyncIterable<GraphResult>): AsyncGenerator<GraphResult> {
  for await (const { errors, ...rest } of results) {
    yield errors ? { ...rest, errors: errors.map((error) => withoutHint(error) as ErrorShape) } : rest;
  }
}
