import type pg from 'pg';
import type { Sql } from '../database/sql.ts';
import { createBell } from './bell.ts';
import type { Channel, ChannelDepth, ChannelLog, Consume, Consumer, DeadItem, Item } from './channel.ts';
import { defaultConcurrency, refuseClosed } from './hand-over.ts';
import { startConsumer } from './postgres-consumer.ts';
import { openLine } from './postgres-line.ts';
import { discardDead, listDead, measureDepth, publishItems, replayDead } from './postgres-statements.ts';
import { postgresStock } from './postgres-stock.ts';

export interface PostgresChannelOptions {
  readonly name: string;
  /** Not closed with the channel. Each consumer keeps one more connection, of its own, to the same database. */
  readonly pool: pg.Pool;
  /** After this long without a sign of life from its consumer an item is handed to another. @default 30000 */
  readonly leaseMs?: number;
  readonly log?: ChannelLog;
}

interface DeadRow {
  readonly id: string;
  readonly key: string;
  readonly reason: string;
  readonly died_at: Date;
}

/** A channel in the table `channel_item`: nothing but PostgreSQL is needed, and `publish` joins the caller's transaction. */
export function createPostgresChannel(options: PostgresChannelOptions): Channel {
  const { name, pool, leaseMs = 30_000, log = () => {} } = options;
  const consumers = new Set<Consumer>();
  const query: Sql['query'] = async (text, values = []) => (await pool.query(text, [...values])).rows;
  const count = async (text: string, ids: readonly string[]) =>
    (await query<{ count: number }>(text, [name, ids]))[0]?.count ?? 0;
  let closed = false;

  function consume(handle: Consume, { concurrency = defaultConcurrency } = {}): Consumer {
    refuseClosed(closed, 'consuming', name);
    const bell = createBell();
    const stock = postgresStock(openLine(pool, name, bell.ring), name, leaseMs);
    const { stop } = startConsumer({ stock, handle, concurrency, leaseMs, bell, log });
    const consumer: Consumer = {
      stop: async (graceMs) => {
        await stop(graceMs);
        if (consumers.delete(consumer)) await stock.leave();
      },
    };
    consumers.add(consumer);
    return consumer;
  }

  return {
    name,
    transactional: true,
    consume,
    publish: async (items: readonly Item[], within: Sql = { query }) => {
      refuseClosed(closed, 'publishing to', name);
      if (items.length === 0) return;
      await within.query(publishItems, [
        name,
        items.map(({ id }) => id),
        items.map(({ key }) => key),
        items.map(({ dueAt }) => dueAt?.toISOString() ?? null),
      ]);
    },
    dead: async (limit) =>
      (await query<DeadRow>(listDead, [name, limit])).map(
        ({ id, key, reason, died_at }): DeadItem => ({ id, key, reason, diedAt: died_at }),
      ),
    replay: (ids) => count(replayDead, ids),
    discard: (ids) => count(discardDead, ids),
    depth: async () => {
      const [depth] = await query<ChannelDepth>(measureDepth, [name]);
      return depth ?? { waiting: 0, delayed: 0, taken: 0, dead: 0 };
    },
    close: async () => {
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
    },
  };
}
