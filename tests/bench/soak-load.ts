import { Agent } from 'node:http';
import { isComplete, post, sharesOf } from './graph-load.ts';
import type { Workload } from './graph-world.ts';

/** What one stretch of a steady load measured; times in milliseconds, from the moment a request was due. */
export interface SteadyOutcome {
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  readonly failures: number;
  /** What the failures were, each kind once. */
  readonly reasons: readonly string[];
}

/** Two of five are a list of a hundred with what belongs to it, flat or not; the rest is single cases. */
const mix: readonly Workload[] = ['one', 'list', 'one', 'flat', 'one'];
const tickMs = 10;

/** Sends at a fixed rate, whatever comes back, so that a slow answer does not slow the asking down. */
export async function steady(port: number, perSecond: number, seconds: number): Promise<SteadyOutcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const times: number[] = [];
  const under: Promise<void>[] = [];
  const reasons = new Set<string>();
  let failures = 0;
  const ask = async (dueAt: number, workload: Workload) => {
    const body = await post(agent, port, workload).catch((error: NodeJS.ErrnoException) => error);
    times.push(performance.now() - dueAt);
    if (typeof body === 'string' && isComplete(body, workload)) return;
    failures += 1;
    reasons.add(typeof body === 'string' ? body.slice(0, 200) : (body.code ?? body.name));
  };
  const start = performance.now();
  const all = Math.round(perSecond * seconds);
  let sent = 0;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const due = Math.min(all, ((performance.now() - start) / 1000) * perSecond);
      for (; sent < due; sent += 1) {
        under.push(ask(start + (sent / perSecond) * 1000, mix[sent % mix.length] ?? 'one'));
      }
      if (sent < all) return;
      clearInterval(timer);
      resolve();
    }, tickMs);
  });
  await Promise.all(under);
  agent.destroy();
  const at = sharesOf(times);
  return { requests: times.length, p50: at(0.5), p99: at(0.99), failures, reasons: [...reasons] };
}

if (import.meta.main) {
  const [port, perSecond, seconds] = process.argv.slice(2);
  process.send?.(await steady(Number(port), Number(perSecond), Number(seconds)), () => process.exit());
}
