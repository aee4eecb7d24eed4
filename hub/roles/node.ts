import type { Tracer } from '@opentelemetry/api';
import type { Broker } from '../broker/broker.ts';
import type { Channel } from '../channels/channel.ts';
import type { Part } from '../console/health.ts';
import type { Metrics } from '../console/metrics.ts';
import type { Database } from '../database/open-database.ts';
import type { Log } from '../log.ts';
import type { Tap } from '../patterns/wire-tap.ts';
import type { HubSettings } from '../settings.ts';

/** What every role on this node shares. */
export interface HubNode {
  readonly settings: HubSettings;
  /** Scheme, host and port under which people and partners reach the hub. */
  readonly publicUrl: string;
  readonly broker: Broker;
  readonly database: Database;
  /** The channel of what a connector received. */
  readonly inboxOf: (connector: string) => Channel;
  /** The channel of the connector that owns a destination. */
  readonly channelOf: (destination: string) => Channel;
  readonly tap: Tap;
  /** Shows endpoints in the metrics. */
  readonly watchEndpoints: Metrics['watchEndpoints'];
  readonly log: Log;
  /** Where spans go, if anywhere. */
  readonly tracer: Tracer | undefined;
  /** 32 bytes for one purpose, derived from the city's one secret. */
  readonly keyFor: (purpose: string) => Buffer;
}

/** A role that runs; what it serves is told to the health page. */
export interface RunningRole {
  readonly parts: readonly Part[];
  /** Takes nothing new, ends what is under way, and returns within the grace that the node gives. */
  stop(): Promise<void>;
}
