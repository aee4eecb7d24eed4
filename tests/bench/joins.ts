import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runNats } from '../helpers/nats.ts';
import { joinWith, openCity } from '../hub/joining.ts';
import { median } from './graph.ts';

const joins = 200;
const warmUp = 20;

/** Two hundred times a node joins with another form of its subgraph, and leaves, while clients ask for something else. */
export async function bench(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  const { url: natsUrl, server: nats } = await runNats();
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
    return [
      {
        joins,
        asked: load.asked,
        failed: load.failed,
        servedWithinMsMedian: Math.round(median(appeared)),
        servedWithinMsMost: Math.round(Math.max(...appeared)),
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
