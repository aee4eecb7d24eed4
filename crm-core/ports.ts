import type { z } from 'zod';
import type { Prisma, PrismaClient } from './prisma/client/client.ts';

export type Tx = Prisma.TransactionClient;

/** Who asks. */
export interface Identity {
  readonly subject: string;
  readonly name: string;
  readonly kind: 'citizen' | 'entrepreneur' | 'association' | 'staff' | 'service';
  /** `agent`, `expert`, `coordinator`, `admin`, `privacy-officer`; empty for all but staff. */
  readonly roles: readonly string[];
  /** Keys of handler groups. */
  readonly groups: readonly string[];
  /** Enterprise number of an entrepreneur, VCode of an association. */
  readonly organisation: string | null;
  /** INSZ, 11 digits. Personal data: not for a log, an error or a URL. */
  readonly nationalNumber?: string;
  /** The telephone of an agent. */
  readonly device?: string;
  readonly scopes?: readonly string[];
}

/** The context of every question to a subgraph. One correlation id is one request or one story. */
export interface Asking {
  readonly identity: Identity | null;
  readonly correlationid: string;
  readonly purpose: string | null;
  /** From where he asks, as a keyed hash: the same for one client, and of no use to tell who it is. */
  readonly client?: string;
  /** Aborts when the one who asks has left. */
  readonly signal?: AbortSignal;
}

/** Something that happened in the core, for others to hear. */
export interface CoreEvent {
  readonly type:
    | 'crm.case.status-changed'
    | 'crm.message.requested'
    | 'crm.process.requested'
    | 'crm.work-order.requested';
  /** ISO 8601 in UTC. */
  readonly time: string;
  readonly correlationid: string;
  readonly data: object;
}

/** All that the core needs of the house around it. */
export interface Ports {
  now(): Date;
  /** Runs `work` in one transaction: all of it is committed, or none of it when it throws. */
  transact<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** In the transaction of the change; several events are told in their order. */
  emit(tx: Tx, ...events: readonly CoreEvent[]): Promise<void>;
  /** To all nodes, at once; the core calls it after its change is committed. */
  announce(topic: string, payload: object): void;
  /** What is announced from now on until `signal` aborts. */
  listen(topic: string, signal: AbortSignal): AsyncIterable<object>;
  /** Asks another part of the house. */
  ask(question: string, data: object): Promise<unknown>;
  /** Failures of the core's own rounds; never a personal value. */
  log?(event: string, fields: Record<string, unknown>): void;
  /** Where citizens reach us. */
  readonly publicUrl: string;
  readonly keys: { readonly encryption: Buffer; readonly blindIndex: Buffer };
}

/** What every part of the core is given. */
export interface Ground {
  readonly prisma: PrismaClient;
  readonly ports: Ports;
}

/** The message that made a command necessary. */
export interface Cause {
  readonly correlationid: string;
  readonly messageId: string;
  readonly source: string;
}

/** One thing the core can be told to do. Runs in the transaction of the one who tells it. */
export interface Command {
  readonly shape: z.ZodType;
  /** Data that does not have the shape is refused with a `ZodError`. */
  handle(tx: Tx, data: unknown, cause: Cause): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: a resolver's argument types are its SDL's, checked by running it
export type Resolvers = Record<string, any>;

/** One concept's part of the graph. */
export interface CoreSubgraph {
  readonly name: string;
  /** Federation v2 SDL. */
  readonly typeDefs: string;
  readonly resolvers: Resolvers;
}

/** In whose name something is done. */
export interface Actor {
  readonly subject: string;
  readonly name: string;
}
