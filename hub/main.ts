import { givenEnvironment } from './node-env.ts';
import { startHub } from './roles/start-hub.ts';
import { readHubSettings } from './settings.ts';
import { StartError } from './start-error.ts';

/** How long a stop may take before the process ends regardless. */
const stopMs = 9500;

/** Starts the hub with the settings of the environment; `--bundled` adds the simulators and the invented people. */
async function main(args: readonly string[]) {
  const bundled = args.includes('--bundled') ? { SIMULATORS: 'on' } : {};
  const environment = { ...givenEnvironment, ...bundled };
  const hub = await startHub(readHubSettings(environment), environment);
  process.stdout.write(`ready ${hub.url}\n`);

  const stop = (code: number) => {
    setTimeout(() => process.exit(code || 1), stopMs).unref();
    void hub.stop().then(() => process.exit(code));
  };
  process.once('SIGTERM', () => stop(0));
  process.once('SIGINT', () => stop(0));
  process.stderr.write(`${await hub.lost}\n`);
  stop(1);
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof StartError;
  process.stderr.write(
    known
      ? `${error.message}\n`
      : `The hub could not start: ${error instanceof Error ? error.stack : error}\n`,
  );
  process.exit(1);
});
