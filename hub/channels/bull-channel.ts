import BullQueue, { type Queue, type QueueOptions } from 'bull';
import { AskedAgain, startBullConsumer } from './bull-consumer.ts';
import { bullItems, type Head } from './bull-items.ts';
import type { Channel, ChannelLog, Consume, Consumer, Item } from './channel.ts';
import { defaultConcurrency, refuseClosed } from './hand-over.ts';

export interface BullChannelOptions {
  readonly name: string;
  /** `redis://[user:password@]host[:port][/database]`; `rediss:` for TLS. Redis must not evict (`noeviction`). */
  readonly redisUrl: string;
  /** After this long without a sign of life from its consumer an item is handed to another. @default 30000 */
  readonly leaseMs?: number;
  readonly log?: ChannelLog;
}

/**
 * A channel in Redis, on Bull. Published is what Redis has confirmed: how much of that outlives a crash of Redis is its
 * own setting (`appendfsync`). While Redis is away `publish` fails within seconds, and consumers wait for it.
 */
export function createBullChannel(options: BullChannelOptions): Channel {
  const { name, redisUrl, leaseMs = 30_000, log = () => {} } = options;
  const queue = openQueue(name, redisUrl, leaseMs);
  const items = bullItems(queue);
  const consumers = new Set<Consumer>();
  let closing: Promise<unknown> | undefined;
  reportOutages(queue, log);

  /** Says what was being done when Redis failed. */
  async function attempt<T>(doing: string, work: () => Promise<T>): Promise<T> {
    refuseClosed(closing !== undefined, doing, name);
    try {
      return await work();
    } catch (cause) {
      throw new Error(`${doing} channel ${name}: Redis does not answer`, { cause });
    }
  }

  function consume(handle: Consume, { concurrency = defaultConcurrency } = {}): Consumer {
    refuseClosed(closing !== undefined, 'consuming', name);
    const own = openQueue(name, redisUrl, leaseMs);
    const { stop } = startBullConsumer({ queue: own, items, handle, concurrency });
    const consumer: Consumer = { stop: (graceMs) => stop(graceMs).finally(() => consumers.delete(consumer)) };
    consumers.add(consumer);
    return consumer;
  }

  async function measure() {
    const { all, dead } = await items.count();
    const { active: taken, delayed } = await queue.getJobCounts();
    return { waiting: Math.max(0, all - dead - taken - delayed), delayed, taken, dead };
  }

  async function close() {
    await Promise.all([...consumers].map((consumer) => consumer.stop()));
    await queue.close();
  }

  return {
    name,
    transactional: false,
    consume,
    publish: (published: readonly Item[]) => attempt('publishing to', () => items.publish(published)),
    dead: (limit) => attempt('reading the dead of', () => items.dead(limit)),
    replay: (ids) => attempt('replaying to', () => items.replay(ids)),
    discard: (ids) => attempt('discarding from', () => items.discard(ids)),
    depth: () => attempt('measuring', measure),
    close: async () => {
      closing ??= close();
      await closing;
    },
  };
}

function openQueue(name: string, redisUrl: string, leaseMs: number): Queue<Head> {
  const settings: QueueOptions = {
    prefix: 'schakel',
    redis: {
      maxRetriesPerRequest: 1,
      retryStrategy: (times: number) => Math.min(times * 100, 2000),
      connectTimeout: 5000,
      ...(redisUrl.startsWith('rediss:') && { tls: {} }),
    },
    defaultJobOptions: {
      attempts: Number.MAX_SAFE_INTEGER,
      backoff: { type: 'asked' },
      removeOnComplete: true,
      removeOnFail: true,
      stackTraceLimit: 1,
    },
    settings: {
      lockDuration: leaseMs,
      stalledInterval: leaseMs,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
      retryProcessDelay: 1000,
      backoffStrategies: {
        asked: (_attempts: number, error: Error) => (error instanceof AskedAgain ? error.delayMs : 1000),
      },
    },
  };
  return new BullQueue<Head>(name, redisUrl, settings);
}

function reportOutages(queue: Queue<Head>, log: ChannelLog) {
  let lost = false;
  queue.on('error', (error: Error & { code?: string }) => {
    if (!lost) log('channel is lost', { code: error.code ?? error.name });
    lost = true;
  });
  queue.client.on('ready', () => {
    if (lost) log('channel is back');
    lost = false;
  });
}
