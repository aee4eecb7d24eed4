import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { SubgraphResult } from './subgraph.ts';
import type { Transport } from './transport.ts';

/** An operation's place in its trace, in the context that its subgraphs are given. */
interface Traced {
  /** W3C Trace Context. */
  readonly traceparent?: string;
}

const header = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Below a W3C `traceparent`, or at the root of a trace where there is none. */
export function below(traceparent: string | null | undefined): Context {
  const [, traceId, spanId, flags] = header.exec(traceparent ?? '') ?? [];
  if (!(traceId && spanId && flags)) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}

/** A span as W3C Trace Context names it. */
export function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}

/** Every fetch from a subgraph as a span below its operation. No span holds a document or a value. */
export function tracedTransport(transport: Transport, tracer: Tracer): Transport {
  const begin = (subgraph: string, context: object) =>
    tracer.startSpan(
      `subgraph ${subgraph}`,
      { kind: SpanKind.CLIENT, attributes: { 'graphql.subgraph.name': subgraph } },
      below((context as Traced).traceparent),
    );
  return {
    async execute(subgraph, request, context, signal) {
      const span = begin(subgraph, context);
      return within(span, async () => {
        const result = await transport.execute(subgraph, request, context, signal);
        markFailed(span, result);
        return result;
      });
    },
    async subscribe(subgraph, request, context, signal) {
      return within(begin(subgraph, context), () => transport.subscribe(subgraph, request, context, signal));
    },
  };
}

/** Ends the span when the work has ended; what it throws is marked and thrown on. */
export async function within<T>(span: Span, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    markFailed(span, { errors: [error as { extensions?: { code?: unknown } }] });
    throw error;
  } finally {
    span.end();
  }
}

/** The first error's code; its text may name what a log must not. */
export function markFailed(span: Span, { errors }: Pick<SubgraphResult, 'errors'> | Failed): void {
  const [error] = errors ?? [];
  if (!error) return;
  const code = error.extensions?.['code'];
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', typeof code === 'string' ? code : 'UNAVAILABLE');
}

interface Failed {
  readonly errors: readonly { readonly extensions?: { readonly code?: unknown } }[];
}
