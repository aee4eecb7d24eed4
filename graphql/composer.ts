import { Worker } from 'node:worker_threads';
import type { Order } from './compose-worker.ts';
import type { Composition, Fault, Offers } from './composition.ts';

export type Outcome = Composition | { readonly faults: readonly Fault[] };

/** Composes in a thread of its own: a hundred subgraphs take half a second, which the requests must not wait for. */
export class Composer {
  readonly #waiting = new Map<number, PromiseWithResolvers<Outcome>>();
  #worker: Worker | undefined;
  #number = 0;

  compose(offers: Offers, accepted: Offers): Promise<Outcome> {
    this.#number += 1;
    const answer = Promise.withResolvers<Outcome>();
    this.#waiting.set(this.#number, answer);
    const worker = this.#start();
    worker.ref();
    worker.postMessage({ number: this.#number, offers, accepted } satisfies Order);
    return answer.promise;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(new URL('./compose-worker.ts', import.meta.url));
    worker.on('message', ({ number, outcome }: { number: number; outcome: Outcome }) => {
      this.#waiting.get(number)?.resolve(outcome);
      this.#waiting.delete(number);
      if (this.#waiting.size === 0) worker.unref();
    });
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('composing: the thread stopped')));
    this.#worker = worker;
    return worker;
  }

  #fail(error: unknown): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
