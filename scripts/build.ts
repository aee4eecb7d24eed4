import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Builds what is generated and not committed: the Prisma client and the desk. Needs no network. */
function main() {
  // any executable will do: generating a client never runs the schema engine, and so nothing is downloaded
  run('prisma', ['generate', '--schema', 'crm-core/prisma'], {
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
  });
  run('vite', ['build', 'graphql/desk', '--logLevel', 'warn'], {});
}

function run(program: string, args: readonly string[], variables: Record<string, string>) {
  const command = join(root, 'node_modules/.bin', program);
  const env = { ...process.env, ...variables, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' };
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`${program} failed:\n${stdout}\n${stderr}`);
  process.exit(status ?? 1);
}

main();
