import { randomBytes, randomUUID } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import type { ExecutionContext } from 'ava';
import { type Core, createCore } from '../../crm-core/core.ts';
import type { CoreEvent, Ground, Identity, Ports } from '../../crm-core/ports.ts';
import { PrismaClient } from '../../crm-core/prisma/client/client.ts';
import { compose } from '../../graphql/composition.ts';
import type { GraphResult } from '../../graphql/execute.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { buildSupergraph, type Supergraph } from '../../graphql/supergraph.ts';
import { lightTransactions } from '../../hub/database/light-transactions.ts';
import { testDatabase } from '../helpers/database.ts';
import { type Question, serveCore } from './serve-core.ts';

// biome-ignore lint/suspicious/noExplicitAny: the answer's shape is the question's
export type Answer = any;

export const agent: Identity = {
  subject: 'agent-els',
  name: 'Els Peeters',
  kind: 'staff',
  roles: ['agent'],
  groups: [],
  organisation: 'OVO002149',
  device: '1001',
};

export const expert: Identity = {
  subject: 'expert-joris',
  name: 'Joris Maes',
  kind: 'staff',
  roles: ['expert'],
  groups: ['burgerzaken'],
  organisation: 'OVO002149',
};

export const privacyOfficer: Identity = {
  subject: 'officer-nele',
  name: 'Nele Wouters',
  kind: 'staff',
  roles: ['privacy-officer'],
  groups: [],
  organisation: 'OVO002149',
};

export function citizen(nationalNumber: string): Identity {
  return {
    subject: `citizen-${nationalNumber}`,
    name: 'Burger',
    kind: 'citizen',
    roles: [],
    groups: [],
    organisation: null,
    nationalNumber,
  };
}

interface Asked {
  readonly variables?: Record<string, unknown>;
  readonly correlationid?: string;
  readonly purpose?: string;
  /** From where somebody asks. */
  readonly client?: string;
  readonly signal?: AbortSignal;
}

export interface World extends Ground {
  readonly core: Core;
  /** What clients see of the composed graph. */
  readonly publicSdl: string;
  readonly events: CoreEvent[];
  readonly clock: { now: Date };
  /** Statements of a superuser. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Carries out a command as the hub does: in a transaction of its own. */
  tell(command: string, data: object, correlationid?: string): Promise<void>;
  /** Asks the graph over HTTP; fails on any error in the answer. */
  ask(identity: Identity | null, document: string, asked?: Asked): Promise<Answer>;
  /** The same, with the errors. */
  answer(identity: Identity | null, document: string, asked?: Asked): Promise<GraphResult>;
  watch(identity: Identity, document: string, asked?: Asked): Promise<AsyncIterable<GraphResult>>;
  /** Opens a page of the city's in the name of somebody; `POST` is his tap on its button. */
  open(identity: Identity | null, path: string, method?: 'GET' | 'POST'): Promise<Response>;
}

let composed: Supergraph | undefined;

/** Each has to learn the whole schema first, which costs more than a test's questions. */
const fewConnections = 4;

/** A core on a database of its own, and its graph on a port; `ask` answers for the rest of the house. Ten o'clock on a Monday in Leuven. */
export async function world(
  t: Pick<ExecutionContext, 'teardown'>,
  { ask }: { ask?: Ports['ask'] } = {},
): Promise<World> {
  const database = await testDatabase(t, fewConnections);
  const { adapter, transact } = lightTransactions(database.pool);
  const prisma = new PrismaClient({ adapter });
  const clock = { now: new Date('2026-11-23T09:00:00Z') };
  const events: CoreEvent[] = [];
  const ports = testPorts((work) => transact(prisma, work), clock, events, ask);
  const core = createCore(prisma, ports);
  const subgraphs = core.subgraphs.map((subgraph) => makeSubgraph(subgraph));
  composed ??= supergraphOf(new Map(subgraphs.map(({ name, sdl }) => [name, sdl])));
  const served = await serveCore(composed, subgraphs);
  t.teardown(() => served.close());
  const questionOf = (identity: Identity | null, document: string, asked: Asked = {}): Question => {
    const { variables, signal, client, purpose = null, correlationid = randomUUID() } = asked;
    return { identity, document, variables, signal, purpose, correlationid, client };
  };
  const answer = (identity: Identity | null, document: string, asked?: Asked) =>
    served.answer(questionOf(identity, document, asked));
  return {
    core,
    publicSdl: composed.publicSdl,
    prisma,
    ports,
    events,
    clock,
    sql: (text, values = []) => database.query(text, values),
    async tell(command, data, correlationid = 'story-1') {
      const { handle } = core.commands[command] ?? {};
      if (!handle) throw new Error(`no command ${command}`);
      const cause = { correlationid, messageId: randomUUID(), source: 'test' };
      await prisma.$transaction((tx) => handle(tx, data, cause), { maxWait: 10_000, timeout: 20_000 });
    },
    answer,
    async ask(identity, document, asked) {
      const { data, errors } = await answer(identity, document, asked);
      if (errors)
        throw new Error(errors.map(({ message, path }) => `${path?.join('.')}: ${message}`).join('; '));
      return data;
    },
    watch: (identity, document, asked) => served.watch(questionOf(identity, document, asked)),
    open: (identity, path, method = 'GET') =>
      fetch(new URL(path, served.origin), { method, headers: served.signedInAs(identity) }),
  };
}

const nobodyIsAsked: Ports['ask'] = () => Promise.reject(new Error('nobody is asked'));

function testPorts(
  transact: Ports['transact'],
  clock: { now: Date },
  events: CoreEvent[],
  ask = nobodyIsAsked,
): Ports {
  const announcements = new EventEmitter().setMaxListeners(0);
  return {
    now: () => clock.now,
    transact,
    emit: async (_, ...told) => void events.push(...told),
    announce: (topic, payload) => void announcements.emit(topic, payload),
    listen: (topic, signal) => payloads(on(announcements, topic, { signal }), signal),
    ask,
    publicUrl: 'https://schakel.example/',
    keys: { encryption: randomBytes(32), blindIndex: randomBytes(32) },
  };
}

async function* payloads(announced: AsyncIterable<unknown[]>, signal: AbortSignal) {
  try {
    for await (const [payload] of announced) yield payload as object;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function supergraphOf(offers: ReadonlyMap<string, string>): Supergraph {
  const outcome = compose(offers, new Map());
  if (!('sdl' in outcome)) throw new Error(outcome.faults.map(({ message }) => message).join('; '));
  return buildSupergraph(outcome.sdl, outcome.publicSdl);
}
