import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import type { Settlement } from '../../hub/channels/channel.ts';
import { createPostgresChannel } from '../../hub/channels/postgres-channel.ts';
import {
  claimItems,
  consumerSession,
  nextLook,
  renewLeases,
  settleItems,
  wakeHeads,
} from '../../hub/channels/postgres-statements.ts';
import { type Database, openDatabase } from '../../hub/database/open-database.ts';
import type { Sql } from '../../hub/database/sql.ts';
import { testDatabase } from '../helpers/database.ts';
import { ack, itemsOf, nack, record, until, untilEmpty } from './channels-kinds.ts';

test('a consumer goes on when its connection is ended, and hears the bell again', async (t) => {
  const database = await testDatabase(t);
  const channel = createPostgresChannel({ name: 'c', pool: database.pool });
  t.teardown(() => channel.close());
  const { ids } = record(channel);
  await channel.publish(itemsOf('k', 'a'));
  await until('a', () => ids().length === 1);
  const before = await listeners(database);
  await database.query('select pg_terminate_backend(pid) from unnest($1::int[]) as pid', [before]);
  await until('another connection', async () => {
    const now = await listeners(database);
    return now.length === 1 && now[0] !== before[0];
  });
  await channel.publish(itemsOf('k', 'b'));
  await untilEmpty(channel);
  t.deepEqual(ids(), ['a', 'b']);
});

test('a consumer waits for a database that is away, and says so once each way', async (t) => {
  const database = await testDatabase(t);
  const events: string[] = [];
  const log = (event: string) => void events.push(event);
  const own = await openDatabase({ url: database.url, log: () => {} });
  t.teardown(() => own.close());
  const elsewhere = new URL(database.url);
  elsewhere.pathname = '/postgres';
  const door = await openDatabase({ url: elsewhere.href, log: () => {} });
  t.teardown(() => door.close());
  const name = new URL(database.url).pathname.slice(1);
  const channel = createPostgresChannel({ name: 'c', pool: own.pool, log });
  t.teardown(() => channel.close());
  await channel.publish(itemsOf('k', 'a', 'b'));
  const go = Promise.withResolvers<void>();
  const { ids } = record(channel, async () => {
    await go.promise;
    return ack;
  });
  await until('a', () => ids().length === 1);
  await door.query(`alter database ${name} allow_connections false`);
  await door.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  go.resolve();
  await until('the loss', () => events.length > 0);
  await door.query(`alter database ${name} allow_connections true`);
  await untilEmpty(channel);
  await until('the return', () => events.length > 1);
  t.deepEqual(ids(), ['a', 'b']);
  t.deepEqual(events, ['channel is lost', 'channel is back']);
});

test('two items of one key that become visible in the wrong order are still not taken at once', async (t) => {
  const database = await testDatabase(t);
  const channel = createPostgresChannel({ name: 'c', pool: database.pool });
  t.teardown(() => channel.close());
  const go = Promise.withResolvers<void>();
  const { ids } = record(channel, async ({ key }) => {
    if (key === 'k') await go.promise;
    return ack;
  });
  const late = await transaction(database);
  await channel.publish(itemsOf('k', 'early number, late commit'), late);
  await channel.publish(itemsOf('k', 'late number, early commit'));
  await until('the visible one', () => ids().length === 1);
  await late.commit();
  await sleep(100);
  await channel.publish(itemsOf('l', 'another key'));
  await until('the other key', () => ids().length === 2);
  go.resolve();
  await untilEmpty(channel);
  t.deepEqual(ids(), ['late number, early commit', 'another key', 'early number, late commit']);
});

test('a consumer whose lease has passed to another is told, and its answer does not count', async (t) => {
  const database = await testDatabase(t);
  const channel = createPostgresChannel({ name: 'c', pool: database.pool, leaseMs: 300 });
  t.teardown(() => channel.close());
  const slow = Promise.withResolvers<Settlement>();
  const told = Promise.withResolvers<void>();
  const first = channel.consume((_, signal) => {
    signal.addEventListener('abort', () => told.resolve());
    return slow.promise;
  });
  await channel.publish(itemsOf('k', 'a'));
  await until('the lease', async () => (await channel.depth()).taken === 1);
  await database.query(`update channel_item set attempt = attempt + 1, look_at = now() + interval '1 hour'`);
  await told.promise;
  slow.resolve(ack);
  await first.stop();
  t.deepEqual(await channel.depth(), { waiting: 0, delayed: 0, taken: 1, dead: 0 });
});

test('a line behind an item that is held back is looked at once, not again and again', async (t) => {
  const database = await testDatabase(t);
  const channel = createPostgresChannel({ name: 'c', pool: database.pool });
  t.teardown(() => channel.close());
  await channel.publish(Array.from({ length: 500 }, (_, at) => ({ id: `${at}`, key: 'k' })));
  record(channel, () => nack(600_000), 1);
  await until('a quiet line', async () => {
    const [row] = await database.query<{ due: number }>(
      'select count(*)::int as due from channel_item where look_at <= now()',
    );
    return row?.due === 0;
  });
  t.deepEqual(await channel.depth(), { waiting: 499, delayed: 1, taken: 0, dead: 0 });
});

test('statements planned while the table was empty find every row by a whole key', async (t) => {
  const database = await testDatabase(t);
  for (const statistics of ['', 'analyze channel_item']) {
    const client = await database.pool.connect();
    if (statistics) await client.query(statistics);
    await client.query(consumerSession);
    for (const statement of [claimItems, settleItems, wakeHeads, renewLeases, nextLook]) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (generic_plan) ${statement}`);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      t.notRegex(plan, /(Seq Scan on channel_item|Bitmap|Hash Join|Merge Join)/);
      t.notRegex(plan, /Index Cond: \(channel = [^()]*\)\n/, 'not the whole channel');
      t.is(plan.match(/Index (Only )?Scan/g)?.length ?? 0, plan.match(/Index Cond/g)?.length ?? 0);
    }
    client.release(true);
  }
});

async function listeners({ query }: Database) {
  const rows = await query<{ pid: number }>(
    `select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
     and query like any(array['%listen %', '%channel_item%']) order by pid`,
  );
  return rows.map(({ pid }) => pid);
}

async function transaction({ pool }: Database): Promise<Sql & { commit(): Promise<void> }> {
  const client = await pool.connect();
  await client.query('begin');
  return {
    query: async (text, values = []) => (await client.query(text, [...values])).rows,
    commit: async () => {
      await client.query('commit');
      client.release();
    },
  };
}
