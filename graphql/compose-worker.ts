import { parentPort } from 'node:worker_threads';
import { compose, type Offers } from './composition.ts';

/** One order: compose these; the answer carries the same number. */
export interface Order {
  readonly number: number;
  readonly offers: Offers;
  readonly accepted: Offers;
}

parentPort?.on('message', ({ number, offers, accepted }: Order) => {
  parentPort?.postMessage({ number, outcome: compose(offers, accepted) });
});
