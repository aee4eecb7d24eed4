import { cp, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import test from 'ava';
import { newConnector } from '../scripts/new-connector.ts';
import { declareContract } from './connectors-contract.ts';

const project = fileURLToPath(new URL('../', import.meta.url));
const city = await emptyCity();
const created = await newConnector('parking-permits', city);

test.after.always(() => rm(city, { recursive: true }));

declareContract(city, 'parking-permits');

test('a new connector bears its name in every file, and none of the template', async (t) => {
  for (const file of ['connector.ts', 'wire.ts', 'simulator.ts', 'README.md', 'quality.json']) {
    t.notRegex(await readFile(new URL(file, created), 'utf8'), /\btemplate\b/, file);
  }
  t.regex(await readFile(new URL('connector.ts', created), 'utf8'), /'parking-permits\.item\.changed'/);
});

test('a new connector stands in the list of connectors', async (t) => {
  const list = await readFile(new URL('connectors/README.md', city), 'utf8');
  t.regex(list, /\| \[parking-permits\]\(parking-permits\/README\.md\) \|/);
});

for (const name of ['', 'Parking', '2go', 'parking_permits', '../parking', 'parking-', 'parking permits']) {
  test(`a connector cannot be called "${name}"`, async (t) => {
    await t.throwsAsync(() => newConnector(name, city), { message: /^A connector is named in lower case/ });
  });
}

test('a connector that is there already is left alone', async (t) => {
  const before = await readFile(new URL('README.md', created), 'utf8');
  await t.throwsAsync(() => newConnector('parking-permits', city), {
    message: 'There is a connector called parking-permits already.',
  });
  t.is(await readFile(new URL('README.md', created), 'utf8'), before);
});

/** A project with the hub and no connector. */
async function emptyCity() {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-'));
  for (const name of ['connectors', 'mappings']) await mkdir(join(folder, name));
  for (const name of ['hub', 'node_modules']) await symlink(join(project, name), join(folder, name));
  await cp(join(project, 'package.json'), join(folder, 'package.json'));
  return pathToFileURL(`${folder}/`);
}
