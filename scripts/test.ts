import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startTestServer } from '../tests/helpers/test-server.ts';

const root = join(import.meta.dirname, '..');

/** `npm test`: one PostgreSQL for all test files, then AVA, then what was skipped and a line that counts. */
async function main(args: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-test-'));
  const database = await startTestServer(folder);
  try {
    const skipped = join(folder, 'skipped.txt');
    const { code, passed, failed } = await runAva(args, {
      SCHAKEL_TEST_DATABASE: database.url,
      SCHAKEL_TEST_SKIPPED: skipped,
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
    });
    const lines = (await readFile(skipped, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    for (const line of new Set(lines)) console.log(line);
    console.log(`${passed} passed, ${failed} failed`);
    return code;
  } finally {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runAva(args: readonly string[], variables: Record<string, string>) {
  const ava = spawn(process.execPath, [join(root, 'node_modules/ava/entrypoints/cli.js'), ...args], {
    cwd: root,
    env: { ...process.env, ...variables, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(ava, 'close');
  let [passed, failed] = [0, 0];
  for await (const line of createInterface({ input: ava.stdout })) {
    console.log(line);
    if (/^\s*✔ /.test(line)) passed += 1;
    failed += Number(broken.exec(line)?.[1] ?? 0);
  }
  const [code] = await ended;
  return { code: typeof code === 'number' ? code : 1, passed, failed };
}

/** AVA's own summary of what went wrong: a hook, a process or a time-out that failed counts as one. */
const broken =
  /^\s*(\d+) (?:tests? failed|hooks? failed|uncaught exceptions?|unhandled rejections?|tests? timed out)\s*$/;

process.exit(await main(process.argv.slice(2)));
