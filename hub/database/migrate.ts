import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm';
import pg from 'pg';
import { StartError } from '../start-error.ts';

const everything = { externalTables: [], externalEnums: [] };

/**
 * Brings the database to the state of `<schemaFolder>/migrations` with Prisma's own engine (the table
 * `_prisma_migrations` is the same as its command line's), and names what was applied. A history that was edited or
 * that failed half-way is refused with a `StartError`; nothing is reset, ever.
 */
export async function migrate(url: string, schemaFolder: string): Promise<readonly string[]> {
  const migrationsList = await readMigrations(join(schemaFolder, 'migrations'));
  if (await isCurrent(url, migrationsList)) return [];
  return withEngine(url, schemaFolder, async (engine) => {
    const found = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: everything,
    });
    const [failed] = found.failedMigrationNames;
    if (failed)
      throw new StartError(`Migration ${failed} failed half-way. Mend the database, then start again.`);
    const [edited] = found.editedMigrationNames;
    if (edited)
      throw new StartError(`Migration ${edited} was changed after it was applied. Restore its text.`);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: everything });
    return appliedMigrationNames;
  });
}

/** Skips the engine (a second of WASM) when every migration is already recorded as applied with the same text. */
async function isCurrent(url: string, { migrationDirectories }: MigrationList) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ migration_name: string; checksum: string }>(
      'select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null',
    );
    const applied = new Map(rows.map(({ migration_name, checksum }) => [migration_name, checksum]));
    return (
      rows.length === migrationDirectories.length &&
      migrationDirectories.every(
        ({ path, migrationFile: { content } }) => applied.get(path) === checksumOf(content),
      )
    );
  } catch {
    return false;
  } finally {
    await client.end();
  }
}

function checksumOf(content: MigrationList['migrationDirectories'][number]['migrationFile']['content']) {
  return content.tag === 'ok' ? createHash('sha256').update(content.value).digest('hex') : undefined;
}

async function readMigrations(baseDir: string): Promise<MigrationList> {
  const entries = await readdir(baseDir, { withFileTypes: true });
  const names = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort();
  const lock = join(baseDir, 'migration_lock.toml');
  return {
    baseDir,
    lockfile: { path: lock, content: await readFile(lock, 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(join(baseDir, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}

export interface SchemaFile {
  readonly path: string;
  readonly content: string;
}

/** The statements that take a database of the schema `before` to the one in `schemaFolder`. */
export async function draft(
  url: string,
  schemaFolder: string,
  before: readonly SchemaFile[],
): Promise<string> {
  const files = await readSchema(schemaFolder);
  return withEngine(url, schemaFolder, async (engine) => {
    const { stdout } = await engine.diff({
      from: before.length === 0 ? { tag: 'empty' } : { tag: 'schemaDatamodel', files: [...before] },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: null,
      filters: everything,
    });
    return stdout ?? '';
  });
}

/** The engine is a second of WebAssembly, so it is loaded only when there is work for it. */
async function withEngine<T>(url: string, schemaFolder: string, work: (engine: SchemaEngine) => Promise<T>) {
  const { SchemaEngine } = await import('@prisma/schema-engine-wasm');
  const pool = new pg.Pool({ connectionString: url });
  const factory = bindMigrationAwareSqlAdapterFactory(withWholeScripts(new PrismaPg(pool), pool));
  const datamodels = (await readSchema(schemaFolder)).map(({ path, content }): [string, string] => [
    path,
    content,
  ]);
  const engine = await SchemaEngine.new({ datamodels }, () => {}, factory);
  try {
    return await work(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

/** The adapter cuts a script at every semicolon, also inside a function; the server reads it rightly, and as one transaction. */
function withWholeScripts(factory: PrismaPg, pool: pg.Pool): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => void (await pool.query(script));
    return adapter;
  };
  return factory;
}

async function readSchema(folder: string): Promise<SchemaFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => ({
      path: join(folder, name),
      content: await readFile(join(folder, name), 'utf8'),
    })),
  );
}
