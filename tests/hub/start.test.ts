import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { testDatabase } from '../helpers/database.ts';
import { dataFolder, failsToStart, startHub } from '../helpers/hub.ts';

test('a start with wrong settings names all faults at once, and no value', async (t) => {
  const { code, told } = await failsToStart(await dataFolder(t), {
    SIMULATORS: 'off',
    PORT: 'veertig',
    SECRET_KEY: 'Z2VoZWlt',
    ROLES: 'gateway,koffie',
  });
  t.is(code, 1);
  t.regex(told, /PORT: /);
  t.regex(told, /ROLES/);
  t.false(/Z2VoZWlt|veertig|koffie|\n\s+at /.test(told), told);
});

test('a start without simulators says what each connector still needs', async (t) => {
  const { told } = await failsToStart(await dataFolder(t), {
    SIMULATORS: 'off',
    SECRET_KEY: Buffer.alloc(32, 7).toString('base64'),
    OIDC_ISSUER: 'https://authenticatie.vlaanderen.be/op',
    OIDC_CLIENT_ID: 'x',
    OIDC_CLIENT_SECRET: 'y',
  });
  for (const name of ['TELEPHONY_HOST', 'DOSIS_BASE_URL', 'IPDC_API_KEY'])
    t.true(told.includes(name), `${name} in ${told}`);
});

test('a production start refuses simulators and invented people', async (t) => {
  const { code, told } = await failsToStart(await dataFolder(t), { NODE_ENV: 'production' });
  t.is(code, 1);
  t.regex(told, /SIMULATORS: a production start refuses simulators and invented people/);
});

test('a port that is taken is named, and what was started is stopped', async (t) => {
  const taken = createServer().listen(0);
  t.teardown(() => void taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { told } = await failsToStart(await dataFolder(t), { PORT: String(port) });
  t.true(told.includes(`Port ${port} is in use by another program. Give another one as PORT.`));
});

test('a connector that does not exist is named, with those that do', async (t) => {
  const { told } = await failsToStart(await dataFolder(t), { CONNECTORS: 'dosis,telegraaf' });
  t.regex(told, /CONNECTORS names telegraaf; there are dosis, ipdc, telephony/);
});

test('a second hub on the same data folder is told who holds it', async (t) => {
  const hub = await startHub(t, { embedded: true });
  const { told } = await failsToStart(hub.folder, {});
  t.true(told.includes(`is held by process ${hub.process.pid}`), told);
});

test('every part tells how it is, and the hub stops cleanly when asked', async (t) => {
  const hub = await startHub(t, { embedded: true });
  const live = await fetch(`${hub.url}/health/live`);
  t.deepEqual([live.status, await live.json()], [200, { status: 'live' }]);
  const ready = await fetch(`${hub.url}/health/ready`);
  const { status, parts } = (await ready.json()) as {
    status: string;
    parts: Record<string, { status: string }>;
  };
  t.deepEqual([ready.status, status], [200, 'ready']);
  for (const part of ['database', 'graph', 'inbox.telephony', 'connector.dosis'])
    t.is(parts[part]?.status, 'up', part);
  const metrics = await (await fetch(`${hub.url}/metrics`)).text();
  t.regex(metrics, /schakel_endpoint_up\{connector="telephony"\} 1/);
  t.is(await hub.end(), 0);
});

test('a database that goes away while the hub runs makes it unavailable, and ready again when it is back', async (t) => {
  const { url } = await testDatabase(t);
  const operator = await testDatabase(t);
  const hub = await startHub(t, { environment: { DATABASE_URL: url } });
  const name = new URL(url).pathname.slice(1);
  const status = async () => (await fetch(`${hub.url}/health/ready`)).status;
  t.is(await status(), 200);
  await operator.query(`alter database ${name} allow_connections false`);
  await operator.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  while ((await status()) !== 503) await sleep(50);
  await operator.query(`alter database ${name} allow_connections true`);
  while ((await status()) !== 200) await sleep(50);
  t.is(hub.process.exitCode, null);
  const admin = await hub.token('admin');
  const { data } = await hub.ask<{ hub: { deadLetters: unknown[] } }>(
    admin,
    '{ hub { deadLetters { id reason } } }',
  );
  t.deepEqual(data.hub.deadLetters, []);
});
