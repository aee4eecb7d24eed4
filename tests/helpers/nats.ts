import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { freePort } from './free-port.ts';
import { optionalProgram } from './optional.ts';

/** A NATS server of this test's own; undefined, and said so, where the program is absent. */
export async function startNats(t: ExecutionContext): Promise<string | undefined> {
  const program = optionalProgram(t, 'nats-server');
  if (!program) return undefined;
  const { url, server } = await runNats(program);
  t.teardown(async () => {
    server.kill('SIGTERM');
    await once(server, 'exit');
  });
  return url;
}

/** A NATS server on a free port, ready for clients; the caller ends it. */
export async function runNats(program = 'nats-server'): Promise<{ url: string; server: ChildProcess }> {
  const port = await freePort();
  const server = spawn(program, ['--addr', '127.0.0.1', '--port', String(port)], { stdio: 'ignore' });
  await once(server, 'spawn');
  while (!(await answers(port))) await sleep(20);
  return { url: `nats://127.0.0.1:${port}`, server };
}

async function answers(port: number) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
