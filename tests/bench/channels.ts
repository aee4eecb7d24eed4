import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBullChannel } from '../../hub/channels/bull-channel.ts';
import type { Channel, Item } from '../../hub/channels/channel.ts';
import { createMemoryChannel } from '../../hub/channels/memory-channel.ts';
import { createPostgresChannel } from '../../hub/channels/postgres-channel.ts';
import { startEmbedded } from '../../hub/database/embedded.ts';
import { migrate } from '../../hub/database/migrate.ts';
import { type Database, openDatabase } from '../../hub/database/open-database.ts';
import { testRedis } from '../helpers/redis.ts';

export interface ChannelFigures {
  readonly what: string;
  /** Items a second, published one by one by sixteen publishers. */
  readonly published: number;
  /** Items a second, waiting in a thousand keys, handled by one consumer of 64 hands that does nothing with them. */
  readonly handled?: number;
  /** Milliseconds from the call of `publish` to the handler, one item at a time on an idle channel. */
  readonly p50?: number;
  readonly p99?: number;
}

const count = 10_000;
const publishers = 16;
const keys = 1000;

/** The channels beside bare inserts in the same PostgreSQL, in one run: prints a table and gives back its figures. */
export async function bench(): Promise<readonly ChannelFigures[]> {
  const cleanUps: (() => unknown)[] = [];
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const world = {
    teardown: (work: () => unknown) => void cleanUps.push(work),
    log: Object.assign(print, { skip: () => {} }),
    pass: Object.assign(() => true as const, { skip: () => {} }),
  };
  try {
    const database = await startDatabase(world.teardown);
    const redis = await testRedis(world);
    const figures = [
      await measureInserts(database),
      await measure('memory', createMemoryChannel({ name: 'bench' })),
      await measure('postgres', createPostgresChannel({ name: 'bench', pool: database.pool })),
    ];
    if (redis) figures.push(await measure('bull', createBullChannel({ name: 'bench', redisUrl: redis.url })));
    for (const line of table(figures)) print(line);
    return figures;
  } finally {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  }
}

async function startDatabase(teardown: (work: () => unknown) => void): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-bench-'));
  teardown(() => rm(folder, { recursive: true, force: true }));
  const embedded = await startEmbedded(folder);
  teardown(() => embedded.stop());
  await migrate(embedded.url, join(import.meta.dirname, '../../crm-core/prisma'));
  const database = await openDatabase({ url: embedded.url, log: () => {} });
  teardown(() => database.close());
  return database;
}

async function measureInserts(database: Database): Promise<ChannelFigures> {
  await database.query('create table bench (id text primary key, key text not null)');
  const published = await rate(count, () =>
    sideBySide(async ({ id, key }) => {
      await database.query('insert into bench (id, key) values ($1, $2)', [id, key]);
    }),
  );
  return { what: 'insert', published };
}

async function measure(what: string, channel: Channel): Promise<ChannelFigures> {
  const published = await rate(count, () => sideBySide((item) => channel.publish([item])));
  const handled = await rate(count, () => drain(channel));
  const times = await latencies(channel);
  await channel.close();
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { what, published, handled, p50: at(0.5), p99: at(0.99) };
}

async function sideBySide(publish: (item: Item) => Promise<void>) {
  let next = 0;
  const work = async () => {
    while (next < count) {
      const at = next++;
      await publish({ id: `${at}`, key: `${at % keys}` });
    }
  };
  await Promise.all(Array.from({ length: publishers }, work));
}

async function drain(channel: Channel) {
  const all = Promise.withResolvers<void>();
  let handled = 0;
  const consumer = channel.consume(
    async () => {
      handled += 1;
      if (handled === count) all.resolve();
      return { kind: 'ack' };
    },
    { concurrency: 64 },
  );
  await all.promise;
  await consumer.stop();
}

async function latencies(channel: Channel) {
  let arrived = () => {};
  const consumer = channel.consume(async () => {
    arrived();
    return { kind: 'ack' };
  });
  const times: number[] = [];
  for (let at = -20; at < 300; at++) {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const from = performance.now();
    await channel.publish([{ id: `l${at}`, key: `l${at}` }]);
    await arrival;
    if (at >= 0) times.push(performance.now() - from);
  }
  await consumer.stop();
  return times.sort((a, b) => a - b);
}

async function rate(items: number, work: () => Promise<void>) {
  const from = performance.now();
  await work();
  return (items * 1000) / (performance.now() - from);
}

function table(figures: readonly ChannelFigures[]): string[] {
  const whole = (figure?: number) => (figure === undefined ? '-' : Math.round(figure).toString());
  const fine = (figure?: number) => (figure === undefined ? '-' : figure.toFixed(1));
  const rows = figures.map(({ what, published, handled, p50, p99 }) => [
    what,
    whole(published),
    whole(handled),
    fine(p50),
    fine(p99),
  ]);
  return [['', 'publish/s', 'handled/s', 'p50 ms', 'p99 ms'], ...rows].map((cells) =>
    cells.map((cell, at) => (at === 0 ? cell.padEnd(10) : cell.padStart(11))).join(''),
  );
}
