import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import type { Sql } from '../../hub/database/sql.ts';
import {
  ack,
  itemsOf,
  leaseMs,
  type Place,
  record,
  type Scenario,
  until,
  untilEmpty,
} from './channels-kinds.ts';

/** What remains when a consumer, a process or a transaction ends. */
export const ends: readonly Scenario[] = [
  {
    title: 'a consumer that is stopped finishes what is under way and takes nothing more',
    run: async (t, { open }) => {
      const channel = open();
      const go = Promise.withResolvers<void>();
      const { ids, consumer } = record(channel, async () => {
        await go.promise;
        return ack;
      });
      await channel.publish(itemsOf('k', 'a', 'b'));
      await until('a', () => ids().length === 1);
      const stopped = consumer.stop();
      await channel.publish(itemsOf('l', 'c'));
      go.resolve();
      await stopped;
      await consumer.stop();
      t.deepEqual(ids(), ['a']);
      const next = record(open());
      await untilEmpty(channel);
      t.deepEqual(next.ids().sort(), ['b', 'c']);
    },
  },
  {
    title: 'a handler that outlives the grace of a stop is told so',
    run: async (t, { open }) => {
      const channel = open();
      const told = Promise.withResolvers<void>();
      const started = Promise.withResolvers<void>();
      const consumer = channel.consume(async (_, signal) => {
        signal.addEventListener('abort', () => told.resolve());
        started.resolve();
        await told.promise;
        return ack;
      });
      await channel.publish(itemsOf('k', 'a'));
      await started.promise;
      await consumer.stop(50);
      await told.promise;
      t.pass();
    },
  },
  {
    title: 'what was published waits for the next process',
    needs: 'survivesProcess',
    run: async (t, { open }) => {
      const before = open();
      await before.publish(itemsOf('k', 'a', 'b'));
      await before.close();
      const after = open();
      const { ids } = record(after);
      await untilEmpty(after);
      t.deepEqual(ids(), ['a', 'b']);
    },
  },
  {
    title: 'what a consumer killed between effect and acknowledgement had comes back, in its place',
    needs: 'survivesProcess',
    run: async (t, place) => {
      const channel = place.open();
      await channel.publish(itemsOf('k', 'a', 'b'));
      await killedWith(t, place, 'a');
      const { handed } = record(channel);
      await untilEmpty(channel);
      t.deepEqual(
        handed.map(({ id, attempt }) => `${id} ${attempt}`),
        ['a 2', 'b 1'],
      );
    },
  },
  {
    title: 'what is published in a transaction is there from its commit, and never when it is rolled back',
    needs: 'transactional',
    run: async (t, { open, database }) => {
      const channel = open();
      const { ids } = record(channel);
      const client = await database?.pool.connect();
      if (!client) return t.fail('a transactional channel has a database');
      const within: Sql = {
        query: async (text, values = []) => (await client.query(text, [...values])).rows,
      };
      await client.query('begin');
      await channel.publish(itemsOf('k', 'undone'), within);
      await client.query('rollback');
      await client.query('begin');
      await channel.publish(itemsOf('k', 'done'), within);
      await sleep(100);
      t.deepEqual(ids(), []);
      await client.query('commit');
      client.release();
      await until('what was committed', () => ids().length > 0);
      await untilEmpty(channel);
      t.deepEqual(ids(), ['done']);
    },
  },
];

/** Another process that takes `id`, has its effect and is killed before it can acknowledge. */
async function killedWith(t: ExecutionContext, { url, name }: Place, id: string) {
  const program = new URL('./channels-victim.ts', import.meta.url).pathname;
  const victim = spawn(process.execPath, [program, url, name, String(leaseMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.teardown(() => void victim.kill('SIGKILL'));
  const [said]: Buffer[] = await once(victim.stdout, 'data');
  t.is(String(said).trim(), id);
  const ended = once(victim, 'exit');
  victim.kill('SIGKILL');
  await ended;
}
