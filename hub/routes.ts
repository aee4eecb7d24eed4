import type { Mapping } from './mapping.ts';

/** What becomes of a message that entered the hub: it is translated and carried out by one core command. */
export interface InboundRoute {
  readonly from: string;
  readonly mapping: Mapping;
  /** A core command, such as `crm.call.record`. */
  readonly to: string;
}

/** Who must hear of something that happened in the core. */
export interface OutboundRoute {
  readonly on: string;
  /** Content-based: only events for which this holds. Without it, all. */
  readonly when?: (data: never) => boolean;
  readonly mapping: Mapping;
  /** A message type that a connector accepts, such as `dosis.dossier.publish`. */
  readonly to: string;
}

export interface Routes {
  readonly inbound: readonly InboundRoute[];
  readonly outbound: readonly OutboundRoute[];
}
