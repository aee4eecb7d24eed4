import type { Mapping } from './mapping.ts';

/** What becomes of a message that entered the hub: it is translated and carried out by one core command. */
export interface CommandRoute {
  readonly from: string;
  // biome-ignore lint/suspicious/noExplicitAny: routes hold mappings between all kinds of shapes
  readonly mapping: Mapping<any, any>;
  /** A core command, such as `crm.call.record`. */
  readonly to: string;
}

/** A message that we keep in the journal and do nothing with, for a reason. */
export interface SetAside {
  readonly from: string;
  readonly setAside: string;
}

export type InboundRoute = CommandRoute | SetAside;

/** Who must hear of something that happened in the core. */
export interface OutboundRoute {
  readonly on: string;
  /** Content-based: only events for which this holds. Without it, all. */
  readonly when?: (data: never) => boolean;
  // biome-ignore lint/suspicious/noExplicitAny: routes hold mappings between all kinds of shapes
  readonly mapping: Mapping<any, any>;
  /** A message type that a connector accepts, such as `dosis.dossier.publish`. */
  readonly to: string;
}

export interface Routes {
  readonly inbound: readonly InboundRoute[];
  readonly outbound: readonly OutboundRoute[];
}
