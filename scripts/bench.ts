import { readdir, readFile, writeFile } from 'node:fs/promises';
import { arch, cpus } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

type Row = Readonly<Record<string, unknown>>;

interface Bench {
  /** Measures, and answers one row per thing measured. */
  readonly bench?: () => Promise<readonly Row[]>;
}

const folder = join(import.meta.dirname, '../tests/bench');
const resultsFile = join(folder, 'results.json');

/** `npm run bench [name…]`: runs benches, prints a table of each and keeps the figures in `tests/bench/results.json`. */
async function main(wanted: readonly string[]) {
  const benches = await findBenches();
  const unknown = wanted.filter((name) => !benches.has(name));
  if (unknown.length > 0) {
    console.error(`There is no bench ${unknown.join(', ')}; there are ${[...benches.keys()].join(', ')}.`);
    return 1;
  }
  for (const [name, bench] of benches) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`\n${name}`);
    const rows = await bench();
    if (rows.length === 0) continue; // it said why it was skipped
    console.table(rows);
    await keep(name, rows);
  }
  return 0;
}

async function findBenches() {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.ts')).sort();
  const modules = await Promise.all(
    files.map(async (file) => [file.slice(0, -3), await load(join(folder, file))] as const),
  );
  return new Map(modules.flatMap(([name, { bench }]) => (bench ? [[name, bench] as const] : [])));
}

async function load(file: string): Promise<Bench> {
  return (await import(pathToFileURL(file).href)) as Bench;
}

async function keep(name: string, rows: readonly Row[]) {
  const results = JSON.parse(await readFile(resultsFile, 'utf8').catch(() => '{}'));
  const machine = { node: process.version, arch: arch(), cores: cpus().length };
  results[name] = { measuredAt: new Date().toISOString().slice(0, 10), machine, rows };
  await writeFile(resultsFile, `${JSON.stringify(results, null, 2)}\n`);
}

process.exit(await main(process.argv.slice(2)));
