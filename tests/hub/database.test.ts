import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { startEmbedded } from '../../hub/database/embedded.ts';
import { inTransaction } from '../../hub/database/in-transaction.ts';
import { migrate } from '../../hub/database/migrate.ts';
import { openDatabase } from '../../hub/database/open-database.ts';
import { isTransient } from '../../hub/database/transient.ts';
import { testDatabase } from '../helpers/database.ts';
import { freePort } from '../helpers/free-port.ts';
import { dataFolder } from '../helpers/hub.ts';
import { schemaFolder } from '../helpers/test-server.ts';

const silent = () => {};

/** A program of its own that starts a database in `folder`, prints its address, and then waits. */
function holder(folder: string) {
  const embedded = join(import.meta.dirname, '../../hub/database/embedded.ts');
  const program = `
    const { startEmbedded } = await import(${JSON.stringify(embedded)});
    const { url } = await startEmbedded(${JSON.stringify(folder)});
    console.log(url);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { child, url: once(child.stdout, 'data').then(([chunk]) => String(chunk).trim()) };
}

async function answers(url: string) {
  const database = await openDatabase({ url, patienceSeconds: 0, log: silent }).catch(() => undefined);
  await database?.close();
  return database !== undefined;
}

test('a data folder is made once and serves again after a stop', async (t) => {
  const folder = await dataFolder(t);
  const first = await startEmbedded(folder);
  const writing = await openDatabase({ url: first.url, log: silent });
  await writing.query('create table kept (word text)');
  await writing.query(`insert into kept values ('ja')`);
  await writing.close();
  await first.stop();
  await first.stop();

  const second = await startEmbedded(folder);
  const reading = await openDatabase({ url: second.url, log: silent });
  t.deepEqual(await reading.query('select word from kept'), [{ word: 'ja' }]);
  await reading.close();
  await second.stop();
});

test('a data folder that another hub holds is refused, and the sentence says who holds it', async (t) => {
  const folder = await dataFolder(t);
  const { child, url } = holder(folder);
  await url;
  const error = await t.throwsAsync(startEmbedded(folder));
  t.is(error?.name, 'StartError');
  t.true(error?.message.includes(`is held by process ${child.pid}`));
  child.kill('SIGKILL');
  await once(child, 'exit');
});

test('a hub that was killed leaves no database server behind, and its folder can be used at once', async (t) => {
  const folder = await dataFolder(t);
  const { child, url } = holder(folder);
  const old = await url;
  child.kill('SIGKILL');
  await once(child, 'exit');
  const next = await startEmbedded(folder);
  t.false(await answers(old));
  t.true(await answers(next.url));
  await next.stop();
});

test('a database that is down at the start is waited for', async (t) => {
  const given = await testDatabase(t);
  const real = new URL(given.url);
  const gate = createServer((socket) => {
    const through = connect(Number(real.port), '127.0.0.1');
    socket.pipe(through).pipe(socket);
    for (const end of [socket, through]) end.on('error', () => end.destroy());
  });
  const port = await freePort();
  const waited: string[] = [];
  const url = new URL(given.url);
  url.port = String(port);
  const opening = openDatabase({ url: url.href, patienceSeconds: 30, log: (event) => waited.push(event) });
  while (waited.length === 0) await sleep(10);
  gate.listen(port, '127.0.0.1');
  const database = await opening;
  t.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
  t.deepEqual(waited, ['database does not answer yet']);
  await database.close();
  gate.close();
});

test('a database that stays away is named in a sentence, without its password', async (t) => {
  const url = 'postgresql://schakel:geheim@127.0.0.1:1/stad';
  const error = await t.throwsAsync(openDatabase({ url, patienceSeconds: 0, log: silent }));
  t.is(
    error?.message,
    'The database at 127.0.0.1:1/stad did not answer for 0 seconds (ECONNREFUSED). Start it, or correct DATABASE_URL.',
  );
});

test('a wrong password is said at once, and not tried for half a minute', async (t) => {
  const url = new URL((await testDatabase(t)).url);
  url.password = 'geheim';
  const error = await t.throwsAsync(openDatabase({ url: url.href, log: silent }));
  t.regex(error?.message ?? '', /refuses us \(28P01\): check user, password and name/);
  t.false(error?.message.includes('geheim'));
});

test('connections that the server cuts are replaced', async (t) => {
  const database = await testDatabase(t);
  const [mine] = await database.query<{ pid: number }>('select pg_backend_pid() as pid');
  const other = await openDatabase({ url: database.url, log: silent });
  await other.query('select pg_terminate_backend($1)', [mine?.pid]);
  const pid = () => database.query<{ pid: number }>('select pg_backend_pid() as pid');
  const [next] = await pid().catch(pid);
  t.not(next?.pid, mine?.pid);
  await other.close();
});

test('a connection that is cut between two statements fails its transaction, and nothing else', async (t) => {
  const database = await testDatabase(t);
  const cut = inTransaction(database.pool, async (sql) => {
    const [mine] = await sql.query<{ pid: number }>('select pg_backend_pid() as pid');
    await database.query('select pg_terminate_backend($1)', [mine?.pid]);
    await sleep(200); // the news arrives while nobody asks anything
    await sql.query('select 1');
  });
  const error = await t.throwsAsync(cut);
  t.true(isTransient(error));
  t.deepEqual(await database.query('select 1 as one'), [{ one: 1 }]);
});

test('migrations are applied once', async (t) => {
  const { url } = await testDatabase(t);
  t.deepEqual(await migrate(url, schemaFolder), []);
});

test('a migration that was edited after it was applied is refused by name', async (t) => {
  const database = await testDatabase(t);
  await database.query(
    `update _prisma_migrations set checksum = 'edited' where migration_name = '0001_start'`,
  );
  const error = await t.throwsAsync(migrate(database.url, schemaFolder));
  t.is(error?.message, 'Migration 0001_start was changed after it was applied. Restore its text.');
});

test('a full disk, a restart and a lost connection are failures that pass; our own mistakes are not', (t) => {
  const failed = (code: string) => Object.assign(new Error('failed'), { code });
  for (const code of ['53100', '57P01', '08006', '40001', 'ECONNREFUSED', 'P1001'])
    t.true(isTransient(failed(code)), code);
  for (const code of ['23505', '22P02', '42P01', 'P2002']) t.false(isTransient(failed(code)), code);
  t.true(isTransient(new Error('wrapped', { cause: failed('57P03') })));
  const wrapped = { driverAdapterError: { cause: { originalCode: '57P01' } } };
  t.true(isTransient(Object.assign(failed('P2010'), { meta: wrapped })));
});
