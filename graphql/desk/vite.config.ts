import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const virtual = 'virtual:own-documents';
const folder = join(import.meta.dirname, 'src/documents');

/** `npx vite build graphql/desk` makes `graphql/desk/dist`, which the hub serves at `/desk/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [ownDocuments()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, modulePreload: false },
});

/** Gives the desk the id of each of its documents, and the hub `documents.json`: id (SHA-256 in hex) → text. */
function ownDocuments(): Plugin {
  return {
    name: 'own-documents',
    resolveId: (source) => (source === virtual ? `\0${virtual}` : undefined),
    async load(id) {
      if (id !== `\0${virtual}`) return undefined;
      return `export default new Map(${JSON.stringify((await readDocuments()).map(([id, text]) => [text, id]))});`;
    },
    async generateBundle() {
      const source = JSON.stringify(Object.fromEntries(await readDocuments()));
      this.emitFile({ type: 'asset', fileName: 'documents.json', source });
    },
  };
}

async function readDocuments(): Promise<(readonly [id: string, text: string])[]> {
  const files = (await readdir(folder)).sort();
  const modules = await Promise.all(
    files.map((file): Promise<object> => import(pathToFileURL(join(folder, file)).href)),
  );
  return modules
    .flatMap((module) => Object.values(module))
    .filter((value) => typeof value === 'string' && /^\s*(query|mutation|subscription)\b/.test(value))
    .map((text: string) => [createHash('sha256').update(text).digest('hex'), text] as const);
}
