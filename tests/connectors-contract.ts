import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { ConnectorError } from '../hub/errors.ts';
import type { Endpoint } from '../hub/index.ts';
import type { Simulator, StartSimulator } from '../hub/simulator.ts';
import { type ConnectorFolder, connectorFolder, headings, section } from '../scripts/connector-folders.ts';
import { withTables } from '../scripts/docs.ts';
import { rulesUpTo } from '../scripts/quality-rules.ts';
import { propertiesOf } from '../scripts/shape-tables.ts';
import { testContext } from './helpers/context.ts';

const testcases = [
  'one-thing-happens',
  'nothing-happens',
  'remote-refuses',
  'remote-is-down',
  'answer-is-garbage',
];

/** What every connector promises, as tests: `folder` is one of `connectors/` in `root`. */
export function declareContract(root: URL, folder: string): void {
  const declare = (title: string, prove: (t: ExecutionContext, subject: ConnectorFolder) => unknown) =>
    test(`${folder} ${title}`, async (t) => {
      await prove(t, await connectorFolder(root, folder));
    });

  declare('is called after its folder, and so are its messages', (t, { connector }) => {
    const types = [...Object.keys(connector.emits), ...Object.keys(connector.accepts)];
    t.is(connector.name, folder.replace(/^_/, ''));
    t.true(types.length > 0);
    t.deepEqual(
      types.filter((type) => !/^[a-z-]+(\.[a-z-]+)+$/.test(type.replace(connector.name, 'name'))),
      [],
    );
    t.deepEqual(
      types.filter((type) => !type.startsWith(`${connector.name}.`)),
      [],
    );
    t.regex(connector.summary, /\w.*\.$/);
    t.not(connector.owner, '');
  });

  declare('explains every setting', (t, { connector }) => {
    const silent = propertiesOf(connector.settings).filter(({ shape }) => !shape.description?.endsWith('.'));
    t.deepEqual(
      silent.map(({ name }) => name),
      [],
    );
  });

  declare('refuses a setting that it does not know', async (t, subject) => {
    const { settings } = await simulator(t, subject);
    t.true(subject.connector.settings.safeParse(settings).success);
    t.false(subject.connector.settings.safeParse({ ...settings, noSuchSetting: 1 }).success);
  });

  declare(
    'has a README with the agreed sections and the tables that its code gives',
    (t, { connector, readme }) => {
      t.regex(readme, new RegExp(`^# ${connector.name}\n`));
      t.deepEqual(
        headings.filter((heading) => !section(readme, heading)),
        [],
      );
      for (const marker of ['settings:start', 'settings:end', 'messages:start', 'messages:end']) {
        t.true(readme.includes(`<!-- ${marker} -->`), marker);
      }
      t.is(readme, withTables(readme, connector), 'npm run docs writes the tables');
    },
  );

  declare('is proven by recorded traffic of the five kinds', async (t, { url }) => {
    const entries = await readdir(new URL('testcases/', url), { withFileTypes: true });
    const cases = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    t.deepEqual(
      testcases.filter((name) => !cases.includes(name)),
      [],
    );
    for (const name of cases) {
      t.true((await readdir(new URL(`testcases/${name}/`, url))).length > 0, `${name} holds a recording`);
    }
  });

  declare('opens without traffic, and may be closed twice', async (t, subject) => {
    const { settings } = await simulator(t, subject);
    const asked: string[] = [];
    const endpoint = await opened(subject, settings, asked);
    t.deepEqual(asked, []);
    await endpoint.close();
    await endpoint.close();
  });

  declare('can do what its messages need', async (t, subject) => {
    const { settings } = await simulator(t, subject);
    const endpoint = await opened(subject, settings);
    t.teardown(() => endpoint.close());
    t.is(endpoint.receive !== undefined, Object.keys(subject.connector.emits).length > 0);
    const takes = endpoint.send !== undefined || endpoint.request !== undefined;
    t.is(takes, Object.keys(subject.connector.accepts).length > 0);
  });

  declare('finds its remote with a probe, and says so when it is gone', async (t, subject) => {
    const remote = await simulator(t, subject);
    const endpoint = await opened(subject, remote.settings);
    t.teardown(() => endpoint.close());
    await t.notThrowsAsync(() => endpoint.probe());
    await remote.close();
    const error = await t.throwsAsync<ConnectorError>(() => endpoint.probe(), { instanceOf: ConnectorError });
    t.is(error?.failure, 'unavailable');
    t.deepEqual(
      secrets(subject, remote.settings).filter((secret) => error?.message.includes(secret)),
      [],
    );
  });

  declare('stops receiving within a second of being told to', async (t, subject) => {
    const { settings } = await simulator(t, subject);
    const endpoint = await opened(subject, settings);
    t.teardown(() => endpoint.close());
    const stop = new AbortController();
    const received = receiveAll(endpoint, stop.signal);
    await Promise.race([sleep(300), received]);
    stop.abort();
    t.is(await Promise.race([received, sleep(1000, 'still receiving')]), 'ended');
  });

  declare('knows every rule of quality, and has earned its tier', (t, { quality }) => {
    t.deepEqual(Object.keys(quality.rules).sort(), rulesUpTo('gold').sort());
    t.deepEqual(
      rulesUpTo(quality.tier).filter((rule) => quality.rules[rule] === 'todo'),
      [],
    );
  });
}

async function simulator(t: ExecutionContext, { url }: ConnectorFolder): Promise<Simulator> {
  const { default: start } = (await import(new URL('simulator.ts', url).href)) as { default: StartSimulator };
  const running = await start();
  t.teardown(() => running.close());
  return running;
}

/** The connector on its simulator; every request and connection it makes is written to `asked`. */
async function opened(
  { connector }: ConnectorFolder,
  settings: unknown,
  asked: string[] = [],
): Promise<Endpoint> {
  const real = testContext();
  const context = testContext({
    http: (baseUrl, options) => {
      const client = real.http(baseUrl, options);
      return {
        request(request) {
          asked.push(request.route);
          return client.request(request);
        },
      };
    },
    tcp: (address) => {
      asked.push('tcp');
      return real.tcp(address);
    },
  });
  return connector.open(connector.settings.parse(settings), context);
}

async function receiveAll(endpoint: Endpoint, signal: AbortSignal): Promise<string> {
  try {
    for await (const { ack } of endpoint.receive?.(signal) ?? []) await ack();
    return 'ended';
  } catch (error) {
    return error instanceof ConnectorError ? 'ended' : `threw ${error}`;
  }
}

function secrets({ connector }: ConnectorFolder, settings: Simulator['settings']) {
  const names = propertiesOf(connector.settings).filter(({ shape }) => shape.secret);
  return names.flatMap(({ name }) => (typeof settings[name] === 'string' ? [settings[name]] : []));
}
