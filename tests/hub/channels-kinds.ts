import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { createBullChannel } from '../../hub/channels/bull-channel.ts';
import type { Channel, Item, Settlement, Taken } from '../../hub/channels/channel.ts';
import { createMemoryChannel } from '../../hub/channels/memory-channel.ts';
import { createPostgresChannel } from '../../hub/channels/postgres-channel.ts';
import type { Database } from '../../hub/database/open-database.ts';
import { testDatabase } from '../helpers/database.ts';
import { optionalProgram } from '../helpers/optional.ts';
import { type TestRedis, testRedis } from '../helpers/redis.ts';

export interface Features {
  /** What was published outlives the process that published it, and another process can take it. */
  readonly survivesProcess: boolean;
  /** `publish` joins the caller's transaction. */
  readonly transactional: boolean;
}

/** A channel of one test, in the store of its kind. */
export interface Place {
  readonly name: string;
  /** Another node on the same channel, closed when the test ends. */
  open(): Channel;
  /** For another process; '' where there is none. */
  readonly url: string;
  readonly database?: Database;
}

export interface Kind {
  readonly name: string;
  readonly features: Features;
  /** Undefined where the machine has not what it takes; the test has then said so. */
  place(t: ExecutionContext): Promise<Place | undefined>;
}

/** A promise of the contract, as a sentence, and what makes it fail. */
export interface Scenario {
  readonly title: string;
  readonly needs?: keyof Features;
  /** Keeps the process so busy that leases of other tests might pass. */
  readonly alone?: boolean;
  run(t: ExecutionContext, place: Place): Promise<void>;
}

export const leaseMs = 2000;
export const ack: Settlement = { kind: 'ack' };
export const nack = (delayMs: number): Settlement => ({ kind: 'nack', delayMs });
export const dead = (reason: string): Settlement => ({ kind: 'dead', reason });

type AtTheEnd = (work: () => Promise<void>) => void;

/** One PostgreSQL database and one Redis for a test file; the tests keep apart by the names of their channels. */
export function channelKinds(atTheEnd: AtTheEnd): readonly Kind[] {
  let database: Promise<Database> | undefined;
  let redis: Promise<TestRedis | undefined> | undefined;
  return [
    {
      name: 'memory',
      features: { survivesProcess: false, transactional: false },
      place: async (t) => {
        const name = randomUUID();
        const channel = createMemoryChannel({ name });
        t.teardown(() => channel.close());
        return { name, url: '', open: () => channel };
      },
    },
    {
      name: 'postgres',
      features: { survivesProcess: true, transactional: true },
      place: async (t) => {
        database ??= testDatabase({ teardown: (work) => atTheEnd(async () => work()) });
        const opened = await database;
        const name = randomUUID();
        const open = () => closedAfter(t, createPostgresChannel({ name, pool: opened.pool, leaseMs }));
        return { name, url: opened.url, database: opened, open };
      },
    },
    {
      name: 'bull',
      features: { survivesProcess: true, transactional: false },
      place: async (t) => {
        redis ??= testRedis({ log: t.log, pass: t.pass, teardown: (work) => atTheEnd(async () => work()) });
        const started = await redis;
        if (!started) return void optionalProgram(t, 'redis-server');
        const name = randomUUID();
        const open = () => closedAfter(t, createBullChannel({ name, redisUrl: started.url, leaseMs }));
        return { name, url: started.url, open };
      },
    },
  ];
}

function closedAfter(t: ExecutionContext, channel: Channel) {
  t.teardown(() => channel.close());
  return channel;
}

/** Consumes with one answer per hand-over, and keeps what was handed over, of several consumers in one list. */
export function record(
  channel: Channel,
  answer: (taken: Taken) => Settlement | Promise<Settlement> = () => ack,
  concurrency = 10,
  handed: Taken[] = [],
) {
  const consumer = channel.consume(
    async (taken) => {
      handed.push(taken);
      return answer(taken);
    },
    { concurrency },
  );
  return { handed, consumer, ids: () => handed.map(({ id }) => id) };
}

export const itemsOf = (key: string, ...ids: string[]): Item[] => ids.map((id) => ({ id, key }));

/** Waits for what must come; a minute is for ever here. */
export async function until(what: string, holds: () => boolean | Promise<boolean>) {
  const deadline = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`never came: ${what}`);
    await sleep(10);
  }
}

export async function untilEmpty(channel: Channel) {
  await until('an empty channel', async () => {
    const { waiting, delayed, taken } = await channel.depth();
    return waiting + delayed + taken === 0;
  });
}
