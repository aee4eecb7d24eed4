import { readFile } from 'node:fs/promises';
import test from 'ava';
import { translate, unaccounted } from '../hub/index.ts';
import { mappings, mappingsReadme } from '../scripts/docs.ts';

interface Sample {
  readonly from: object;
  readonly to: object;
}

const root = new URL('../', import.meta.url);
const files = await mappings(root);

for (const { file, mapping } of files) {
  test(`${file} turns every sample into what stands beside it, and loses no field unexplained`, async (t) => {
    const path = new URL(`mappings/${file.replace(/\.ts$/, '.samples.json')}`, root);
    const samples = JSON.parse(await readFile(path, 'utf8')) as Sample[];
    t.true(samples.length > 0);
    for (const { from, to } of samples) {
      t.deepEqual(JSON.parse(JSON.stringify(translate(mapping, from))), to);
      t.deepEqual(unaccounted(mapping, from), []);
    }
  });
}

test('mappings/README.md shows every mapping as it is', async (t) => {
  t.true(files.length > 0);
  t.is(
    await readFile(new URL('mappings/README.md', root), 'utf8'),
    mappingsReadme(files),
    'npm run docs writes it',
  );
});
