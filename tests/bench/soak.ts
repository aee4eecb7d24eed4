import { once } from 'node:events';
import { end, launch, median, type Running, start, usageOf } from './graph.ts';
import type { SteadyOutcome } from './soak-load.ts';

interface Minute extends SteadyOutcome {
  readonly memoryMb: number;
  /** Reachable after a collection. */
  readonly heapMb: number;
}

const server = 'schakel';
const minutes = 30;
const shareOfPeak = 0.7;
const firstRate = 400;
/** A rate is borne while it is answered within this. */
const patienceMs = 100;

/** Half an hour at seven tenths of the highest rate that one server bears: what grows, what slows down, what fails. */
export async function bench(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const running = await start(server);
  try {
    const peak = await findPeak(running);
    const rate = peak * shareOfPeak;
    const measured: Minute[] = [];
    for (let minute = 1; minute <= minutes; minute += 1) {
      const one = await measure(running, rate, 60);
      measured.push(one);
      progress(
        `${minute} p50 ${one.p50.toFixed(1)} p99 ${one.p99.toFixed(1)} heap ${one.heapMb.toFixed(1)} memory ${one.memoryMb.toFixed(0)} failures ${one.failures} ${one.reasons.join(' ')}`,
      );
    }
    return [rowOf(peak, rate, measured)];
  } finally {
    end(running);
  }
}

async function findPeak(running: Running): Promise<number> {
  await load(running, firstRate, 10);
  let peak = 0;
  for (let rate = firstRate; ; rate *= 1.15) {
    const { p99, failures } = await load(running, rate, 6);
    progress(`ramp ${rate.toFixed(0)}/s p99 ${p99.toFixed(1)}`);
    if (failures > 0 || p99 > patienceMs) return peak;
    peak = rate;
  }
}

async function measure(running: Running, rate: number, seconds: number): Promise<Minute> {
  const outcome = await load(running, rate, seconds);
  const usage = await Promise.all(running.processes.map((one) => usageOf(one, 'heap')));
  const sum = (of: (one: (typeof usage)[number]) => number) =>
    usage.reduce((total, one) => total + of(one), 0) / 2 ** 20;
  return { ...outcome, memoryMb: sum(({ memory }) => memory), heapMb: sum(({ heap = 0 }) => heap) };
}

async function load({ port }: Running, rate: number, seconds: number): Promise<SteadyOutcome> {
  const client = launch(new URL('./soak-load.ts', import.meta.url), [
    String(port),
    String(rate),
    String(seconds),
  ]);
  const [outcome] = (await once(client, 'message')) as [SteadyOutcome];
  return outcome;
}

/** Thirds are compared and not ends, so that one odd minute says nothing; the first third is warm after ten minutes. */
function rowOf(peak: number, rate: number, minutes: readonly Minute[]) {
  const third = Math.max(1, Math.floor(minutes.length / 3));
  const [first, last] = [minutes.slice(0, third), minutes.slice(-third)];
  const middle = (of: readonly Minute[], value: (minute: Minute) => number) => median(of.map(value));
  const round = (value: number) => Number(value.toFixed(1));
  return {
    server,
    minutes: minutes.length,
    peakPerSecond: Math.round(peak),
    ratePerSecond: Math.round(rate),
    requests: minutes.reduce((total, { requests }) => total + requests, 0),
    failures: minutes.reduce((total, { failures }) => total + failures, 0),
    reasons: [...new Set(minutes.flatMap(({ reasons }) => reasons))].join('; '),
    p50Ms: round(middle(minutes, ({ p50 }) => p50)),
    p99FirstThirdMs: round(middle(first, ({ p99 }) => p99)),
    p99LastThirdMs: round(middle(last, ({ p99 }) => p99)),
    heapFirstThirdMb: round(middle(first, ({ heapMb }) => heapMb)),
    heapLastThirdMb: round(middle(last, ({ heapMb }) => heapMb)),
    memoryFirstThirdMb: round(middle(first, ({ memoryMb }) => memoryMb)),
    memoryLastThirdMb: round(middle(last, ({ memoryMb }) => memoryMb)),
  };
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}
