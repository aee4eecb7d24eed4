import { ConnectorError, type Context, type Delivery, type Message } from '../../hub/index.ts';
import { Calls } from './calls.ts';
import { requestFor } from './commands.ts';
import { type Csta, snapshotOf } from './csta.ts';
import { type Again, Deliveries } from './deliveries.ts';
import { type AgentEvent, readAgentEvent, readCallEvent, readTransfer } from './events.ts';
import { accepted } from './link.ts';
import { Mailbox } from './mailbox.ts';
import { Premises } from './premises.ts';
import { type Session, type SessionItem, startSession, type Watched, watch } from './session.ts';
import type { Settings } from './settings.ts';
import { deviceSnapshotted } from './wire.ts';

type Item = SessionItem | Again;

/** A command that went to the switch. */
interface Sent {
  readonly answered: boolean;
  readonly at: string;
}

const dayMs = 86_400_000;

/** The link with one switch over its whole life: sessions come and go, the calls stay. */
export class Line {
  readonly #settings: Settings;
  readonly #context: Context;
  readonly #mailbox = new Mailbox<Item>();
  readonly #deliveries: Deliveries;
  readonly #ignored = new Set<string>();
  readonly #agents = new Map<string, string>();
  #calls: Promise<Calls> | undefined;
  #session: Session | undefined;

  constructor(settings: Settings, context: Context) {
    this.#settings = settings;
    this.#context = context;
    this.#deliveries = new Deliveries(context, this.#mailbox);
  }

  async *receive(signal: AbortSignal): AsyncGenerator<Delivery> {
    await this.#forgetSent();
    yield* this.#all(this.#mailbox.takeAll());
    let heartbeat: NodeJS.Timeout | undefined;
    try {
      const session = await startSession(
        this.#settings,
        this.#context,
        (item) => this.#mailbox.put(item),
        signal,
      );
      this.#session = session;
      yield* this.#resynchronise(session);
      const beat = () => session.heartbeat().catch((error) => this.#mailbox.put({ kind: 'down', error }));
      heartbeat = setInterval(beat, session.heartbeatMs);
      yield* this.#listen(session, signal);
    } catch (error) {
      if (signal.aborted) return;
      yield* this.#linkChanged('down', [], error);
      throw error;
    } finally {
      clearInterval(heartbeat);
      this.close();
    }
  }

  async probe(): Promise<void> {
    await this.#withSession(AbortSignal.any([]), (session) => session.heartbeat());
  }

  /** Once per message id: a second call with the same message asks the switch nothing. */
  async send(message: Message, signal: AbortSignal): Promise<void> {
    const note = `sent/${message.id}`;
    const { notes } = this.#context;
    const before = await notes.get<Sent>(note);
    if (before?.answered) return;
    if (before) {
      const text = `${message.type}: asked before without an answer, so it may have been done`;
      throw new ConnectorError(text, { failure: 'rejected' });
    }
    const calls = await this.#known();
    const [service, content] = requestFor(message, (callKey) => calls.byKey(callKey)?.callId);
    await this.#withSession(signal, async (session) => {
      await notes.set(note, { answered: false, at: this.#now() } satisfies Sent);
      const answer = await session.ask(service, content);
      if (answer.name === 'CSTAErrorCode') await notes.delete(note);
      accepted(service, answer);
    });
    await notes.set(note, { answered: true, at: this.#now() } satisfies Sent);
  }

  /** A snapshot; or a command, for one who must know whether the switch took it. */
  async request(message: Message, signal: AbortSignal): Promise<Message> {
    if (message.type === 'telephony.device.snapshot') return this.#snapshot(message, signal);
    await this.send(message, signal);
    return this.#reply(message, 'telephony.command.accepted', {});
  }

  async #snapshot(message: Message, signal: AbortSignal): Promise<Message> {
    const { device } = message.data as { device: string };
    const calls = await this.#known();
    const { root } = await this.#withSession(signal, (session) =>
      session.request('SnapshotDevice', [['snapshotObject', device]]),
    );
    const shown = snapshotOf(root).map(({ callId, state }) => ({
      callId,
      callKey: calls.byId(callId)?.callKey ?? null,
      state,
    }));
    return this.#reply(
      message,
      'telephony.device.snapshotted',
      deviceSnapshotted.parse({ device, calls: shown }),
    );
  }

  #reply({ id, correlationid }: Message, type: string, data: object): Message {
    return { id: `${id}:reply`, source: 'telephony', type, time: this.#now(), correlationid, data };
  }

  close(): void {
    this.#session?.close();
    this.#session = undefined;
  }

