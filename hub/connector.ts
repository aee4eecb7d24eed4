import type { Socket } from 'node:net';
import type { z } from 'zod';
import type { Http, HttpOptions } from './http.ts';
import type { Message } from './message.ts';

/** Message type → shape of its data. */
export type Shapes = Readonly<Record<string, z.ZodType>>;

/** What a connector is, as data: docs, checks and the graph read it without connecting to anything. */
export interface Connector<Settings = unknown> {
  /** The folder's name, and the first word of every message type below. */
  readonly name: string;
  /** One line; a row in `connectors/README.md`. */
  readonly summary: string;
  readonly owner: string;
  /** Shape, defaults and explanation in one place; `meta({ secret: true })` keeps a value out of every print. */
  readonly settings: z.ZodType<Settings>;
  /** Messages that enter the hub here. */
  readonly emits: Shapes;
  /** Messages that may be sent here; the hub checks the data before it calls. */
  readonly accepts: Shapes;
  /** Makes an endpoint ready without any traffic. */
  open(settings: Settings, context: Context): Promise<Endpoint>;
}

/** An opened connector. The methods that are present are its capabilities; all fail with `ConnectorError` only. */
export interface Endpoint {
  /** The cheapest harmless question to the remote. */
  probe(): Promise<void>;
  /**
   * Yields deliveries until `signal` aborts, and ends within a second of it. It reconnects by throwing: the hub calls
   * again, paced. `cursor` is what the last accepted delivery carried, undefined at the very first call.
   */
  receive?(signal: AbortSignal, cursor?: string): AsyncIterable<Delivery>;
  /** An event or a command: resolves when the remote has accepted it. May be called again with the same message. */
  send?(message: Message, signal: AbortSignal): Promise<void>;
  /** A question: resolves to the reply, with the same correlation id. */
  request?(message: Message, signal: AbortSignal): Promise<Message>;
  /** May be called twice. */
  close(): Promise<void>;
}

/** One message offered by a remote; settled once, by the hub. */
export interface Delivery {
  readonly message: Message;
  /** Where to go on after this delivery; stored in the transaction that accepts the message. */
  readonly cursor?: string;
  /** The hub has it on disk: the remote may forget it. */
  ack(): Promise<void>;
  /** The hub could not take it: offer it again. */
  nack(): Promise<void>;
}

/** All a connector may reach for: no other clock, network, store or log. */
export interface Context {
  /** A client for one base address; fails with `ConnectorError` only. */
  readonly http: (baseUrl: string, options?: HttpOptions) => Http;
  /** A TCP or TLS connection under way; the caller listens for `connect` and `error`. */
  readonly tcp: (address: TcpAddress) => Socket;
  /** Event name and facts, never a personal value. */
  readonly log: (event: string, fields?: Record<string, unknown>) => void;
  readonly now: () => Date;
  /** Durable notes of this connector, kept over restarts. */
  readonly notes: Notes;
}

export interface TcpAddress {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
}

/** A small durable map; values are JSON. Written before `set` resolves. */
export interface Notes {
  get<T>(key: string): Promise<T | undefined>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
  /** Entries whose key starts with `prefix`, in order of key. */
  list<T>(prefix: string): Promise<readonly (readonly [key: string, value: T])[]>;
}

/** Declares a connector and infers the type of its settings. */
export function defineConnector<Settings>(connector: Connector<Settings>): Connector<Settings> {
  return connector;
}
