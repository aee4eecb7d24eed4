import { Worker } from 'node:worker_threads';
import type { Order } from './compose-worker.ts';
import type { Composition, Fault, Offers } from './composition.ts';

export type Outcome = Composition | { readonly faults: readonly Fault[] };

const waiting = new Map<number, PromiseWithResolvers<Outcome>>();
let thread: Worker | undefined;
let number = 0;

/**
 * Composes in a thread: a hundred subgraphs take half a second, which requests must not wait for. One thread serves all graphs
 * of a process, and does not keep the process alive.
 */
export function composeInThread(offers: Offers, accepted: Offers): Promise<Outcome> {
  number += 1;
  const answer = Promise.withResolvers<Outcome>();
  waiting.set(number, answer);
  thread ??= start();
  thread.ref();
  thread.postMessage({ number, offers, accepted } satisfies Order);
  return answer.promise;
}

function start(): Worker {
  const worker = new Worker(new URL('./compose-worker.ts', import.meta.url));
  worker.on('message', ({ number, outcome }: { number: number; outcome: Outcome }) => {
    waiting.get(number)?.resolve(outcome);
    waiting.delete(number);
    if (waiting.size === 0) worker.unref();
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('composing: the thread stopped')));
  return worker;
}

/** The next order starts another thread. */
function fail(error: unknown): void {
  thread = undefined;
  for (const { reject } of waiting.values()) reject(error);
  waiting.clear();
}
