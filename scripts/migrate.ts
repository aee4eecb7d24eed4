import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../hub/database/embedded.ts';
import { draft, migrate, type SchemaFile } from '../hub/database/migrate.ts';
import { StartError } from '../hub/start-error.ts';

const schemaFolder = join(import.meta.dirname, '../crm-core/prisma');
const usage = 'npm run migrate, or npm run migrate -- draft <name> <revision>';

/**
 * `npm run migrate` applies what is new. `npm run migrate -- draft <name> <revision>` writes the migration `<name>`: what
 * the schema gained since that revision of the project.
 */
async function main([command, name, revision]: readonly string[]) {
  if (command === 'draft') return writeDraft(name, revision);
  if (command !== undefined) throw new StartError(usage);
  const given = process.env['DATABASE_URL'];
  const embedded = given ? undefined : await startEmbedded(process.env['DATA_DIR'] ?? '.data');
  try {
    const applied = await migrate(given ?? embedded?.url ?? '', schemaFolder);
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`);
  } finally {
    await embedded?.stop();
  }
}

async function writeDraft(name?: string, revision?: string) {
  if (!(name && revision)) throw new StartError(usage);
  const folder = await mkdtemp(join(tmpdir(), 'schakel-draft-'));
  const embedded = await startEmbedded(folder);
  try {
    const text = await draft(embedded.url, schemaFolder, schemaAt(revision));
    const migration = join(schemaFolder, 'migrations', name);
    await mkdir(migration, { recursive: true });
    await writeFile(join(migration, 'migration.sql'), text);
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function schemaAt(revision: string): SchemaFile[] {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: schemaFolder, encoding: 'utf8' });
  return git('ls-tree', '--name-only', revision, './')
    .split('\n')
    .filter((path) => path.endsWith('.prisma'))
    .map((path) => ({ path: join(schemaFolder, path), content: git('show', `${revision}:./${path}`) }));
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
});
process.exit(); // the engine's lock timer would hold us for ten seconds more
