import { setTimeout as sleep } from 'node:timers/promises';
import { ack, dead, itemsOf, nack, record, type Scenario, until, untilEmpty } from './channels-kinds.ts';

/** What becomes of one item. */
export const lifeOfAnItem: readonly Scenario[] = [
  {
    title: 'a channel may be closed twice, and refuses work afterwards',
    run: async (t, { open }) => {
      const channel = open();
      const { handed } = record(channel);
      await channel.publish(itemsOf('k', 'a'));
      await until('a', () => handed.length === 1);
      await Promise.all([channel.close(), channel.close()]);
      await channel.close();
      await t.throwsAsync(() => channel.publish(itemsOf('k', 'b')), { message: /it is closed/ });
      t.throws(() => channel.consume(async () => ack), { message: /it is closed/ });
    },
  },
  {
    title: 'an acknowledged item is handed over once and is gone',
    run: async (t, { open }) => {
      const channel = open();
      await channel.publish([]);
      await channel.publish([...itemsOf('k', 'a', 'b'), ...itemsOf('l', 'c')]);
      t.deepEqual(await channel.depth(), { waiting: 3, delayed: 0, taken: 0, dead: 0 });
      const { handed } = record(channel);
      await untilEmpty(channel);
      await sleep(50);
      t.deepEqual(handed.map(({ id, key, attempt }) => `${key} ${id} ${attempt}`).sort(), [
        'k a 1',
        'k b 1',
        'l c 1',
      ]);
    },
  },
  {
    title: 'a nacked item comes back after its delay, with its attempts counted',
    run: async (t, { open }) => {
      const channel = open();
      const at: number[] = [];
      const { handed } = record(channel, ({ attempt }) => {
        at.push(Date.now());
        return attempt < 3 ? nack(250) : ack;
      });
      await channel.publish(itemsOf('k', 'a'));
      await untilEmpty(channel);
      t.deepEqual(
        handed.map(({ attempt }) => attempt),
        [1, 2, 3],
      );
      const [first = 0, second = 0, third = 0] = at;
      t.true(second - first >= 245 && third - second >= 245, 'not before the delay has passed');
    },
  },
  {
    title: 'an item whose handler throws is handed over again',
    run: async (t, { open }) => {
      const channel = open();
      const { handed } = record(channel, ({ attempt }) => {
        if (attempt === 1) throw new Error('out of order');
        return ack;
      });
      await channel.publish(itemsOf('k', 'a'));
      await untilEmpty(channel);
      t.is(handed.length, 2);
    },
  },
  {
    title: 'a dead item is kept with its reason, and its key goes on',
    run: async (t, { open }) => {
      const channel = open();
      const from = Date.now();
      const { ids } = record(channel, ({ id }) => (id === 'b' ? ack : dead(`no use for ${id}`)));
      await channel.publish(itemsOf('k', 'a', 'b', 'c'));
      await until('the last one', async () => (await channel.dead(10)).length === 2);
      t.deepEqual(ids(), ['a', 'b', 'c']);
      const [first, second] = await channel.dead(10);
      t.like(first, { id: 'a', key: 'k', reason: 'no use for a' });
      t.like(second, { id: 'c', key: 'k', reason: 'no use for c' });
      t.true(Math.abs((first?.diedAt.getTime() ?? 0) - from) < 60_000);
      t.is((await channel.dead(1)).length, 1);
      t.like(await channel.depth(), { dead: 2 });
    },
  },
  {
    title: 'a replayed item goes to the end of its key as if it were new, once',
    run: async (t, { open }) => {
      const channel = open();
      let mended = false;
      const { handed } = record(channel, ({ id }) => (mended || id === 'c' ? ack : dead('not yet')));
      await channel.publish(itemsOf('k', 'a', 'b'));
      await until('both', async () => (await channel.depth()).dead === 2);
      mended = true;
      await channel.publish([{ id: 'c', key: 'k', dueAt: new Date(Date.now() + 1500) }]);
      t.is(await channel.replay(['b', 'a', 'c', 'unknown']), 2);
      t.is(await channel.replay(['a', 'b']), 0);
      await untilEmpty(channel);
      t.deepEqual(
        handed.slice(2).map(({ id, attempt }) => `${id} ${attempt}`),
        ['c 1', 'a 1', 'b 1'],
      );
      t.deepEqual(await channel.dead(10), []);
    },
  },
  {
    title: 'a discarded item is forgotten, once; only the dead are discarded',
    run: async (t, { open }) => {
      const channel = open();
      let mended = false;
      const { ids } = record(channel, () => (mended ? ack : dead('no')));
      await channel.publish(itemsOf('k', 'a'));
      await until('a', async () => (await channel.depth()).dead === 1);
      mended = true;
      await channel.publish([{ id: 'b', key: 'k', dueAt: new Date(Date.now() + 1500) }]);
      t.is(await channel.discard(['a', 'b', 'unknown']), 1);
      t.is(await channel.discard(['a']), 0);
      t.is(await channel.replay(['a']), 0);
      await channel.publish(itemsOf('k', 'a'));
      await untilEmpty(channel);
      t.deepEqual(ids(), ['a', 'b', 'a']);
    },
  },
  {
    title: 'an id that is waiting, taken or dead is not published again; one that is done is',
    run: async (t, { open }) => {
      const channel = open();
      const go = Promise.withResolvers<void>();
      await channel.publish([...itemsOf('k', 'a', 'a', 'b'), ...itemsOf('l', 'c')]);
      await channel.publish(itemsOf('k', 'b', 'a'));
      const { ids } = record(channel, async ({ id }) => {
        await go.promise;
        return id === 'c' ? dead('no') : ack;
      });
      await until('a and c', () => ids().length === 2);
      await channel.publish([...itemsOf('k', 'a'), ...itemsOf('l', 'c')]);
      go.resolve();
      await untilEmpty(channel);
      await channel.publish(itemsOf('l', 'c'));
      await channel.publish(itemsOf('k', 'a'));
      await until('a again', () => ids().length === 4);
      await untilEmpty(channel);
      t.deepEqual(ids().sort(), ['a', 'a', 'b', 'c']);
    },
  },
  {
    title: 'an item is not handed over before it is due; it holds back its key and no other',
    run: async (t, { open }) => {
      const channel = open();
      const dueAt = new Date(Date.now() + 4000);
      let early = false;
      const { ids } = record(channel, ({ key }) => {
        early ||= key === 'k' && Date.now() < dueAt.getTime() - 5;
        return ack;
      });
      await channel.publish([{ id: 'a', key: 'k', dueAt }, ...itemsOf('k', 'b'), ...itemsOf('l', 'c')]);
      await untilEmpty(channel);
      t.deepEqual(ids(), ['c', 'a', 'b']);
      t.false(early);
    },
  },
  {
    title: 'the depth tells waiting, delayed, taken and dead apart',
    run: async (t, { open }) => {
      const channel = open();
      const go = Promise.withResolvers<void>();
      record(channel, async ({ id }) => {
        if (id === 'dead') return dead('no');
        if (id === 'nacked') return nack(600_000);
        await go.promise;
        return ack;
      });
      await channel.publish([
        ...itemsOf('k', 'taken', 'behind'),
        ...itemsOf('l', 'dead'),
        ...itemsOf('m', 'nacked'),
        { id: 'later', key: 'n', dueAt: new Date(Date.now() + 600_000) },
      ]);
      const expected = { waiting: 1, delayed: 2, taken: 1, dead: 1 };
      await until('everything in its place', async () => {
        const depth = await channel.depth();
        return depth.dead === 1 && depth.delayed === 2 && depth.taken === 1;
      });
      t.deepEqual(await channel.depth(), expected);
      go.resolve();
      await until('what was due', async () => (await channel.depth()).waiting === 0);
    },
  },
];
