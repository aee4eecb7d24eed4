import type { Sql } from '../database/sql.ts';

/** What a channel carries: an id that the journal explains, never the message itself. */
export interface Item {
  readonly id: string;
  /** Items of one key are handed over one at a time, in the order in which they were published. */
  readonly key: string;
  /** Not before this moment; until then the later items of its key wait too. */
  readonly dueAt?: Date;
}

export interface Taken extends Item {
  /** 1 at the first hand-over, and again after a replay; a take that ended in a crash counts. */
  readonly attempt: number;
}

/** What the consumer made of it. A nacked item holds back its key; a dead one lets its key go on. */
export type Settlement =
  | { readonly kind: 'ack' }
  | { readonly kind: 'nack'; readonly delayMs: number }
  | { readonly kind: 'dead'; readonly reason: string };

/**
 * Handles one item, as long as it takes: it stays ours while the handler runs. `signal` is aborted when that no longer
 * holds, because the store could not be reached in time or because the consumer was stopped and its grace has passed;
 * what the handler then answers may come too late to count.
 */
export type Consume = (taken: Taken, signal: AbortSignal) => Promise<Settlement>;

export interface Consumer {
  /** Takes nothing more, and resolves when what is under way has been settled or `graceMs` has passed. @default 10000 */
  stop(graceMs?: number): Promise<void>;
}

export interface DeadItem extends Item {
  readonly reason: string;
  readonly diedAt: Date;
}

export interface ChannelDepth {
  /** Could be handed over now, or stands behind one of its key. */
  readonly waiting: number;
  /** Not due yet, or nacked with a delay that has not passed. */
  readonly delayed: number;
  readonly taken: number;
  readonly dead: number;
}

/**
 * A durable point-to-point channel with acknowledgement (at least once). The journal is the truth: a channel that was
 * emptied is filled again by the hub's sweep, so publishing an id that is already there, waiting or dead, changes nothing.
 */
export interface Channel {
  readonly name: string;
  /** In the transaction `within` where the channel lives in that database; otherwise after its commit, by the caller. */
  publish(items: readonly Item[], within?: Sql): Promise<void>;
  /** Whether `publish` honours `within`. */
  readonly transactional: boolean;
  /** Several consumers, on any node, share the items. A handler that throws counts as a nack of one second. */
  consume(handle: Consume, options?: { readonly concurrency?: number }): Consumer;
  /** The longest dead first. */
  dead(limit: number): Promise<readonly DeadItem[]>;
  /** Puts dead items back at the end of their keys; says how many there were. Safe to call twice. */
  replay(ids: readonly string[]): Promise<number>;
  /** Forgets dead items for good; says how many there were. */
  discard(ids: readonly string[]): Promise<number>;
  depth(): Promise<ChannelDepth>;
  /** Stops the consumers of this channel object and lets go of its connections; what waits stays. May be called twice. */
  close(): Promise<void>;
}

/** What happened to the store of a channel, for the operator: lost once, back once. */
export type ChannelLog = (event: string, fields?: Record<string, unknown>) => void;
