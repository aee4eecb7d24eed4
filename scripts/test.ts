import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../hub/database/embedded.ts';
import { migrate } from '../hub/database/migrate.ts';

const root = join(import.meta.dirname, '..');

/** `npm test`: one PostgreSQL for all test files, then AVA, then what was skipped and a line that counts. */
async function main(args: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-test-'));
  const database = await startEmbedded(folder);
  try {
    await migrate(database.url, join(root, 'crm-core/prisma'));
    const skipped = join(folder, 'skipped.txt');
    const { code, output } = await runAva(args, {
      SCHAKEL_TEST_DATABASE: database.url,
      SCHAKEL_TEST_SKIPPED: skipped,
    });
    const lines = (await readFile(skipped, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    for (const line of new Set(lines)) console.log(line);
    console.log(`${count(output, 'passed')} passed, ${count(output, 'failed')} failed`);
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
  let output = '';
  ava.stdout.on('data', (chunk: Buffer) => {
    output = (output + chunk.toString('utf8')).slice(-100_000);
    process.stdout.write(chunk);
  });
  const [code] = await once(ava, 'close');
  return { code: typeof code === 'number' ? code : 1, output };
}

/** AVA's own summary: `12 tests passed`, `1 test failed`; a hook or a process that failed counts as one. */
function count(output: string, outcome: 'passed' | 'failed') {
  const kinds = outcome === 'passed' ? 'tests?' : '(?:tests?|hooks?)';
  const found = [...output.matchAll(new RegExp(`^\\s*(\\d+) ${kinds} ${outcome}\\s*$`, 'gm'))];
  const counted = found.reduce((sum, [, number]) => sum + Number(number), 0);
  if (outcome === 'passed') return counted;
  const broken = /^\s*(\d+) (?:uncaught exceptions?|unhandled rejections?|timeouts?)\s*$/gm;
  return counted + [...output.matchAll(broken)].reduce((sum, [, number]) => sum + Number(number), 0);
}

process.exit(await main(process.argv.slice(2)));
