import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ExecutionContext, registerCompletionHandler } from 'ava';
import pg from 'pg';
import { type Database, openDatabase } from '../../hub/database/open-database.ts';
import { startTestServer } from './test-server.ts';

/** `npm test` starts one server for all files; a file that runs alone starts its own. */
const given = process.env['SCHAKEL_TEST_DATABASE'];
let own: Promise<string> | undefined;

/** A database of this test's own on a real PostgreSQL, migrated; dropped at the end of the test. */
export async function testDatabase(
  t: Pick<ExecutionContext, 'teardown'>,
  connections = 10,
): Promise<Database> {
  own ??= given ? Promise.resolve(given) : startOwn();
  const template = await own;
  const name = `test_${randomBytes(8).toString('hex')}`;
  await administer(template, `create database ${name} template schakel strategy file_copy`);
  const url = new URL(template);
  url.pathname = `/${name}`;
  const database = await openDatabase({ url: url.href, connections, log: () => {} });
  t.teardown(async () => {
    await database.close();
    await administer(template, `drop database if exists ${name} with (force)`);
  });
  return database;
}

async function startOwn() {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-test-'));
  const server = await startTestServer(folder);
  registerCompletionHandler(() => void server.stop().then(() => process.exit()));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return server.url;
}

async function administer(template: string, statement: string) {
  const url = new URL(template);
  url.pathname = '/postgres';
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
