import { GraphQLError } from 'graphql';
import type { ErrorCode, ErrorShape } from './errors.ts';

type Log = (event: string, fields: Record<string, unknown>) => void;

/** The failure kinds of `hub/errors.ts`, as clients see them; known by name, since they also arrive over a wire. */
const codes: Readonly<Record<string, ErrorCode>> = {
  misconfigured: 'UNAVAILABLE',
  unauthorised: 'UNAVAILABLE',
  unavailable: 'UNAVAILABLE',
  throttled: 'UNAVAILABLE',
  rejected: 'REJECTED',
  malformed: 'UPSTREAM_ERROR',
  defect: 'INTERNAL',
};

const texts: Partial<Record<ErrorCode, string>> = {
  UNAVAILABLE: 'This source does not answer at the moment.',
  UPSTREAM_ERROR: 'This source gave an answer that cannot be used.',
  INTERNAL: 'Something went wrong on our side.',
};

/** An error of a resolver, fit to leave the process: what was not meant for clients is masked and logged. */
export function shapeError(error: GraphQLError, source: string, log: Log | undefined): ErrorShape {
  const thrown = error.originalError ?? error;
  if (thrown instanceof GraphQLError) {
    return { message: thrown.message, path: error.path, extensions: { ...thrown.extensions, source } };
  }
  const failure = (thrown as { failure?: unknown }).failure;
  const code = (typeof failure === 'string' && codes[failure]) || 'INTERNAL';
  log?.('graph.field.failed', {
    source,
    code,
    field: error.path?.filter(isName).join('.'),
    error: thrown.name,
  });
  return { message: texts[code] ?? thrown.message, path: error.path, extensions: { code, source } };
}

function isName(segment: string | number): segment is string {
  return typeof segment === 'string';
}
