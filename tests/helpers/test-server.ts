import { join } from 'node:path';
import { type EmbeddedDatabase, startEmbedded } from '../../hub/database/embedded.ts';
import { migrate } from '../../hub/database/migrate.ts';

export const schemaFolder = join(import.meta.dirname, '../../crm-core/prisma');

/** What only a server needs that must outlive a power cut; a copy of the schema per test costs half without it. */
const disposable = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'autovacuum=off'];

/** A real PostgreSQL whose database is the migrated template of every test's own. */
export async function startTestServer(folder: string): Promise<EmbeddedDatabase> {
  const server = await startEmbedded(folder, disposable);
  await migrate(server.url, schemaFolder);
  return server;
}
