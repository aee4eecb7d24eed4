import type { Broker } from '../broker/broker.ts';
import type { Connector, Endpoint } from '../connector.ts';
import { type CircuitState, createCircuitBreaker } from '../patterns/circuit-breaker.ts';
import { type ConsumeOptions, consume } from './consume.ts';
import { guard } from './guard.ts';
import { createLink, type LinkStatus } from './link.ts';

export interface ServeOptions extends Pick<ConsumeOptions, 'accept' | 'cursor' | 'policy' | 'tap'> {
  readonly broker: Broker;
  readonly connector: Connector;
  readonly endpoint: Endpoint;
  /** How long one send or request may take. @default 60_000 */
  readonly timeoutMs?: number;
  readonly log: (event: string, fields?: Record<string, unknown>) => void;
}

export interface EndpointStatus extends LinkStatus {
  readonly connector: string;
  readonly circuit: CircuitState;
}

export interface ServedEndpoint {
  status(): EndpointStatus;
  /** Ends within a second or so of what the remote lets go. */
  stop(): Promise<void>;
}

/**
 * Runs one endpoint on this node: `connector.<name>.send`, `.request`, `.probe`, `.status` and `.resume` on the broker,
 * and the consumer of what the remote offers.
 */
export async function serveEndpoint(options: ServeOptions): Promise<ServedEndpoint> {
  const { broker, connector, endpoint, timeoutMs = 60_000, accept, cursor, policy, tap } = options;
  const { name } = connector;
  const log: ServeOptions['log'] = (event, fields) => options.log(event, { connector: name, ...fields });
  const stop = new AbortController();
  let resume = new AbortController();
  const link = createLink(log);
  const breaker = createCircuitBreaker({ name, onChange: (circuit) => log('circuit changed', { circuit }) });
  const receive = endpoint.receive?.bind(endpoint);
  const guarding = { connector, breaker, link: receive ? undefined : link, timeoutMs, stopping: stop.signal };
  const status = (): EndpointStatus => ({ connector: name, circuit: breaker.state, ...link.status });

  const unserve = await broker.serve({
    name: `connector.${name}`,
    metadata: { connector: name, summary: connector.summary },
    actions: {
      send: guard(endpoint.send?.bind(endpoint), guarding),
      request: guard(endpoint.request?.bind(endpoint), guarding),
      probe: () => endpoint.probe(),
      status: async () => status(),
      resume: async () => resume.abort(),
    },
  });

  const resumed = () => {
    if (resume.signal.aborted) resume = new AbortController();
    return resume.signal;
  };
  const consuming =
    receive && consume({ name, receive, accept, cursor, link, policy, tap, stopping: stop.signal, resumed });

  return {
    status,
    stop: async () => {
      stop.abort();
      await unserve().catch(() => {}); // the broker may have left before us
      await consuming;
      await endpoint.close();
    },
  };
}
