import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  commandClientId,
  graphResource,
  personaGrant,
  services,
  storedClientSecrets,
} from '../hub/access/bundled/clients.ts';
import { personas } from '../hub/access/bundled/personas.ts';
import { folderStore } from '../hub/access/store.ts';

const dataFolder = process.env['DATA_DIR'] ?? '.data';

/** Prints a bearer token of a persona (`npm run -s token agent`) or of a service (`--service city-app`). */
async function main([first, second]: readonly string[]) {
  const asked = first === '--service' ? asService(second) : asPersona(first);
  const { url } = await runningHub();
  const secrets = await storedClientSecrets(folderStore(join(dataFolder, 'access')));
  const secret = secrets[asked.client];
  if (secret === undefined)
    throw new Error('This hub does not run with the bundled login, so it knows no personas.');
  const response = await fetch(new URL('/op/v1/token', url), {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${asked.client}:${secret}`).toString('base64')}` },
    body: new URLSearchParams(asked.form),
  }).catch((cause: unknown) => {
    throw new Error(`The hub does not answer at ${url}. ${howToStart}`, { cause });
  });
  if (!response.ok) throw new Error(`The hub at ${url} gave no token: HTTP ${response.status}.`);
  const { access_token } = z.object({ access_token: z.string() }).parse(await response.json());
  process.stdout.write(`${access_token}\n`);
}

const howToStart = 'Start it with: npm start';

function asPersona(id: string | undefined) {
  const known = personas();
  if (!known.some((persona) => persona.id === id)) {
    const list = known.map((persona) => `  ${persona.id.padEnd(24)}${persona.name}, ${persona.part}`);
    throw new Error(`${id ? `No persona is called ${id}` : 'Name a persona'}:\n${list.join('\n')}`);
  }
  return { client: commandClientId, form: { grant_type: personaGrant, persona: id ?? '' } };
}

function asService(client = '') {
  const scopes: readonly string[] | undefined = Object.entries(services).find(([id]) => id === client)?.[1];
  if (!scopes)
    throw new Error(
      `Name a service:\n${Object.keys(services)
        .map((id) => `  ${id}`)
        .join('\n')}`,
    );
  const form = { grant_type: 'client_credentials', scope: scopes.join(' '), resource: graphResource };
  return { client, form };
}

async function runningHub() {
  const file = join(dataFolder, 'hub.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`No hub is running here (${file} is missing). ${howToStart}`, { cause });
  });
  return z.object({ url: z.url() }).parse(JSON.parse(text));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
