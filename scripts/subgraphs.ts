import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { subgraphSdl } from '../graphql/subgraph-schema.ts';

const root = join(import.meta.dirname, '..');

/** Every subgraph that the hub serves, by name, as the SDL that it announces. */
export async function readSubgraphs(): Promise<readonly { readonly name: string; readonly sdl: string }[]> {
  const folders = [
    ...(await foldersIn('crm-core')),
    ...(await foldersIn('connectors')),
    ['console', 'hub/console'],
  ];
  const found = await Promise.all(
    folders.map(async ([name = '', folder = '']) => {
      const typeDefs = await readFile(join(root, folder, 'schema.graphql'), 'utf8').catch(() => undefined);
      return typeDefs === undefined ? [] : [{ name, sdl: subgraphSdl(typeDefs) }];
    }),
  );
  return found.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function foldersIn(parent: string) {
  const entries = await readdir(join(root, parent), { withFileTypes: true });
  return entries.flatMap((entry) =>
    entry.isDirectory() && !entry.name.startsWith('_') ? [[entry.name, `${parent}/${entry.name}`]] : [],
  );
}
