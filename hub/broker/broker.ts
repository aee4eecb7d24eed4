import { EventEmitter, on } from 'node:events';
import { type Context, ServiceBroker, type ServiceSchema } from 'moleculer';
import { brokerFailure, reviveFailure, wrapFailure } from './failures.ts';

export type Action = (params: never, signal: AbortSignal | undefined) => Promise<unknown>;

/** What a node offers to the others, under a name such as `connector.dosis` or `subgraph.cases`. */
export interface Service {
  readonly name: string;
  readonly actions: Readonly<Record<string, Action>>;
  /** Told to every node with the service, such as a subgraph's SDL. */
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface KnownService {
  readonly name: string;
  readonly nodeId: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface CallOptions {
  /** @default 30_000 */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The one door to the service broker: nodes, calls between them, and announcements to all of them. */
export interface Broker {
  readonly nodeId: string;
  serve(service: Service): Promise<() => Promise<void>>;
  /** Local where this node serves it. Fails as the action failed; `unavailable` where no node serves it. */
  call<Answer>(action: string, params: object, options?: CallOptions): Promise<Answer>;
  /** To every node, this one too; nobody confirms, so it carries what may be missed. */
  announce(topic: string, payload: object): void;
  /** From the moment of the call until `signal` aborts. */
  listen(topic: string, signal: AbortSignal): AsyncIterable<object>;
  services(): readonly KnownService[];
  /** Calls back after services came, went or changed; returns how to stop that. */
  onServicesChanged(callback: () => void): () => void;
  close(): Promise<void>;
}

export interface BrokerOptions {
  /** Unique in the city. */
  readonly nodeId: string;
  /** Without it this node is alone. */
  readonly natsUrl?: string | undefined;
  readonly log: (event: string, fields?: Record<string, unknown>) => void;
}

/** A node that joins says at once what it serves; the broker's default, a second, is all the time that its types have. */
const transit = { maxQueueSize: 50_000, serviceChangedDebounceTime: 50 };

/** Starts this node. The broker's own retries, breakers and cache stay off: the hub has its own. */
export async function openBroker({ nodeId, natsUrl, log }: BrokerOptions): Promise<Broker> {
  const announcements = new EventEmitter().setMaxListeners(0);
  const changes = new EventEmitter().setMaxListeners(0);
  const underWay = new Map<string, AbortController>();
  const broker = new ServiceBroker({
    nodeID: nodeId,
    transporter: natsUrl ? { type: 'NATS', options: { url: natsUrl } } : null,
    logger: false,
    validator: false,
    skipProcessEventRegistration: true,
    transit,
    heartbeatInterval: 1,
    heartbeatTimeout: 4,
    registry: { preferLocal: true },
  });
  broker.createService(listening(announcements, changes, underWay, log));
  await broker.start();
  let closed: Promise<void> | undefined;

  return {
    nodeId,
    async serve(service) {
      const created = broker.createService(schemaOf(service, underWay));
      await broker.waitForServices(service.name, 10_000, 10);
      return () => broker.destroyService(created);
    },
    async call<Answer>(action: string, params: object, { timeoutMs = 30_000, signal }: CallOptions = {}) {
      const called = broker.call(action, params, {
        timeout: timeoutMs,
        meta: { [localSignal]: signal } as object,
      });
      const answer = await orAborted(called, signal).catch((error) => {
        if (signal?.aborted) tellAborted(broker, called);
        throw brokerFailure(error, action);
      });
      return reviveFailure<Answer>(answer);
    },
    announce: (topic, payload) => void broker.broadcast('hub.announced', { topic, payload }),
    listen: (topic, signal) => payloads(on(announcements, topic, { signal }), signal),
    services: () => knownServices(broker),
    onServicesChanged(callback) {
      changes.on('changed', callback);
      return () => void changes.off('changed', callback);
    },
    close: () => {
      closed ??= broker.stop();
      return closed;
    },
  };
}

/** A symbol stays on this node, as serialisation drops it: a callee elsewhere gets a signal of its own. */
const localSignal = Symbol('signal');

const abortedEvent = 'hub.call-aborted';

/** The callee elsewhere need not go on; where it cannot be told, its time runs out by itself. */
function tellAborted(broker: ServiceBroker, called: Promise<unknown>): void {
  const { ctx } = called as Promise<unknown> & { ctx?: Context };
  if (ctx?.nodeID && ctx.nodeID !== broker.nodeID) broker.broadcast(abortedEvent, { id: ctx.id });
}

function schemaOf(
  { name, actions, metadata = {} }: Service,
  underWay: Map<string, AbortController>,
): ServiceSchema {
  const handlers = Object.entries(actions).map(([action, act]) => [
    action,
    async (context: Context) => {
      const run = (signal: AbortSignal | undefined) => act(context.params as never, signal);
      try {
        if (context.nodeID !== context.broker.nodeID) return await whileWanted(context, underWay, run);
        return await run((context.meta as { [localSignal]?: AbortSignal })[localSignal]);
      } catch (error) {
        return wrapFailure(error, `${name}.${action}`);
      }
    },
  ]);
  return { name, metadata, actions: Object.fromEntries(handlers) };
}

/** Runs what another node called, with a signal that aborts when the caller has left or its patience ended. */
async function whileWanted<T>(
  { id, options: { timeout } }: Context,
  underWay: Map<string, AbortController>,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const expire = () => controller.abort(new DOMException('deadline', 'TimeoutError'));
  const timer = timeout ? setTimeout(expire, timeout) : undefined;
  underWay.set(id, controller);
  try {
    return await run(controller.signal);
  } finally {
    clearTimeout(timer);
    underWay.delete(id);
  }
}

function listening(
  announcements: EventEmitter,
  changes: EventEmitter,
  underWay: ReadonlyMap<string, AbortController>,
  log: BrokerOptions['log'],
) {
  const changed = () => void changes.emit('changed');
  return {
    name: 'hub.announcements',
    events: {
      'hub.announced': ({ params }: Context<{ topic: string; payload: object }>) =>
        void announcements.emit(params.topic, params.payload),
      [abortedEvent]: ({ params }: Context<{ id: string }>) => underWay.get(params.id)?.abort(),
      '$services.changed': changed,
      '$node.connected': ({ params }: Context<{ node: { id: string } }>) => {
        log('node joined', { node: params.node.id });
        changed();
      },
      '$node.disconnected': ({ params }: Context<{ node: { id: string }; unexpected: boolean }>) => {
        log('node left', { node: params.node.id, unexpected: params.unexpected });
        changed();
      },
    },
  } as unknown as ServiceSchema;
}

async function orAborted<T>(called: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return called;
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([called, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

async function* payloads(events: AsyncIterableIterator<unknown[]>, signal: AbortSignal) {
  try {
    for await (const [payload] of events) yield payload as object;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function knownServices(broker: ServiceBroker): KnownService[] {
  const options = { skipInternal: true, onlyAvailable: true, withActions: false };
  return broker.registry.services
    .list(options as never)
    .filter(({ name }) => name !== 'hub.announcements')
    .map(({ name, nodeID, metadata }) => ({
      name,
      nodeId: nodeID ?? broker.nodeID,
      metadata: metadata ?? {},
    }));
}
