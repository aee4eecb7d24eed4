import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PersistedDocuments } from '../../graphql/plugins/use-persisted-documents.ts';

/**
 * The documents that the desk was built with, by their ids. Outside development whoever comes with the desk's session runs
 * no others; a program with a token of its own writes its own.
 */
export async function ownDocuments(deskFolder: string, development: boolean): Promise<PersistedDocuments> {
  const text = await readFile(join(deskFolder, 'documents.json'), 'utf8').catch(() => '{}');
  return {
    manifest: new Map(Object.entries<string>(JSON.parse(text))),
    only: ({ headers }) => !development && headers.has('cookie') && !headers.has('authorization'),
  };
}
