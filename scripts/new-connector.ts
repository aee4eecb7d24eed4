import { cp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { writeDocs } from './docs.ts';

const project = new URL('../', import.meta.url);

/** Copies `_template` to `connectors/<name>/` of `root`. Rejects with a sentence where the name cannot be used. */
export async function newConnector(name: string, root: URL = project): Promise<URL> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      'A connector is named in lower case, digits and single dashes, and begins with a letter: parking-permits.',
    );
  }
  const folder = new URL(`connectors/${name}/`, root);
  if (await stat(folder).catch(() => undefined))
    throw new Error(`There is a connector called ${name} already.`);
  await cp(new URL('connectors/_template/', project), folder, { recursive: true });
  for (const file of await readdir(folder, { withFileTypes: true })) {
    if (file.isFile()) await rename(new URL(file.name, folder), name);
  }
  await writeDocs(root);
  return folder;
}

async function rename(file: URL, name: string) {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replaceAll(/\btemplate\b/g, name));
}

if (import.meta.main) {
  const name = process.argv[2] ?? '';
  await newConnector(name).then(
    () => {
      console.log(`connectors/${name}/ is a working connector of a made-up register. Next:
  1. write wire.ts from the documentation of your remote
  2. record exchanges in testcases/
  3. fill connector.ts and teach simulator.ts the same protocol
  4. write the README's sections, then npm run docs
  5. add the mapping, and one line in mappings/routes.ts
  6. npm run check`);
    },
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
