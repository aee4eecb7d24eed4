import type {
  Channel,
  ChannelDepth,
  Consume,
  Consumer,
  DeadItem,
  Item,
  Settlement,
  Taken,
} from './channel.ts';
import { defaultConcurrency, defaultGraceMs, endsWithin, handOver, refuseClosed } from './hand-over.ts';

interface Entry {
  readonly item: Item;
  state: 'waiting' | 'taken' | 'dead';
  attempt: number;
  dueAt: number;
  reason: string;
  diedAt: Date;
}

interface Worker {
  readonly handle: Consume;
  readonly concurrency: number;
  readonly underWay: Set<Promise<void>>;
  readonly abandon: AbortController;
  stopping: boolean;
}

const longestTimer = 2 ** 31 - 1;

/** A channel that lives and dies with this process: the shortest reading of the contract, for unit tests. */
export function createMemoryChannel({ name }: { readonly name: string }): Channel {
  const known = new Map<string, Entry>();
  const lines = new Map<string, Entry[]>();
  const ready: Entry[] = [];
  const workers = new Set<Worker>();
  const timers = new Map<Entry, NodeJS.Timeout>();
  let closed = false;

  function append(entry: Entry) {
    const line = lines.get(entry.item.key) ?? [];
    lines.set(entry.item.key, line);
    line.push(entry);
    if (line.length === 1) offer(entry);
  }

  /** Makes the first of its key ready as soon as it is due. */
  function offer(entry: Entry) {
    timers.delete(entry);
    const waitMs = entry.dueAt - Date.now();
    if (waitMs > 0) {
      timers.set(
        entry,
        setTimeout(() => offer(entry), Math.min(waitMs, longestTimer)),
      );
      return;
    }
    ready.push(entry);
    handOut();
  }

  function handOut() {
    for (const worker of workers) {
      while (!worker.stopping && worker.underWay.size < worker.concurrency) {
        const entry = ready.shift();
        if (!entry) return;
        const work = take(entry, worker).finally(() => {
          worker.underWay.delete(work);
          handOut();
        });
        worker.underWay.add(work);
      }
    }
  }

  async function take(entry: Entry, { handle, abandon }: Worker) {
    entry.state = 'taken';
    entry.attempt += 1;
    const taken: Taken = { ...entry.item, attempt: entry.attempt };
    await Promise.resolve(); // publish returns before its items are handled
    settle(entry, await handOver(handle, taken, abandon.signal));
  }

  function settle(entry: Entry, settlement: Settlement) {
    if (settlement.kind === 'nack') {
      entry.state = 'waiting';
      entry.dueAt = Date.now() + settlement.delayMs;
      if (!closed) offer(entry);
      return;
    }
    if (settlement.kind === 'dead') {
      Object.assign(entry, { state: 'dead', reason: settlement.reason, diedAt: new Date() });
    } else {
      known.delete(entry.item.id);
    }
    leaveLine(entry);
  }

  function leaveLine({ item: { key } }: Entry) {
    const line = lines.get(key) ?? [];
    line.shift();
    const [next] = line;
    if (!next) lines.delete(key);
    else if (!closed) offer(next);
  }

  function consume(handle: Consume, { concurrency = defaultConcurrency } = {}): Consumer {
    refuseClosed(closed, 'consuming', name);
    const worker: Worker = {
      handle,
      concurrency,
      underWay: new Set(),
      abandon: new AbortController(),
      stopping: false,
    };
    workers.add(worker);
    handOut();
    return { stop: (graceMs) => stop(worker, graceMs) };
  }

  async function stop(worker: Worker, graceMs = defaultGraceMs) {
    worker.stopping = true;
    if (!(await endsWithin(Promise.all(worker.underWay), graceMs))) worker.abandon.abort();
    workers.delete(worker);
  }

  /** Takes the dead among `ids` out of the known ones, in the order of their publication. */
  function exhume(ids: readonly string[]) {
    const named = new Set(ids);
    const found = [...known.values()].filter(({ item, state }) => state === 'dead' && named.has(item.id));
    for (const { item } of found) known.delete(item.id);
    return found;
  }

  async function publish(items: readonly Item[]) {
    refuseClosed(closed, 'publishing to', name);
    for (const item of items) {
      if (known.has(item.id)) continue;
      const dueAt = item.dueAt?.getTime() ?? 0;
      const entry: Entry = { item, state: 'waiting', attempt: 0, dueAt, reason: '', diedAt: new Date(0) };
      known.set(item.id, entry);
      append(entry);
    }
  }

  return {
    name,
    transactional: false,
    publish,
    consume,
    dead: async (limit) =>
      [...known.values()]
        .filter(({ state }) => state === 'dead')
        .sort((a, b) => a.diedAt.getTime() - b.diedAt.getTime())
        .slice(0, limit)
        .map(({ item: { id, key }, reason, diedAt }): DeadItem => ({ id, key, reason, diedAt })),
    replay: async (ids) => {
      const found = exhume(ids);
      await publish(found.map(({ item: { id, key } }) => ({ id, key })));
      return found.length;
    },
    discard: async (ids) => exhume(ids).length,
    depth: async () => measure([...known.values()]),
    close: async () => {
      closed = true;
      for (const timer of timers.values()) clearTimeout(timer);
      await Promise.all([...workers].map((worker) => stop(worker)));
    },
  };
}

function measure(entries: readonly Entry[]): ChannelDepth {
  const now = Date.now();
  const count = (which: (entry: Entry) => boolean) => entries.filter(which).length;
  return {
    waiting: count(({ state, dueAt }) => state === 'waiting' && dueAt <= now),
    delayed: count(({ state, dueAt }) => state === 'waiting' && dueAt > now),
    taken: count(({ state }) => state === 'taken'),
    dead: count(({ state }) => state === 'dead'),
  };
}
