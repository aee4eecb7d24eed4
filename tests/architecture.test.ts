import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';

const root = join(import.meta.dirname, '..');

/** For every rule one file that breaks it, and what that file imports. */
const planted: Readonly<Record<string, readonly [file: string, imports: string]>> = {
  'no-circles': ['hub/left.ts', './right.ts'],
  'core-stands-alone': ['crm-core/curious.ts', '../hub/index.ts'],
  'hub-knows-no-connector': ['hub/curious.ts', '../connectors/alpha/wire.ts'],
  'connectors-through-the-front-door': ['connectors/alpha/client.ts', '../../hub/journal.ts'],
  'connectors-do-not-meet': ['connectors/alpha/meets.ts', '../beta/wire.ts'],
  'connectors-do-not-know-the-core': ['connectors/alpha/knows.ts', '../../crm-core/words.ts'],
  'simulators-read-for-themselves': ['connectors/alpha/simulator.ts', './wire.ts'],
  'mappings-see-the-wire-only': ['mappings/nosy.ts', '../connectors/alpha/inside.ts'],
  'graph-shows-what-it-is-given': ['graphql/nosy.ts', '../crm-core/words.ts'],
  'desk-knows-the-schema-only': ['graphql/desk/nosy.ts', '../compose.ts'],
  'one-door-to-the-broker': ['hub/direct.ts', 'moleculer'],
  'no-tests-in-production': ['hub/tested.ts', '../tests/helper.ts'],
  'listed-dependencies-only': ['hub/tooled.ts', 'ava'],
};

const innocent: Readonly<Record<string, string>> = {
  'hub/index.ts': 'export {};',
  'hub/journal.ts': 'export {};',
  'hub/right.ts': `import './left.ts';`,
  'connectors/alpha/wire.ts': 'export {};',
  'connectors/alpha/inside.ts': 'export {};',
  'connectors/beta/wire.ts': 'export {};',
  'crm-core/words.ts': 'export {};',
  'graphql/compose.ts': 'export {};',
  'tests/helper.ts': 'export {};',
  'tsconfig.json': '{}',
};

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

async function violations(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-rules-'));
  try {
    for (const [file, text] of Object.entries(files)) {
      await mkdir(join(folder, dirname(file)), { recursive: true });
      await writeFile(join(folder, file), text);
    }
    for (const name of ['node_modules', 'package.json', '.dependency-cruiser.mjs']) {
      await symlink(join(root, name), join(folder, name));
    }
    const program = join(root, 'node_modules/.bin/depcruise');
    const folders = ['hub', 'connectors', 'mappings', 'crm-core', 'graphql', 'tests'];
    const options = { cwd: folder, maxBuffer: 50_000_000 };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [program, '--output-type', 'json', ...folders],
      options,
    );
    return JSON.parse(stdout).summary.violations;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('every rule of the direction of knowledge has a planted violation', async (t) => {
  const { default: configuration }: { default: { forbidden: { name: string }[] } } = await import(
    join(root, '.dependency-cruiser.mjs')
  );
  t.deepEqual(configuration.forbidden.map(({ name }) => name).sort(), Object.keys(planted).sort());
});

test('every rule of the direction of knowledge refuses its planted violation', async (t) => {
  const files = Object.fromEntries(
    Object.values(planted).map(([file, imports]) => [file, `import '${imports}';`]),
  );
  const found = await violations({ ...innocent, ...files });
  for (const [rule, [file]] of Object.entries(planted)) {
    t.true(
      found.some(({ from, rule: { name } }) => name === rule && from === file),
      `${rule} let ${file} pass`,
    );
  }
});
