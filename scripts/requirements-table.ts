import { readdir, readFile } from 'node:fs/promises';
import { table } from './shape-tables.ts';

/** What the city asked for (R…) and what none of today's systems has (M…), as a test's title names it at its end. */
const proven = /\s*\(((?:R\d{3}|M\d{1,2})(?:, (?:R\d{3}|M\d{1,2}))*)\)$/;
const titles = /\btest(?:\.serial)?\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;

/** Requirement id → the titles of the tests that prove it, each without its ids, in order. */
export async function provenRequirements(root: URL): Promise<ReadonlyMap<string, readonly string[]>> {
  const folder = new URL('tests/', root);
  const files = (await readdir(folder, { recursive: true }).catch(() => [])).filter((file) =>
    file.endsWith('.test.ts'),
  );
  const texts = await Promise.all(files.sort().map((file) => readFile(new URL(file, folder), 'utf8')));
  const rows = texts.flatMap(titlesIn).flatMap((title) => {
    const [, ids = ''] = proven.exec(title) ?? [];
    return ids
      .split(', ')
      .filter(Boolean)
      .map((id) => [id, title.replace(proven, '')] as const);
  });
  const byId = Map.groupBy(
    rows.toSorted(([a], [b]) => a.localeCompare(b, 'en', { numeric: true })),
    ([id]) => id,
  );
  return new Map([...byId].map(([id, found]) => [id, found.map(([, title]) => title)]));
}

/** The same as a table for `tests/README.md`. */
export async function requirementsTable(root: URL): Promise<string> {
  const rows = [...(await provenRequirements(root))].map(([id, found]) => [
    id,
    found.map((title) => title.replaceAll('|', '\\|')).join(' · '),
  ]);
  return table(['id', 'proven by'], rows);
}

function titlesIn(text: string): string[] {
  return [...text.matchAll(titles)].map(([, single, double, template]) =>
    (single ?? double ?? template ?? '').replaceAll(/\\(.)/g, '$1'),
  );
}
