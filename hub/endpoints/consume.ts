import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, Endpoint } from '../connector.ts';
import { ConnectorError } from '../errors.ts';
import { failureOf } from '../failure-of.ts';
import type { Offered } from '../journal/accept.ts';
import { type RedeliveryPolicy, redelivery } from '../patterns/redelivery.ts';
import { passing, type Tap } from '../patterns/wire-tap.ts';
import { batches } from './batches.ts';
import type { Link } from './link.ts';

export interface ConsumeOptions {
  readonly name: string;
  readonly receive: NonNullable<Endpoint['receive']>;
  /** Stores what a remote offers; says of each whether it was new. */
  readonly accept: (offered: readonly Offered[]) => Promise<readonly boolean[]>;
  readonly cursor: () => Promise<string | undefined>;
  readonly link: Link;
  readonly policy?: RedeliveryPolicy | undefined;
  readonly tap: Tap;
  readonly stopping: AbortSignal;
  /** Cuts the present pause short. */
  readonly resumed: () => AbortSignal;
}

/** How many deliveries are stored in one transaction when a remote offers that many at once. */
const largestBatch = 100;

/** A stream that lasted this long was a good one: the next failure starts the backoff anew. */
const goodStreamMs = 60_000;

/** Event-driven consumer: takes what the remote offers until `stopping` aborts, starting again, paced, when it breaks. */
export async function consume(options: ConsumeOptions): Promise<void> {
  const { name, link, stopping } = options;
  for (let attempt = 1; !stopping.aborted; attempt += 1) {
    const startedAt = Date.now();
    const failure = await consumeOnce(options).catch((error) => failureOf(error, `receiving from ${name}`));
    if (stopping.aborted) return;
    if (Date.now() - startedAt > goodStreamMs) attempt = 1;
    link.lost(failure);
    await pause(failure, attempt, options);
  }
}

async function consumeOnce({ name, receive, accept, cursor, link, tap, stopping }: ConsumeOptions) {
  for await (const batch of batches(receive(stopping, await cursor()), largestBatch)) {
    link.up();
    await settle(batch, await acceptOrNack(name, batch, accept), tap);
  }
  return new ConnectorError(`receiving from ${name}: the stream ended`, { failure: 'unavailable' });
}

async function acceptOrNack(name: string, batch: readonly Delivery[], accept: ConsumeOptions['accept']) {
  try {
    return await accept(batch.map(({ message, cursor }) => ({ message, cursor })));
  } catch (error) {
    await Promise.allSettled(batch.map(({ nack }) => nack()));
    throw failureOf(error, `storing what ${name} offered`);
  }
}

async function settle(batch: readonly Delivery[], fresh: readonly boolean[], tap: Tap) {
  for (const [index, { message, ack }] of batch.entries()) {
    tap(passing('in', message, fresh[index] ? 'accepted' : 'duplicate'));
    await ack();
  }
}

async function pause(
  failure: ConnectorError,
  attempt: number,
  { policy, stopping, resumed }: ConsumeOptions,
) {
  const patient = { longestDelayMs: 30_000, ...policy, attempts: Number.POSITIVE_INFINITY };
  const verdict = redelivery(failure, attempt, patient);
  const delayMs = verdict.kind === 'again' ? verdict.delayMs : patient.longestDelayMs;
  await sleep(delayMs, undefined, { signal: AbortSignal.any([stopping, resumed()]) }).catch(() => {});
}
