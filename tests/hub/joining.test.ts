import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { openBroker } from '../../hub/broker/broker.ts';
import { startNats } from '../helpers/nats.ts';
import { joinWith, openCity } from './joining.ts';

test('while clients ask, a process joins and is killed: nothing else fails, and its fields say who is away', async (t) => {
  t.timeout(60_000);
  const natsUrl = await startNats(t);
  if (!natsUrl) return;
  const city = await openCity(natsUrl);
  t.teardown(() => city.close());
  const stop = new AbortController();
  const failures: unknown[] = [];
  let asked = 0;
  const clients = Array.from({ length: 4 }, async () => {
    while (!stop.signal.aborted) {
      const answer = await city.ask('{ base { name } }');
      asked += 1;
      if (answer.errors || !answer.data) failures.push(answer);
    }
  });

  const edge = fork(new URL('./joining.ts', import.meta.url), [natsUrl, 'degrees'], {
    execArgv: ['--disable-warning=ExperimentalWarning'],
  });
  t.teardown(() => edge.kill('SIGKILL'));
  await once(edge, 'message');
  const both = '{ base { name } weather { degrees } }';
  while (!(await city.ask(both)).data) await sleep(10);
  t.deepEqual(await city.ask(both), { data: { base: { name: 'Leuven' }, weather: { degrees: -3 } } });

  edge.kill('SIGKILL');
  await once(edge, 'exit');
  for (let times = 0; times < 5; times += 1) {
    const { data, errors } = await city.ask(both);
    t.deepEqual(data, { base: { name: 'Leuven' }, weather: null });
    t.is(errors?.length, 1);
    t.is(errors?.[0]?.extensions?.['source'], 'weather');
    t.true(['UNAVAILABLE', 'TIMEOUT'].includes(String(errors?.[0]?.extensions?.['code'])));
  }
  stop.abort();
  await Promise.all(clients);
  t.true(asked > 50);
  t.deepEqual(failures, []);
});

// Counts what the whole process holds open: nothing else may run beside it.
test.serial(
  'a node that comes back in another form is served in it, however often, and leaves nothing behind',
  async (t) => {
    t.timeout(60_000);
    const natsUrl = await startNats(t);
    if (!natsUrl) return;
    const city = await openCity(natsUrl);
    t.teardown(() => city.close());
    const open = () => process.getActiveResourcesInfo().filter((name) => name !== 'Timeout').length;
    const round = async (field: string) => {
      const leave = await joinWith(natsUrl, field);
      while (!(await city.ask(`{ weather { ${field} } }`)).data) await sleep(5);
      await leave();
      let answer = await city.ask(`{ base { name } weather { ${field} } }`);
      while (answer.data?.['weather'] !== null)
        answer = await city.ask(`{ base { name } weather { ${field} } }`);
      t.is(answer.errors?.[0]?.extensions?.['code'], 'UNAVAILABLE');
    };
    await round('v0');
    const before = open();
    for (let number = 1; number <= 12; number += 1) await round(`v${number}`);
    // What was closed may need a moment to be gone; what leaks is caught by the test's own time.
    while (open() > before) await sleep(20);
    t.is(city.graph.subgraphs.size, 2);
  },
);

test('who works for a caller on another node hears that he left, and when his patience ends', async (t) => {
  const natsUrl = await startNats(t);
  if (!natsUrl) return;
  const near = await openBroker({ nodeId: 'near', natsUrl, log: () => {} });
  const far = await openBroker({ nodeId: 'far', natsUrl, log: () => {} });
  t.teardown(() => Promise.all([near.close(), far.close()]));
  const reasons: string[] = [];
  await far.serve({
    name: 'slow',
    actions: {
      work: async (_: object, signal) => {
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        reasons.push(signal?.reason.name);
      },
    },
  });
  while (!near.services().some(({ name }) => name === 'slow')) await sleep(10);

  const leaving = new AbortController();
  const left = near.call('slow.work', {}, { signal: leaving.signal });
  await sleep(100);
  leaving.abort();
  await t.throwsAsync(left);
  while (reasons.length < 1) await sleep(5);
  await t.throwsAsync(near.call('slow.work', {}, { timeoutMs: 100 }));
  while (reasons.length < 2) await sleep(5);
  t.deepEqual(reasons, ['AbortError', 'TimeoutError']);
});
