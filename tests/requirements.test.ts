import { readFile } from 'node:fs/promises';
import test from 'ava';
import { testsReadme } from '../scripts/docs.ts';
import { provenRequirements } from '../scripts/requirements-table.ts';

/** From id to id, of what the city asked of the core. R025 is volume, which `npm run bench register` shows; R026 is the assistant's. */
const asked = [
  ['R001', 'R024'],
  ['R027', 'R048'],
  ['R050', 'R056'],
  ['R060', 'R071'],
  ['R080', 'R095'],
  ['R100', 'R103'],
  ['R140', 'R147'],
  ['R150', 'R156'],
  ['R160', 'R164'],
  ['R170', 'R174'],
  ['R200', 'R202'],
  ['M1', 'M2'],
  ['M7', 'M9'],
] as const;

test('everything that the city asked of the core is proven by a test that names it', async (t) => {
  const proven = await provenRequirements(new URL('../', import.meta.url));
  t.deepEqual(
    asked.flatMap(([from, to]) => range(from, to)).filter((id) => !proven.has(id)),
    [],
  );
});

test('the table of what is proven is the one that the titles give: write it again with npm run docs', async (t) => {
  const written = await readFile(new URL('README.md', import.meta.url), 'utf8');
  t.is(written, await testsReadme());
});

function range(from: string, to: string): string[] {
  const [letter = ''] = from;
  const [first, last] = [Number(from.slice(1)), Number(to.slice(1))];
  return Array.from(
    { length: last - first + 1 },
    (_, index) => `${letter}${String(first + index).padStart(from.length - 1, '0')}`,
  );
}
