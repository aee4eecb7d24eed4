import test from 'ava';
import { announceOnCommit } from '../../crm-core/after-commit.ts';
import { world } from './world.ts';

test('nothing is announced before its transaction is committed, nor after it is taken back', async (t) => {
  const city = await world(t);
  const heard: string[] = [];
  const first = Promise.withResolvers<void>();
  const ground = {
    prisma: city.prisma,
    ports: {
      ...city.ports,
      announce: (topic: string) => {
        heard.push(topic);
        if (topic === 'kept') first.resolve();
      },
    },
  };
  await t.throwsAsync(
    city.prisma.$transaction(async (tx) => {
      await announceOnCommit(tx, ground, [{ topic: 'taken back', payload: {} }]);
      throw new Error('taken back');
    }),
  );
  await city.prisma.$transaction(async (tx) => {
    await announceOnCommit(tx, ground, [{ topic: 'kept', payload: {} }]);
    await tx.$executeRaw`select pg_sleep(0.2)`;
    heard.push('before the commit');
  });
  await first.promise;
  t.deepEqual(heard, ['before the commit', 'kept']);
});
