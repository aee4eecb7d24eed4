import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { playStory } from './demo/story.ts';

const root = join(import.meta.dirname, '..');
const flags = ['--disable-warning=ExperimentalWarning'];

interface Running {
  readonly url: string;
  readonly simulators: Readonly<Record<string, { readonly adminUrl: string }>>;
}

/** `npm run demo`: one call from the ring to DOSIS, on the hub that runs in DATA_DIR or on one of its own. */
async function main() {
  const folder = process.env['DATA_DIR'] ?? '.data';
  const running = await readRunning(folder);
  if (running) return play(running, folder);
  const own = await mkdtemp(join(tmpdir(), 'schakel-demo-'));
  console.log('No hub runs here; starting one for the demo.');
  const hub = spawn(process.execPath, [...flags, 'hub/main.ts', '--bundled'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: '', PORT: '0', DATA_DIR: own },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await Promise.race([once(hub.stdout, 'data'), once(hub, 'exit')]);
    const started = await readRunning(own);
    if (!started) throw new Error('The hub did not start: see npm start.');
    await play(started, own);
  } finally {
    if (hub.exitCode === null) {
      hub.kill('SIGTERM');
      await once(hub, 'exit');
    }
    await rm(own, { recursive: true, force: true });
  }
}

async function readRunning(folder: string): Promise<Running | undefined> {
  try {
    const running: Running = JSON.parse(await readFile(join(folder, 'hub.json'), 'utf8'));
    const response = await fetch(`${running.url}/health/live`);
    return response.ok ? running : undefined;
  } catch {
    return undefined;
  }
}

async function play({ url, simulators }: Running, folder: string) {
  const { telephony, dosis } = simulators;
  if (!telephony || !dosis)
    throw new Error('This hub runs without simulators; the demo needs them (npm start).');
  const startedAt = performance.now();
  const story = await playStory({
    url,
    telephonyUrl: telephony.adminUrl,
    dosisUrl: dosis.adminUrl,
    caller: '+32470000001',
    device: '7101',
    token: async (persona) => {
      const env = { ...process.env, DATA_DIR: folder };
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [...flags, 'scripts/token.ts', persona],
        { cwd: root, env },
      );
      return stdout.trim();
    },
    told: (step, detail) => {
      const ms = Math.round(performance.now() - startedAt);
      console.log(`${String(ms).padStart(6)} ms  ${step}: ${detail}`);
    },
  });
  console.log(`\nThe trace of contact ${story.contactReference}:`);
  for (const { at, type, state } of story.journey) console.log(`  ${at}  ${type}  ${state}`);
  console.log('\nIn the audit chain:');
  for (const { number, act, actorName } of story.audit)
    console.log(`  ${number ?? 'unsealed'}  ${act}  ${actorName}`);
  console.log(`\nDOSIS read back: dossier ${story.caseReference} is ${story.dossier.code}.`);
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
