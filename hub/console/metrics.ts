import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Channel } from '../channels/channel.ts';
import type { EndpointStatus } from '../endpoints/serve-endpoint.ts';
import type { Tap } from '../patterns/wire-tap.ts';

export interface Metrics {
  /** Counts every message that passes. */
  readonly tap: Tap;
  /** From now on these endpoints are shown. */
  readonly watchEndpoints: (endpoints: () => readonly EndpointStatus[]) => void;
  readonly contentType: string;
  /** Prometheus text. */
  text(): Promise<string>;
}

export interface MetricsOptions {
  readonly channels: () => readonly Channel[];
}

/** What an operator graphs and is alarmed on; labels are types and names, never values. */
export function createMetrics({ channels }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  let endpoints: () => readonly EndpointStatus[] = () => [];
  collectDefaultMetrics({ register: registry });
  const messages = new Counter({
    name: 'schakel_messages_total',
    help: 'Messages that passed, by way, type and outcome.',
    labelNames: ['way', 'type', 'outcome', 'failure'],
    registers,
  });
  const durations = new Histogram({
    name: 'schakel_message_seconds',
    help: 'Time to handle or deliver one message.',
    labelNames: ['way', 'type'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  new Gauge({
    name: 'schakel_channel_items',
    help: 'Items in a channel, by state.',
    labelNames: ['channel', 'state'],
    registers,
    async collect() {
      const depths = await Promise.all(
        channels().map(async ({ name, depth }) => ({ name, depth: await depth().catch(() => ({})) })),
      );
      for (const { name, depth } of depths) {
        for (const [state, count] of Object.entries(depth)) this.set({ channel: name, state }, count);
      }
    },
  });
  new Gauge({
    name: 'schakel_endpoint_up',
    help: '1 while the remote of a connector answers.',
    labelNames: ['connector'],
    registers,
    collect() {
      for (const { connector, link } of endpoints()) this.set({ connector }, link === 'up' ? 1 : 0);
    },
  });
  return {
    tap: ({ way, type, outcome, failure = '', durationMs }) => {
      messages.inc({ way, type, outcome, failure });
      if (durationMs !== undefined) durations.observe({ way, type }, durationMs / 1000);
    },
    watchEndpoints: (watched) => {
      endpoints = watched;
    },
    contentType: registry.contentType,
    text: () => registry.metrics(),
  };
}
