import type { Plugin } from 'graphql-yoga';
import { traceIdOf } from '../../hub/trace.ts';
import { randomHex } from '../random-hex.ts';

const traces = new WeakMap<Request, string>();
const operations = new WeakMap<Request, string>();
const header = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The trace id of a request (32 hex digits): the caller's if it sent a W3C `traceparent`, else a new one. */
export function traceIdOfRequest(request: Request): string {
  const known = traces.get(request);
  if (known) return known;
  const [, given = ''] = header.exec(request.headers.get('traceparent') ?? '') ?? [];
  const id = /[1-9a-f]/.test(given) ? given : randomHex(16);
  traces.set(request, id);
  return id;
}

/** The story that a request turned out to belong to, where who asks is known to be in one already. */
export function noteTrace(request: Request, correlationid: string): void {
  traces.set(request, traceIdOf(correlationid));
}

/** The span that the operation of a request became. */
export function noteOperation(request: Request, traceparent: string): void {
  operations.set(request, traceparent);
}

/** Answers with the trace that the request belongs to, so that a caller can name it when something went wrong. */
export function useTraceContext(): Plugin {
  return {
    onResponse({ request, response }) {
      const traceparent = operations.get(request) ?? `00-${traceIdOfRequest(request)}-${randomHex(8)}-01`;
      response.headers.set('traceparent', traceparent);
    },
  };
}
