import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../hub/database/embedded.ts';
import { draft, migrate } from '../hub/database/migrate.ts';
import { StartError } from '../hub/start-error.ts';

const schemaFolder = join(import.meta.dirname, '../crm-core/prisma');

/** `npm run migrate` applies what is new; `npm run migrate -- draft` writes the first migration from the schema. */
async function main([command]: readonly string[]) {
  if (command === 'draft') return writeDraft();
  const given = process.env['DATABASE_URL'];
  const embedded = given ? undefined : await startEmbedded(process.env['DATA_DIR'] ?? '.data');
  try {
    const applied = await migrate(given ?? embedded?.url ?? '', schemaFolder);
    console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}.`);
  } finally {
    await embedded?.stop();
  }
}

async function writeDraft() {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-draft-'));
  const embedded = await startEmbedded(folder);
  try {
    const [first = '0001_start'] = (await readdir(join(schemaFolder, 'migrations'))).sort();
    await writeFile(
      join(schemaFolder, 'migrations', first, 'migration.sql'),
      await draft(embedded.url, schemaFolder),
    );
  } finally {
    await embedded.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
});
process.exit(); // the engine's lock timer would hold us for ten seconds more
