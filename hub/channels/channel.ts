import type { Sql } from '../database/sql.ts';

/** What a channel carries: an id that the journal explains, never the message itself. */
export interface Item {
  readonly id: string;
  /** Items of one key are handed over one at a time, in the order in which they were published. */
  readonly key: string;
  /** Not before this moment. */
  readonly dueAt?: Date;
}

export interface Taken extends Item {
  /** 1 at the first hand-over; a take that ended in a crash counts. */
  readonly attempt: number;
}

/** What the consumer made of it. A nacked item holds back its key; a dead one lets its key go on. */
export type Settlement =
  | { readonly kind: 'ack' }
  | { readonly kind: 'nack'; readonly delayMs: number }
  | { readonly kind: 'dead'; readonly reason: string };

export type Consume = (taken: Taken, signal: AbortSignal) => Promise<Settlement>;

export interface Consumer {
  /** Takes nothing more, and resolves when what is under way has been settled or `graceMs` has passed. */
  stop(graceMs?: number): Promise<void>;
}

export interface DeadItem extends Item {
  readonly reason: string;
  readonly diedAt: Date;
}

export interface ChannelDepth {
  readonly waiting: number;
  readonly delayed: number;
  readonly taken: number;
  readonly dead: number;
}

/**
 * A durable point-to-point channel with acknowledgement (at least once). The journal is the truth: a channel that was
 * emptied is filled again by the hub's sweep, so publishing an id that is already there changes nothing.
 */
export interface Channel {
  readonly name: string;
  /** In the transaction `within` where the channel lives in that database; otherwise after its commit, by the caller. */
  publish(items: readonly Item[], within?: Sql): Promise<void>;
  /** Whether `publish` honours `within`. */
  readonly transactional: boolean;
  /** Several consumers, on any node, share the items. A handler that throws counts as a nack of one second. */
  consume(handle: Consume, options?: { concurrency?: number }): Consumer;
  dead(limit: number): Promise<readonly DeadItem[]>;
  /** Puts dead items back at the end of their keys; says how many there were. Safe to call twice. */
  replay(ids: readonly string[]): Promise<number>;
  /** Forgets dead items for good; says how many there were. */
  discard(ids: readonly string[]): Promise<number>;
  depth(): Promise<ChannelDepth>;
  close(): Promise<void>;
}
