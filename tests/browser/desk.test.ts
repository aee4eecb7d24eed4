import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { buildSchema, getNamedType, isInputObjectType, parse, validate } from 'graphql';
import { compose } from '../../graphql/composition.ts';
import { defaultLimits } from '../../graphql/limits.ts';
import { useCostLimit } from '../../graphql/plugins/use-cost-limit.ts';
import { useSizeLimits } from '../../graphql/plugins/use-size-limits.ts';

const root = join(import.meta.dirname, '../..');
const documentsFolder = join(root, 'graphql/desk/src/documents');

function publishedSchema() {
  const files = globSync(
    ['crm-core/*/schema.graphql', 'connectors/*/schema.graphql', 'hub/console/schema.graphql'],
    {
      cwd: root,
    },
  );
  const offers = files.map((file) => [file, readFileSync(join(root, file), 'utf8')] as const);
  const composed = compose(new Map(offers), new Map());
  if (!('publicSdl' in composed) || composed.faults.length > 0)
    throw new Error(
      `the subgraphs do not compose: ${composed.faults.map(({ message }) => message).join(' ')}`,
    );
  return buildSchema(composed.publicSdl);
}

async function documentsOfTheDesk() {
  const modules = await Promise.all(
    globSync('*.ts', { cwd: documentsFolder }).map((file) => import(join(documentsFolder, file))),
  );
  const texts = modules.flatMap((module) => Object.entries(module as Record<string, string>));
  return texts.filter(([, text]) => /^(query|mutation|subscription) /.test(text));
}

test('all that the desk asks is in the published schema, and within its limits', async (t) => {
  const schema = publishedSchema();
  const documents = await documentsOfTheDesk();
  t.true(documents.length > 15);
  for (const [name, text] of documents) {
    const document = parse(text);
    t.deepEqual(validate(schema, document), [], name);
    for (const rule of [useSizeLimits(defaultLimits), useCostLimit(defaultLimits)]) {
      const check = rule(document, schema, undefined);
      const told = typeof check === 'function' ? check({}, {}) : check;
      t.is(told, undefined, name);
    }
  }
});

test('every mutation of the desk carries a key that makes a repeat harmless', async (t) => {
  const fields = publishedSchema().getMutationType()?.getFields() ?? {};
  for (const [name, text] of await documentsOfTheDesk()) {
    if (!text.startsWith('mutation')) continue;
    const field = /^mutation [^{]*\{\s*result: (\w+)\(input: \$input\)/.exec(text)?.[1] ?? '';
    const argument = fields[field]?.args.find(({ name }) => name === 'input');
    const input = argument && getNamedType(argument.type);
    t.true(isInputObjectType(input) && 'idempotencyKey' in input.getFields(), name);
  }
});

const pairs = [
  ['ink', ['paper', 'card', 'sunk', 'accent-soft', 'warn-soft']],
  ['muted', ['paper', 'card', 'sunk', 'accent-soft', 'warn-soft']],
  ['accent', ['paper', 'card', 'accent-soft', 'warn-soft']],
  ['on-accent', ['accent']],
  ['good', ['card', 'good-soft']],
  ['warn', ['card', 'warn-soft']],
  ['bad', ['card', 'bad-soft', 'accent-soft']],
] as const;

test('every text stands out from what it stands on, by day and by night', (t) => {
  const css = readFileSync(join(root, 'graphql/desk/src/page.css'), 'utf8');
  const [day = '', night = ''] = css.split('@media (prefers-color-scheme: dark)');
  for (const [when, part] of [
    ['day', day],
    ['night', night],
  ] as const) {
    const colours = Object.fromEntries(
      [...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name, colour]),
    );
    for (const [text, surfaces] of pairs) {
      for (const surface of surfaces) {
        const contrast = contrastOf(colours[text] ?? '', colours[surface] ?? '');
        t.true(contrast >= 4.5, `${text} on ${surface} by ${when}: ${contrast.toFixed(2)}`);
      }
    }
    const edge = contrastOf(colours['edge'] ?? '', colours['card'] ?? '');
    t.true(edge >= 3, `the edge of a control by ${when}: ${edge.toFixed(2)}`);
  }
});

/** WCAG 2.2, contrast ratio. */
function contrastOf(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminanceOf(one), luminanceOf(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminanceOf(colour: string): number {
  const parts = (colour.match(/[0-9a-f]{2}/g) ?? []).map((part) => Number.parseInt(part, 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
