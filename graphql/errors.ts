import { GraphQLError } from 'graphql';

/** What `extensions.code` may say; clients act on the code, never on the text. */
export type ErrorCode =
  | 'UNAVAILABLE'
  | 'TIMEOUT'
  | 'REJECTED'
  | 'UPSTREAM_ERROR'
  | 'INTERNAL'
  | 'FORBIDDEN'
  | 'UNAUTHENTICATED'
  | 'BAD_REQUEST'
  | 'BAD_USER_INPUT'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'LIMIT_EXCEEDED'
  | 'RATE_LIMITED'
  | 'METHOD_NOT_ALLOWED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_REQUIRED';

/** HTTP status and headers that a refused request asks for; read by the server, never sent in the body. */
export interface HttpHint {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error made for the client's eyes: its text carries no value of the request or of a person. */
export function graphError(message: string, code: ErrorCode, http?: HttpHint): GraphQLError {
  return new GraphQLError(message, { extensions: http ? { code, http } : { code } });
}

/** An error as it travels: plain, so that it crosses a process border whole. */
export interface ErrorShape {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: { readonly [key: string]: unknown } | undefined;
}
