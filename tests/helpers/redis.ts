import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { freePort } from './free-port.ts';
import { optionalProgram } from './optional.ts';

export interface TestRedis {
  readonly url: string;
  /** The server's answer to one command, as it comes over the line. */
  ask(command: string): Promise<string>;
  /** FLUSHALL. */
  empty(): Promise<void>;
  /** Ends the server as a power cut would; what it had confirmed is on disk. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  start(): Promise<void>;
}

/** A redis-server of this test's own, on a free port in a temporary folder; undefined, and said so, where there is none. */
export async function testRedis(
  t: Pick<ExecutionContext, 'log' | 'pass' | 'teardown'>,
): Promise<TestRedis | undefined> {
  const program = optionalProgram(t, 'redis-server');
  if (!program) return undefined;
  const folder = await mkdtemp(join(tmpdir(), 'schakel-redis-'));
  const port = await freePort();
  let server: ChildProcess | undefined;

  async function start() {
    const settings = {
      port,
      bind: '127.0.0.1',
      dir: folder,
      save: '',
      appendonly: 'yes',
      appendfsync: 'always',
    };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
    server = spawn(program ?? '', args, { stdio: 'ignore' });
    while ((await ask(port, 'PING').catch(() => '')) !== '+PONG') await sleep(20);
  }

  async function kill() {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGKILL');
    await ended;
  }

  await start();
  t.teardown(async () => {
    await kill();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    url: `redis://127.0.0.1:${port}`,
    ask: (command) => ask(port, command),
    empty: async () => void (await ask(port, 'FLUSHALL')),
    kill,
    start,
  };
}

async function ask(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write(`${command}\r\n`);
    const [answer]: Buffer[] = await once(socket, 'data');
    return String(answer).trim();
  } finally {
    socket.destroy();
  }
}
