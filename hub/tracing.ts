import { type DiagLogger, diag, type Tracer } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, RandomIdGenerator } from '@opentelemetry/sdk-trace-base';
import type { Log } from './log.ts';
import { currentCorrelation, traceIdOf } from './trace.ts';

export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left; waits no longer than two seconds for a collector that does not answer. */
  close(): Promise<void>;
}

/**
 * Spans of this node, sent to a collector as OTLP over HTTP. A trace that begins here has the trace id of its story, so
 * that spans, logs and the journal meet under one id.
 */
export function openTracing(url: string, nodeId: string, log: Log): Tracing {
  diag.setLogger(quietLogger(log));
  const random = new RandomIdGenerator();
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'schakel', 'service.instance.id': nodeId }),
    idGenerator: {
      generateSpanId: random.generateSpanId,
      generateTraceId: () => {
        const correlationid = currentCorrelation();
        return correlationid === undefined ? random.generateTraceId() : traceIdOf(correlationid);
      },
    },
    spanProcessors: [
      new BatchSpanProcessor(new OTLPTraceExporter({ url, timeoutMillis: 2000 }), {
        scheduledDelayMillis: 1000,
        exportTimeoutMillis: 2000,
      }),
    ],
  });
  return { tracer: provider.getTracer('schakel'), close: () => provider.shutdown().catch(() => {}) };
}

/** A collector that is away is said once until the next start; spans are then lost, and nothing else. */
function quietLogger(log: Log): DiagLogger {
  let said = false;
  const ignore = () => {};
  const say = () => {
    if (!said) log('tracing: the collector does not take our spans');
    said = true;
  };
  return { error: say, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
}