  async *#listen(session: Session, signal: AbortSignal): AsyncGenerator<Delivery> {
    for (;;) {
      const item = await this.#mailbox.take(signal);
      if (item === undefined) return;
      if (item.kind === 'down') throw item.error;
      if (item.kind === 'messages-lost') yield* this.#resynchronise(session);
      else yield* this.#all([item]);
    }
  }

  /** Monitors first, then snapshots, then what was reported meanwhile, then what only the snapshots know. */
  async *#resynchronise(session: Session): AsyncGenerator<Delivery> {
    const calls = await this.#known();
    yield* this.#all(this.#mailbox.takeAll());
    calls.monitorsRestarted();
    const watched = await watch(session, [...this.#settings.devices, ...this.#settings.queues]);
    const meanwhile = this.#mailbox.takeAll();
    yield* this.#all(meanwhile);
    for (const told of calls.reconcile(watched.snapshots)) yield await this.#deliveries.ofCall(told);
    const down = meanwhile.find((item) => item.kind === 'down');
    if (down) throw down.error;
    yield* this.#linkChanged('up', this.#unwatched(watched));
  }

  #unwatched({ refused, snapshots }: Watched) {
    if (refused[0] && snapshots.size === 0) {
      const text = `MonitorStart: none of ${refused.length} devices can be watched (${refused[0].reason})`;
      throw new ConnectorError(text, { failure: 'unavailable' });
    }
    if (refused.length > 0) this.#context.log('telephony.devices.unwatched', { count: refused.length });
    return refused;
  }

  async *#all(items: readonly Item[]): AsyncGenerator<Delivery> {
    for (const item of items) {
      if (item.kind === 'again') yield item.delivery;
      if (item.kind === 'event') yield* this.#event(item.csta);
      if (item.kind === 'unreadable') yield this.#deliveries.ofUnreadable(item.raw, item.reason);
    }
  }

  async *#event(csta: Csta): AsyncGenerator<Delivery> {
    const calls = await this.#known();
    const seen = readCallEvent(csta);
    const transfer = readTransfer(csta);
    const agent = readAgentEvent(csta);
    if (seen) for (const told of calls.take(seen)) yield await this.#deliveries.ofCall(told);
    else if (transfer) for (const told of calls.transfer(transfer)) yield await this.#deliveries.ofCall(told);
    else if (agent) yield* this.#agentChanged(agent);
    else this.#ignore(csta.name);
  }

  #agentChanged(agent: AgentEvent): Delivery[] {
    if (this.#agents.get(agent.device) === agent.state) return [];
    this.#agents.set(agent.device, agent.state);
    return [this.#deliveries.ofAgent(agent)];
  }

  /** Told and logged once when it goes and once when it is back; devices that stay unwatched are told at each start. */
  async *#linkChanged(
    state: 'up' | 'down',
    unmonitored: Watched['refused'],
    error?: unknown,
  ): AsyncGenerator<Delivery> {
    const { notes, log } = this.#context;
    const before = await notes.get<{ state: string; since: string }>('link');
    if (before?.state === state && unmonitored.length === 0) return;
    const at = this.#now();
    log(`telephony.link.${state}`, error instanceof ConnectorError ? { failure: error.failure } : {});
    yield this.#deliveries.make(
      {
        id: `link:${state}:${at}`,
        type: 'telephony.link.changed',
        time: at,
        correlationid: `link:${before?.state === 'down' ? before.since : at}`,
        data: { state, at, unmonitored },
      },
      () => notes.set('link', { state, since: at }),
    );
  }

  async #forgetSent() {
    const { notes, now } = this.#context;
    for (const [key, { at }] of await notes.list<Sent>('sent/')) {
      if (now().getTime() - Date.parse(at) > dayMs) await notes.delete(key);
    }
  }

  #ignore(name: string) {
    if (this.#ignored.has(name) || this.#ignored.size > 200) return;
    this.#ignored.add(name);
    this.#context.log('telephony.event.ignored', { name });
  }

  async #withSession<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    if (this.#session) return work(this.#session);
    const keep = (item: SessionItem) => {
      if (item.kind === 'unreadable') this.#mailbox.put(item);
    };
    const session = await startSession(this.#settings, this.#context, keep, signal);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  }

  /** The calls under way, from the notes the first time. */
  #known(): Promise<Calls> {
    const { now } = this.#context;
    const options = { premises: new Premises(this.#settings), now };
    const tombstoneMs = this.#settings.tombstoneMinutes * 60_000;
    this.#calls ??= this.#deliveries
      .stories()
      .then((stories) => new Calls({ ...options, tombstoneMs }, stories));
    return this.#calls;
  }

  #now() {
    return this.#context.now().toISOString();
  }
}
