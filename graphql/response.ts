import { GraphQLError } from 'graphql';
import { type ErrorCode, type ErrorShape, graphError, type HttpHint } from './errors.ts';
import type { GraphResult } from './execute.ts';

/** An answer as it goes over HTTP, by the GraphQL-over-HTTP specification. */
export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

const graphqlJson = 'application/graphql-response+json';
const plainJson = 'application/json';

/** What a client that takes only `application/json` gets 200 for: its request was well formed, its document was not. */
const documentCodes = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'BAD_USER_INPUT']);

/** One pass of `JSON.stringify`; only errors are looked at one by one. */
export function reply(result: GraphResult, mediaType: string): Reply {
  const headers: Record<string, string> = {
    'content-type': `${mediaType}; charset=utf-8`,
    'cache-control': 'no-store',
  };
  if (!result.errors) return { status: 200, headers, body: JSON.stringify(result) };
  const hint = result.errors.map(hintOf).find((one) => one !== undefined);
  Object.assign(headers, hint?.headers);
  const status = statusOf(result, hint, mediaType);
  const { errors, ...rest } = result;
  return { status, headers, body: JSON.stringify({ errors: errors.map(withoutHint), ...rest }) };
}

/** A request that is refused before anything was read of it. */
export function refusal(message: string, code: ErrorCode, status: number): Reply {
  return reply({ errors: [graphError(message, code, { status })] }, graphqlJson);
}

function statusOf(result: GraphResult, hint: HttpHint | undefined, mediaType: string): number {
  if (result.data !== undefined) return 200;
  const status = hint?.status ?? 400;
  const code = result.errors?.[0]?.extensions?.['code'];
  const legacy = mediaType === plainJson && typeof code === 'string' && documentCodes.has(code);
  return legacy && status === 400 ? 200 : status;
}

function hintOf(error: ErrorShape | GraphQLError): HttpHint | undefined {
  return error.extensions?.['http'] as HttpHint | undefined;
}

/** What is said of an error to a client: never `http`, never a stack. */
export function withoutHint(error: ErrorShape | GraphQLError): object {
  const { http: _, ...extensions } = error.extensions ?? {};
  const locations = error instanceof GraphQLError ? error.locations : undefined;
  return {
    message: error.message,
    ...(locations && { locations }),
    ...(error.path && { path: error.path }),
    extensions,
  };
}

const types = new Map([
  [graphqlJson, graphqlJson],
  [plainJson, plainJson],
  ['application/*', plainJson],
  ['*/*', plainJson],
]);
const streams = new Set(['text/event-stream', 'multipart/mixed']);

/** The first form of JSON that the client takes; undefined when there is none, or when it would rather have a stream. */
export function jsonType(accept: string | null): string | undefined {
  for (const part of (accept ?? '*/*').toLowerCase().split(',')) {
    const [type = '', ...parameters] = part.replaceAll(' ', '').split(';');
    if (streams.has(type)) return undefined;
    if (parameters.some((one) => one.startsWith('charset=') && one !== 'charset=utf-8')) continue;
    if (types.has(type)) return types.get(type);
  }
  return undefined;
}
