import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { createBullChannel } from '../../hub/channels/bull-channel.ts';
import { optionalProgram } from '../helpers/optional.ts';
import { testRedis } from '../helpers/redis.ts';
import { ack, itemsOf, record, until, untilEmpty } from './channels-kinds.ts';

test('a channel that lost everything with its Redis is filled again by publishing again', async (t) => {
  const redis = await testRedis(t);
  if (!redis) return;
  const channel = createBullChannel({ name: 'c', redisUrl: redis.url });
  t.teardown(() => channel.close());
  const owed = itemsOf('k', 'a', 'b', 'c');
  await channel.publish(owed);
  await redis.empty();
  t.deepEqual(await channel.depth(), { waiting: 0, delayed: 0, taken: 0, dead: 0 });
  const { ids } = record(channel);
  await channel.publish(owed);
  await untilEmpty(channel);
  t.deepEqual(ids(), ['a', 'b', 'c']);
});

test('an item that is under way while Redis is emptied does no harm to what comes after', async (t) => {
  const redis = await testRedis(t);
  if (!redis) return;
  const channel = createBullChannel({ name: 'c', redisUrl: redis.url, leaseMs: 500 });
  t.teardown(() => channel.close());
  const go = Promise.withResolvers<void>();
  const { ids } = record(channel, async () => {
    await go.promise;
    return ack;
  });
  await channel.publish(itemsOf('k', 'a'));
  await until('a', () => ids().length === 1);
  await redis.empty();
  go.resolve();
  await channel.publish(itemsOf('k', 'b', 'c'));
  await until('c', () => ids().includes('c'));
  await untilEmpty(channel);
  t.deepEqual(ids(), ['a', 'b', 'c']);
});

test('while Redis is down publishing fails; when it is back all that was published is handled', async (t) => {
  const redis = await testRedis(t);
  if (!redis) return;
  const events: string[] = [];
  const log = (event: string) => void events.push(event);
  const channel = createBullChannel({ name: 'c', redisUrl: redis.url, leaseMs: 1000, log });
  t.teardown(() => channel.close());
  const { ids } = record(channel, ({ attempt, id }) =>
    id === 'later' && attempt === 1 ? { kind: 'nack', delayMs: 500 } : ack,
  );
  await channel.publish(itemsOf('k', 'a'));
  await untilEmpty(channel);
  await channel.publish([...itemsOf('l', 'later', 'after')]);
  await until('the nack', () => ids().includes('later'));
  await redis.kill();
  await t.throwsAsync(() => channel.publish(itemsOf('k', 'b')), {
    message: 'publishing to channel c: Redis does not answer',
  });
  await redis.start();
  await until('a channel that works', () =>
    channel.publish(itemsOf('k', 'b')).then(
      () => true,
      () => false,
    ),
  );
  await untilEmpty(channel);
  t.deepEqual([...new Set(ids())].sort(), ['a', 'after', 'b', 'later']);
  t.deepEqual(events, ['channel is lost', 'channel is back']);
});

test('a consumer that starts while Redis is down works as soon as it is up', async (t) => {
  const redis = await testRedis(t);
  if (!redis) return;
  await redis.kill();
  const channel = createBullChannel({ name: 'c', redisUrl: redis.url, leaseMs: 1000 });
  t.teardown(() => channel.close());
  const { ids } = record(channel);
  await t.throwsAsync(() => channel.publish(itemsOf('k', 'a')));
  await redis.start();
  await until('a channel that works', () =>
    channel.publish(itemsOf('k', 'a')).then(
      () => true,
      () => false,
    ),
  );
  await until('a', () => ids().length === 1);
  t.deepEqual(ids(), ['a']);
});

test('a job that was never added because its publisher died is added by the next one of its key', async (t) => {
  const redis = await testRedis(t);
  if (!redis) return;
  const channel = createBullChannel({ name: 'c', redisUrl: redis.url });
  t.teardown(() => channel.close());
  await channel.publish(itemsOf('k', 'a'));
  await redis.ask('DEL schakel:c:wait schakel:c:1');
  await channel.publish(itemsOf('k', 'b'));
  const { ids } = record(channel);
  await untilEmpty(channel);
  t.deepEqual(ids(), ['a', 'b']);
});

test('a test that needs an absent program says what is skipped, and how to get it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-skipped-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'skipped.txt');
  const lines: unknown[] = [];
  const before = process.env['SCHAKEL_TEST_SKIPPED'];
  process.env['SCHAKEL_TEST_SKIPPED'] = file;
  const found = optionalProgram(
    { log: Object.assign((line: unknown) => void lines.push(line), { skip: () => {} }), pass: t.pass },
    'no-such-program',
    'nothing',
  );
  if (before === undefined) delete process.env['SCHAKEL_TEST_SKIPPED'];
  else process.env['SCHAKEL_TEST_SKIPPED'] = before;
  t.is(found, undefined);
  t.deepEqual(lines, ['skipped: no-such-program is not on PATH (apt-get install nothing)']);
  t.is(await readFile(file, 'utf8'), `${lines[0]}\n`);
});
