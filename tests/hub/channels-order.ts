import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Item, Taken } from '../../hub/channels/channel.ts';
import {
  ack,
  dead,
  itemsOf,
  leaseMs,
  nack,
  record,
  type Scenario,
  until,
  untilEmpty,
} from './channels-kinds.ts';

const plan = fc.array(
  fc.record({
    key: fc.constantFrom('k', 'l', 'm'),
    delays: fc.array(fc.nat(20), { maxLength: 2 }),
    dies: fc.boolean(),
    pause: fc.nat(3),
  }),
  { minLength: 1, maxLength: 15 },
);

/** Who is handed over when. */
export const order: readonly Scenario[] = [
  {
    title: 'items of one key go one at a time and in order, whichever of two consumers takes them',
    run: async (t, { open }) => {
      const underWay = new Set<string>();
      let overlaps = 0;
      const answer = async ({ id, key }: Taken) => {
        if (underWay.has(key)) overlaps += 1;
        underWay.add(key);
        await sleep(id.length % 3);
        underWay.delete(key);
        return ack;
      };
      const one = open();
      const handed: Taken[] = [];
      for (const channel of [one, open()]) record(channel, answer, 4, handed);
      const all = Array.from({ length: 200 }, (_, at): Item => ({ id: `${at}`, key: `k${at % 7}` }));
      for (let at = 0; at < all.length; at += 20) await one.publish(all.slice(at, at + 20));
      await untilEmpty(one);
      t.is(overlaps, 0);
      t.deepEqual(byKey(handed), byKey(all));
    },
  },
  {
    title: 'keys run side by side',
    run: async (t, { open }) => {
      const channel = open();
      const everyone = Promise.withResolvers<void>();
      const { handed } = record(channel, async () => {
        if (handed.length === 3) everyone.resolve();
        await everyone.promise;
        return ack;
      });
      await channel.publish([...itemsOf('k', 'a'), ...itemsOf('l', 'b'), ...itemsOf('m', 'c')]);
      await untilEmpty(channel);
      t.is(handed.length, 3);
    },
  },
  {
    title: 'never more are under way than the consumer asked for',
    run: async (t, { open }) => {
      const channel = open();
      let underWay = 0;
      let most = 0;
      const answer = async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await sleep(2);
        underWay -= 1;
        return ack;
      };
      await channel.publish(Array.from({ length: 40 }, (_, at) => ({ id: `${at}`, key: `${at}` })));
      record(channel, answer, 3);
      await untilEmpty(channel);
      t.is(most, 3);
    },
  },
  {
    title: 'a nacked key with a long line behind it holds up no other',
    run: async (t, { open }) => {
      const channel = open();
      const { ids } = record(channel, ({ key }) => (key === 'k' ? nack(600_000) : ack), 2);
      await channel.publish(Array.from({ length: 300 }, (_, at) => ({ id: `k${at}`, key: 'k' })));
      await channel.publish(itemsOf('l', 'a', 'b', 'c'));
      await until('the other key', () => ids().length === 4);
      t.deepEqual(ids(), ['k0', 'a', 'b', 'c']);
    },
  },
  {
    title: 'whatever the schedule, an item is tried until it is settled before the next of its key',
    alone: true,
    run: async (t, { open }) => {
      const channel = open();
      let run = 0;
      await fc.assert(
        fc.asyncProperty(plan, async (steps) => {
          run += 1;
          const byId = new Map(steps.map((step, at) => [`${run}-${at}`, step]));
          const { handed, consumer } = record(channel, ({ id, attempt }) => {
            const step = byId.get(id);
            const delay = step?.delays[attempt - 1];
            if (delay !== undefined) return nack(delay);
            return step?.dies ? dead('as planned') : ack;
          });
          for (const [id, { key, pause }] of byId) {
            await channel.publish([{ id, key }]);
            await sleep(pause);
          }
          await untilEmpty(channel);
          await consumer.stop();
          const expected = [...byId].flatMap(([id, { key, delays }]) =>
            Array.from({ length: delays.length + 1 }, (_, tried) => ({ id: `${id} ${tried + 1}`, key })),
          );
          const seen = handed.map(({ id, key, attempt }) => ({ id: `${id} ${attempt}`, key }));
          t.deepEqual(byKey(seen), byKey(expected));
        }),
        { numRuns: 12 },
      );
    },
  },
  {
    title: 'ten thousand items of a hundred keys are each handled once, in order',
    alone: true,
    run: async (t, { open }) => {
      const one = open();
      const all = Array.from({ length: 10_000 }, (_, at): Item => ({ id: `${at}`, key: `k${at % 100}` }));
      const handed: Taken[] = [];
      const consumers = [one, open()].map((channel) => record(channel, () => ack, 32, handed));
      for (let at = 0; at < all.length; at += 500) await one.publish(all.slice(at, at + 500));
      await until('all of them', () => handed.length >= all.length);
      await Promise.all(consumers.map(({ consumer }) => consumer.stop()));
      t.deepEqual(byKey(handed), byKey(all));
      t.deepEqual(await one.depth(), { waiting: 0, delayed: 0, taken: 0, dead: 0 });
    },
  },
  {
    title: 'an item whose handler takes longer than the lease is not handed over twice',
    run: async (t, { open }) => {
      const channel = open();
      const answer = async () => {
        await sleep(leaseMs * 2);
        return ack;
      };
      const [first, second] = [record(channel, answer), record(open(), answer)];
      await channel.publish(itemsOf('k', 'a'));
      await untilEmpty(channel);
      t.is(first.handed.length + second.handed.length, 1);
    },
  },
];

function byKey(items: readonly { readonly id: string; readonly key: string }[]) {
  const lines: Record<string, string[]> = {};
  for (const { id, key } of items) {
    lines[key] ??= [];
    lines[key].push(id);
  }
  return lines;
}
