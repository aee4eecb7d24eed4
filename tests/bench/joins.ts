import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { freePort } from '../helpers/free-port.ts';
import { joinWith, openCity } from '../hub/joining.ts';

const joins = 200;
const warmUp = 20;

/** Two hundred times a node joins with another form of its subgraph, and leaves, while clients ask for something else. */
export async function bench(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const port = String(await freePort());
  const nats = spawn('nats-server', ['--addr', '127.0.0.1', '--port', port], { stdio: 'ignore' });
  await once(nats, 'spawn');
  const natsUrl = `nats://127.0.0.1:${port}`;
  const city = await openCity(natsUrl);
  const heapMb = () => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const stop = new AbortController();
  const load = { asked: 0, failed: 0 };
  const clients = Array.from({ length: 2 }, async () => {
    while (!stop.signal.aborted) {
      const { data, errors } = await city.ask('{ base { name } }');
      load.asked += 1;
      if (errors || !data) load.failed += 1;
    }
  });
  const appeared: number[] = [];
  const round = async (number: number) => {
    const leave = await joinWith(natsUrl, `v${number}`);
    const joined = performance.now();
    while (!(await city.ask(`{ weather { v${number} } }`)).data?.['weather']);
    appeared.push(performance.now() - joined);
    await leave();
    while ((await city.ask(`{ weather { v${number} } }`)).data?.['weather'] !== null);
  };
  try {
    for (let number = 0; number < warmUp; number += 1) await round(number);
    const before = heapMb();
    const resources = process.getActiveResourcesInfo().length;
    appeared.length = 0;
    for (let number = warmUp; number < warmUp + joins; number += 1) await round(number);
    const after = heapMb();
    stop.abort();
    await Promise.all(clients);
    const sorted = appeared.toSorted((a, b) => a - b);
    return [
      {
        joins,
        asked: load.asked,
        failed: load.failed,
        servedWithinMsMedian: Math.round(sorted[joins / 2] ?? Number.NaN),
        servedWithinMsMost: Math.round(sorted.at(-1) ?? Number.NaN),
        heapBeforeMb: Number(before.toFixed(1)),
        heapAfterMb: Number(after.toFixed(1)),
        openResourcesMore: process.getActiveResourcesInfo().length - resources,
      },
    ];
  } finally {
    stop.abort();
    await city.close();
    nats.kill('SIGKILL');
  }
}
