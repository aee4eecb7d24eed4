import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { StartError } from '../start-error.ts';
import type { Sql } from './sql.ts';

export interface Database extends Sql {
  readonly url: string;
  readonly pool: pg.Pool;
  /** The cheapest question; throws when the database cannot be reached. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly url: string;
  /** How long to wait for a database that is down at the start. @default 30 */
  readonly patienceSeconds?: number;
  /** @default 20 */
  readonly connections?: number;
  readonly log: (event: string, fields?: Record<string, unknown>) => void;
}

/**
 * Connects to PostgreSQL 15 or later. Connections that break later are replaced as they are needed: what was under way
 * fails and is tried again by its owner. Fails with `StartError`, in a sentence without the password.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, patienceSeconds = 30, connections = 20, log } = options;
  const where = describe(url);
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
  });
  pool.on('error', (error) => log('database connection lost', { code: codeOf(error) }));
  pool.on('connect', (client) => {
    client.on('error', () => {}); // lost between two statements: the next one says so, and nobody crashes
  });
  const query: Sql['query'] = async (text, values = []) => (await pool.query(text, [...values])).rows;
  const version = await untilAnswer(query, where, patienceSeconds, log).catch(async (error) => {
    await pool.end();
    throw error;
  });
  if (version < 150_000) {
    await pool.end();
    throw new StartError(
      `The database at ${where} is PostgreSQL ${Math.floor(version / 10_000)}; 15 or later is needed.`,
    );
  }
  let closed: Promise<void> | undefined;
  return {
    url,
    pool,
    query,
    probe: async () => void (await query('select 1')),
    close: () => {
      closed ??= pool.end();
      return closed;
    },
  };
}

async function untilAnswer(
  query: Sql['query'],
  where: string,
  patienceSeconds: number,
  log: DatabaseOptions['log'],
) {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (let waiting = false; ; waiting = true) {
    try {
      const [row] = await query<{ version: number }>(
        `select current_setting('server_version_num')::int as version`,
      );
      return row?.version ?? 0;
    } catch (cause) {
      giveUp(where, cause, deadline, patienceSeconds);
      if (!waiting) log('database does not answer yet', { where, code: codeOf(cause), patienceSeconds });
      await sleep(500);
    }
  }
}

function giveUp(where: string, cause: unknown, deadline: number, patienceSeconds: number) {
  const code = codeOf(cause);
  if (refusesForGood.has(code)) {
    const advice = 'check user, password and name in DATABASE_URL';
    throw new StartError(`The database at ${where} refuses us (${code}): ${advice}.`, { cause });
  }
  if (Date.now() > deadline) {
    const what = `did not answer for ${patienceSeconds} seconds (${code})`;
    throw new StartError(`The database at ${where} ${what}. Start it, or correct DATABASE_URL.`, { cause });
  }
}

/** Wrong password, no such role, no such database, not allowed by pg_hba.conf. */
const refusesForGood = new Set(['28P01', '28000', '3D000']);

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown })?.code;
  return typeof code === 'string' ? code : 'no answer';
}

function describe(url: string) {
  try {
    const { hostname, port, pathname } = new URL(url);
    return `${hostname}:${port || 5432}${pathname}`;
  } catch (cause) {
    throw new StartError(
      'DATABASE_URL is not an address such as postgresql://user:password@host:5432/name.',
      { cause },
    );
  }
}
