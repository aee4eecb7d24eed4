import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase } from '../../hub/database/open-database.ts';
import { dataFolder, type RunningHub, startHub } from '../helpers/hub.ts';

const archive = join(
  import.meta.dirname,
  '../../../shared/data/flanders/ipdc/ldes-historiek-2306-paginas.tar.zst',
);
const events = 57_642;
const kills = 3;

interface Progress {
  readonly received: number;
  readonly pending: number;
  readonly products: number;
  readonly archived: number;
  readonly hostile: number;
}

/** The whole recorded history of IPDC through the hub, killed with -9 on the way; pages and events per second, and memory. */
export async function bench(): Promise<readonly Record<string, string | number>[]> {
  if (!existsSync(archive)) {
    process.stderr.write('skipped: the recorded history of IPDC is not beside this checkout\n');
    return [];
  }
  const ends: (() => unknown)[] = [];
  const t = { teardown: (end: () => unknown) => void ends.unshift(end) };
  try {
    const recordings = await unpack(t);
    return [await replayed(t, recordings, 0), await replayed(t, recordings, kills)];
  } finally {
    for (const end of ends) await end();
  }
}

type Teardown = Parameters<typeof startHub>[0];

async function replayed(t: Teardown, recordings: string, times: number) {
  const folder = await dataFolder(t);
  const start = () =>
    startHub(t, { folder, environment: { IPDC_RECORDINGS: recordings, CONNECTORS: 'ipdc' } });
  const startedAt = performance.now();
  let hub = await start();
  let killed = 0;
  let peakMb = 0;
  for (;;) {
    await sleep(500);
    const progress = await progressOf(folder);
    peakMb = Math.max(peakMb, await residentMb(hub));
    if (progress.received >= events && progress.pending === 0) break;
    if (killed < times && progress.received > ((killed + Math.random()) * events) / times) {
      await hub.end('SIGKILL');
      killed += 1;
      hub = await start();
    }
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const { received, products, archived, hostile } = await progressOf(folder);
  await hub.end();
  return {
    kills: killed,
    events: received,
    products,
    archived,
    'javascript: links': hostile,
    'pages/s': Math.round(2306 / seconds),
    'events/s': Math.round(received / seconds),
    'peak MB': Math.round(peakMb),
  };
}

async function progressOf(folder: string): Promise<Progress> {
  const password = (await readFile(join(folder, 'postgres.password'), 'utf8')).trim();
  const port = (await readFile(join(folder, 'postgres/postmaster.pid'), 'utf8')).split('\n')[3];
  const url = `postgresql://postgres:${password}@127.0.0.1:${port}/schakel`;
  const database = await openDatabase({ url, connections: 1, log: () => {} });
  try {
    const [row] = await database.query<Progress>(
      `select (select count(*)::int from inbound_message) as received,
              (select count(*)::int from inbound_message where state = 'pending') as pending,
              (select count(*)::int from product) as products,
              (select count(*)::int from product where archived) as archived,
              (select count(*)::int from product where content::text ilike '%href=\\\\"javascript:%') as hostile`,
    );
    if (!row) throw new Error('no progress');
    return row;
  } finally {
    await database.close();
  }
}

async function residentMb({ process: { pid } }: RunningHub) {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}

async function unpack(t: Teardown) {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-ipdc-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  const tar = spawn('tar', ['--zstd', '-xf', archive, '-C', folder], { stdio: 'inherit' });
  const [code] = await once(tar, 'exit');
  if (code !== 0) throw new Error('unpacking the history failed');
  const [inner = ''] = await readdir(folder);
  return join(folder, inner);
}
