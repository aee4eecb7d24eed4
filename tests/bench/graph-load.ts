import { Agent, request } from 'node:http';
import { queries, variablesOf, type Workload } from './graph-world.ts';

/** What a load of some seconds measured; times in milliseconds. */
export interface LoadOutcome {
  readonly requests: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that were not a complete answer. */
  readonly failures: number;
}

const connections = 16;

/** Keeps sixteen connections busy, each with one request at a time. */
async function load(port: number, workload: Workload, seconds: number): Promise<LoadOutcome> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let failures = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const work = async (): Promise<void> => {
    while (performance.now() < end) {
      const asked = performance.now();
      const body = await post(agent, port, workload);
      times.push(performance.now() - asked);
      if (!isComplete(body, workload)) failures += 1;
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  const elapsed = (performance.now() - start) / 1000;
  const at = sharesOf(times);
  return { requests: times.length, seconds: elapsed, p50: at(0.5), p99: at(0.99), failures };
}

/** The time within which a share of all was done. */
export function sharesOf(times: readonly number[]): (share: number) => number {
  const sorted = times.toSorted((a, b) => a - b);
  return (share) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** Cheap, so that the load does not measure itself: the length and the absence of errors tell enough. */
export function isComplete(body: string, workload: Workload): boolean {
  return (
    body.startsWith('{"data":') &&
    body.length > (workload === 'one' ? 120 : 5000) &&
    !body.includes('"errors"')
  );
}

export function post(agent: Agent, port: number, workload: Workload): Promise<string> {
  const body = JSON.stringify({ query: queries[workload], variables: variablesOf(workload) });
  return new Promise((resolve, reject) => {
    const headers = {
      accept: 'application/json',
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    const sent = request({ agent, port, path: '/graphql', method: 'POST', headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(Buffer.concat(chunks).toString()));
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

if (import.meta.main) {
  const [port, workload, seconds] = process.argv.slice(2);
  process.send?.(await load(Number(port), workload as Workload, Number(seconds)), () => process.exit());
}
