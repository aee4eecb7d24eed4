import { readFile } from 'node:fs/promises';
import test from 'ava';
import { connectorFolder, connectorNames } from '../scripts/connector-folders.ts';
import { connectorsReadme } from '../scripts/docs.ts';
import { declareContract } from './connectors-contract.ts';

const root = new URL('../', import.meta.url);
const names = await connectorNames(root);

for (const name of names) declareContract(root, name);

test('connectors/README.md lists every connector as it is', async (t) => {
  t.true(names.length > 1);
  const folders = await Promise.all(names.map((name) => connectorFolder(root, name)));
  const list = await readFile(new URL('connectors/README.md', root), 'utf8');
  t.is(list, connectorsReadme(folders), 'npm run docs writes it');
});
