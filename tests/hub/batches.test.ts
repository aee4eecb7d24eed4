import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { batches } from '../../hub/endpoints/batches.ts';

async function collect<T>(source: AsyncIterable<T>, size = 100) {
  const found: T[][] = [];
  const error = await (async () => {
    for await (const batch of batches(source, size)) found.push(batch);
  })().then(
    () => undefined,
    (reason: Error) => reason.message,
  );
  return { found, error };
}

test('what is there at once is taken together, up to the size', async (t) => {
  async function* source() {
    yield* [1, 2, 3, 4, 5];
  }
  t.deepEqual((await collect(source(), 2)).found, [[1, 2], [3, 4], [5]]);
});

test('nobody waits for a second delivery', async (t) => {
  async function* source() {
    yield 1;
    await sleep(20);
    yield 2;
  }
  t.deepEqual((await collect(source())).found, [[1], [2]]);
});

test('what was offered before a stream broke is taken before the break is told', async (t) => {
  async function* source() {
    yield 'the link is down';
    throw new Error('the switch closed the connection');
  }
  t.deepEqual(await collect(source()), {
    found: [['the link is down']],
    error: 'the switch closed the connection',
  });
});
