import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ExecutionContext } from 'ava';

const root = join(import.meta.dirname, '../..');

export interface RunningHub {
  readonly url: string;
  readonly folder: string;
  readonly process: ChildProcess;
  readonly simulators: Readonly<Record<string, { readonly adminUrl: string }>>;
  /** What it wrote on standard error: its log, one JSON line per event. */
  readonly log: () => string;
  /** A bearer token of a persona, or with `--service` of a service. */
  token(...who: readonly string[]): Promise<string>;
  /** Asks the graph; answers the parsed body. */
  ask<Data = Record<string, unknown>>(
    token: string | null,
    query: string,
    variables?: object,
  ): Promise<Answer<Data>>;
  /** Ends it, by default as an operator does; resolves to the exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly unknown[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
}

export interface HubOptions {
  /** On a PostgreSQL that it starts itself, as `npm start` does; else on a migrated database of the tests' server. */
  readonly embedded?: boolean;
  /** Goes on in a folder that an earlier hub left. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A data folder that is removed when the test ends. */
export async function dataFolder(t: Pick<ExecutionContext, 'teardown'>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-hub-'));
  t.teardown(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The whole hub as a process of its own, with simulators and personas, on a free port; ended with the test. */
export async function startHub(
  t: Pick<ExecutionContext, 'teardown'>,
  options: HubOptions = {},
): Promise<RunningHub> {
  const folder = options.folder ?? (await dataFolder(t));
  const given = options.embedded || options.folder !== undefined ? {} : await givenDatabase(t);
  const { child, log, ready } = launch(folder, { ...given, ...options.environment });
  const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  t.teardown(() => end());
  const url = await ready;
  const { simulators } = JSON.parse(await readFile(join(folder, 'hub.json'), 'utf8'));
  return {
    url,
    folder,
    process: child,
    simulators,
    log,
    end,
    token: (...who) => printed('scripts/token.ts', who, { DATA_DIR: folder }),
    ask: (token, query, variables = {}) => askGraph(url, token, query, variables),
  };
}

/** Asked for only in a test: a bench that starts a hub runs outside AVA. */
async function givenDatabase(t: Pick<ExecutionContext, 'teardown'>) {
  const { testDatabase } = await import('./database.ts');
  return { DATABASE_URL: (await testDatabase(t)).url };
}

/** Starts the hub and waits for it to fail; resolves to what it told the operator. */
export async function failsToStart(
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly code: number | null; readonly told: string }> {
  const { child, log, ready } = launch(folder, environment);
  ready.catch(() => {}); // its exit is what we wait for
  await once(child, 'exit');
  return { code: child.exitCode, told: log() };
}

function launch(folder: string, environment: Readonly<Record<string, string>>) {
  const { NODE_ENV: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [...startFlags(), 'hub/main.ts'], {
    cwd: root,
    env: { ...inherited, SIMULATORS: 'on', PORT: '0', DATA_DIR: folder, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => {
    told += chunk.toString('utf8');
  });
  const ready = new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length));
    });
    child.once('exit', (code) =>
      reject(new Error(`the hub ended with ${code} before it was ready:\n${told.slice(-4000)}`)),
    );
  });
  return { child, log: () => told, ready };
}

/** The flags of `npm start`, so that what is proven is what runs. */
function startFlags(): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return String(scripts.start)
    .split(' ')
    .filter((word) => word.startsWith('--') && !word.startsWith('--env') && word !== '--bundled');
}

async function printed(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
) {
  const child = spawn(process.execPath, [join(root, script), ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let told = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told += chunk;
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${told}`);
  return out.trim();
}

async function askGraph<Data>(
  url: string,
  token: string | null,
  query: string,
  variables: object,
): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as Omit<Answer<Data>, 'status'>) };
}
