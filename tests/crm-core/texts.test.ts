import { readdir } from 'node:fs/promises';
import test from 'ava';
import { texts } from '../../crm-core/texts.ts';

test('every sentence has one name, and every name one sentence', async (t) => {
  const folder = new URL('../../crm-core/texts/', import.meta.url);
  const files = await readdir(folder);
  const catalogues = await Promise.all(
    files.map(async (file) => Object.values(await import(new URL(file, folder).href)) as object[]),
  );
  const names = catalogues.flat().flatMap(Object.keys);
  t.deepEqual(
    names.filter((name, index) => names.indexOf(name) !== index),
    [],
  );
  t.deepEqual(names.toSorted(), Object.keys(texts).toSorted());
});
