import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { Connector } from '../hub/connector.ts';
import type { Mapping, Rule } from '../hub/mapping.ts';
import { type ConnectorFolder, connectorFolder, connectorNames, section } from './connector-folders.ts';
import { envExample } from './env-example.ts';
import { type Tier, tiers } from './quality-rules.ts';
import { requirementsTable } from './requirements-table.ts';
import { cell, messagesTable, settingsTable, table } from './shape-tables.ts';

const project = new URL('../', import.meta.url);

/** Every generated document of `root`, by its path from there, as it should be. Writes nothing. */
export async function renderDocs(root: URL = project): Promise<Map<string, string>> {
  const names = await connectorNames(root);
  const folders = await Promise.all(names.map((name) => connectorFolder(root, name)));
  return new Map([
    ['connectors/README.md', connectorsReadme(folders)],
    ...folders.map(
      ({ folder, readme, connector }) =>
        [`connectors/${folder}/README.md`, withTables(readme, connector)] as const,
    ),
    ['mappings/README.md', mappingsReadme(await mappings(root))],
    ['tests/README.md', await testsReadme(root)],
    [
      '.env.example',
      envExample(folders.flatMap(({ folder, connector }) => (folder.startsWith('_') ? [] : [connector]))),
    ],
  ]);
}

/** Writes what differs; returns the paths of what it wrote. */
export async function writeDocs(root: URL = project): Promise<string[]> {
  const written: string[] = [];
  for (const [path, text] of await renderDocs(root)) {
    const url = new URL(path, root);
    if ((await readFile(url, 'utf8').catch(() => '')) === text) continue;
    await writeFile(url, text);
    written.push(path);
  }
  return written;
}

/** A connector's README with the tables that its code gives. */
export function withTables(readme: string, connector: Connector): string {
  const settings = between(readme, 'settings', settingsTable(connector));
  return between(settings, 'messages', messagesTable(connector));
}

/** `tests/README.md` with the table of what the city asked for and the tests that prove it. */
export async function testsReadme(root: URL = project): Promise<string> {
  const readme = await readFile(new URL('tests/README.md', root), 'utf8').catch(() => '');
  return between(readme, 'requirements', await requirementsTable(root));
}

function between(text: string, marker: string, generated: string) {
  const [start, end] = [`<!-- ${marker}:start -->`, `<!-- ${marker}:end -->`];
  const [from, to] = [text.indexOf(start), text.indexOf(end)];
  if (from < 0 || to < from) return text;
  return `${text.slice(0, from + start.length)}\n${generated}\n${text.slice(to)}`;
}

/** The text of `connectors/README.md`. */
export function connectorsReadme(folders: readonly ConnectorFolder[]) {
  const rows = folders.map(({ folder, connector, readme, quality }) => [
    `[${folder}](${folder}/README.md)`,
    cell(connector.summary),
    directionOf(connector),
    firstSentence(section(readme, 'Protocol') ?? ''),
    quality.tier,
    connector.owner,
  ]);
  const names = Object.keys(tiers) as Tier[];
  const meanings = names.map((tier) => [tier, tiers[tier].means]);
  const rules = names.flatMap((tier) =>
    Object.entries(tiers[tier].rules).map(([rule, asks]) => [tier, `\`${rule}\``, asks]),
  );
  return `# Connectors

Which one to copy: \`npm run new:connector <name>\` starts from \`_template\`, a small REST connector that polls, sends and
answers. For a stream over a socket look at \`telephony\`, for an asynchronous remote with signed tokens at \`dosis\`, for a
feed of changes with a cursor at \`ipdc\`.

A connector is one folder: \`README.md\`, \`connector.ts\`, \`wire.ts\` (their words), \`simulator.ts\`, \`quality.json\`,
\`testcases/<case>/\`, and where the graph shows it \`schema.graphql\` and \`resolvers.ts\`. It imports \`hub/index.ts\` and
nothing else of the project; deleting the folder deletes the connector. The contract stands in \`hub/connector.ts\`.

${table(['name', 'summary', 'direction', 'protocol', 'tier', 'owner'], rows)}

## Quality

\`quality.json\` says of every rule \`done\`, \`todo\` or \`{ "exempt": reason }\`. A tier is earned when none of its rules,
and none of the tiers before it, is \`todo\`.

${table(['tier', 'means'], meanings)}

${table(['tier', 'rule', 'asks'], rules)}

## Testcases

\`testcases/<case>/exchanges.json\` is recorded traffic with invented citizens; what it should lead to stands beside it. Five
cases are always there: \`one-thing-happens\`, \`nothing-happens\`, \`remote-refuses\`, \`remote-is-down\`,
\`answer-is-garbage\`. A fault that was reported becomes a case before it is mended.

This file and the tables in the folders are written by \`npm run docs\`.
`;
}

function directionOf({ emits, accepts }: Connector) {
  const ways = [Object.keys(emits).length > 0 && 'in', Object.keys(accepts).length > 0 && 'out'];
  return ways.filter(Boolean).join(' and ');
}

function firstSentence(text: string) {
  return cell(/^[\s\S]*?\.(?=\s|$)/.exec(text)?.[0] ?? text);
}

export interface MappingFile {
  readonly file: string;
  readonly mapping: Mapping;
}

/** Every `mappings/<theirs>-to-<ours>.ts` of `root`, in order of name. */
export async function mappings(root: URL = project): Promise<MappingFile[]> {
  const files = await readdir(new URL('mappings/', root)).catch(() => []);
  const named = files.filter((file) => /-to-.+\.ts$/.test(file)).sort();
  return Promise.all(
    named.map(async (file) => {
      const { default: mapping } = await import(new URL(`mappings/${file}`, root).href);
      return { file, mapping: mapping as Mapping };
    }),
  );
}

/** The text of `mappings/README.md`. */
export function mappingsReadme(files: readonly MappingFile[]) {
  const parts = files.map(({ file, mapping }) => {
    const rules = Object.entries(mapping.fields as Record<string, Rule<object, unknown>>);
    const rows = rules.map(([field, { reads, how }]) => [
      `\`${field}\``,
      (reads as readonly string[]).map((name) => `\`${name}\``).join(', '),
      cell(how),
    ]);
    const drops = Object.entries(mapping.drops as Record<string, string>);
    const left = drops.map(([field, why]) => [`\`${field}\``, cell(why)]);
    const leftBehind = left.length > 0 ? `\n\nLeft behind:\n\n${table(['field', 'why'], left)}` : '';
    return `## ${mapping.name}\n\n\`${file}\`\n\n${table(['field', 'from', 'how'], rows)}${leftBehind}\n`;
  });
  return `# Mappings

How the words of others become ours, one table per mapping: a functional owner can read it and sign it off. Every target
field has a rule (the compiler sees to that), every source field is read or left behind with its reason (the samples see to
that). To change one, add a sample to \`<mapping>.samples.json\` first.

Written by \`npm run docs\`.

${parts.join('\n')}`;
}

if (import.meta.main) {
  const written = await writeDocs();
  console.log(written.length > 0 ? `Written: ${written.join(', ')}.` : 'Every document was up to date.');
}
