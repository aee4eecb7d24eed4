import { setImmediate as nextTick } from 'node:timers/promises';
import type { Bell } from './bell.ts';
import type { ChannelLog, Consume, Consumer } from './channel.ts';
import { defaultGraceMs, endsWithin, handOver } from './hand-over.ts';
import type { Lease, PostgresStock, Settled } from './postgres-stock.ts';

export interface ConsumerOptions {
  readonly stock: PostgresStock;
  readonly handle: Consume;
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly bell: Bell;
  readonly log: ChannelLog;
}

interface Held {
  readonly lease: Lease;
  readonly abandon: AbortController;
  until: number;
}

/** Finds what is due though nobody rang: another node died, or a notification was missed. */
const pollMs = 5000;
/** Between two looks at rows that another consumer is just busy with. */
const shortlyMs = 10;
const retryMs = 1000;
/** Most handlers have ended by then, and ring; only after that is the next moment worth a question. */
const soonMs = 50;
/** So many items behind others are put off at once, that a long line does not hide the other keys. */
const farthestLook = 2000;

/**
 * Works in turns: settles what was handled since the last turn in one statement, renews the leases, and fills the free
 * hands in one more. So one consumer never waits for itself in the database, and a busy one settles in batches.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { stock, handle, concurrency, leaseMs, bell, log } = options;
  const held = new Set<Held>();
  const settled: { held: Held; settled: Settled }[] = [];
  let look = 1;
  let renewalDue = false;
  let stopping = false;
  let abandoned = false;
  let lost = false;

  const renewal = setInterval(() => {
    renewalDue = true;
    for (const { until, abandon } of held) if (Date.now() > until) abandon.abort();
    bell.ring();
  }, leaseMs / 3);

  async function work() {
    while (!abandoned && !(stopping && held.size === 0)) {
      const waitMs = await turn().catch(afterFailure);
      if (waitMs > 0) await bell.wait(waitMs);
      await nextTick(); // handlers that end together are settled together
    }
  }

  /** How long there is nothing to do, in milliseconds. */
  async function turn() {
    await settle();
    await renew();
    const free = stopping ? 0 : concurrency - held.size;
    const waitMs = free > 0 ? await fill(free) : pollMs;
    if (lost) log('channel is back');
    lost = false;
    return settled.length > 0 ? 0 : waitMs;
  }

  function afterFailure(error: unknown) {
    const code = String((error as { code?: unknown }).code ?? 'no answer');
    if (outrun.has(code)) return shortlyMs;
    if (!lost) log('channel is lost', { code });
    lost = true;
    return retryMs;
  }

  async function settle() {
    const batch = settled.slice();
    if (batch.length === 0) return;
    await stock.settle(batch.map((entry) => entry.settled));
    settled.splice(0, batch.length);
    for (const entry of batch) held.delete(entry.held);
  }

  async function renew() {
    if (!renewalDue) return;
    const ours = [...held];
    const from = Date.now();
    const kept = ours.length > 0 ? await stock.renew(ours.map(({ lease }) => lease)) : new Set();
    renewalDue = false;
    for (const one of ours) {
      if (kept.has(one.lease)) one.until = from + leaseMs;
      else one.abandon.abort();
    }
  }

  async function fill(free: number) {
    const from = Date.now();
    const far = Math.max(free, look);
    const { leases, seen } = await stock.claim(free, far);
    for (const lease of leases) start({ lease, abandon: new AbortController(), until: from + leaseMs });
    look = leases.length === 0 && seen === far ? Math.min(far * 4, farthestLook) : 1;
    if (seen === far) return 0;
    return leases.length > 0 ? soonMs : untilNext(seen);
  }

  async function untilNext(seen: number) {
    if (seen > 0) return shortlyMs;
    return Math.max(shortlyMs, Math.min(await stock.nextInMs(), pollMs));
  }

  function start(one: Held) {
    held.add(one);
    const { lease, abandon } = one;
    void handOver(handle, lease.taken, abandon.signal).then((settlement) => {
      settled.push({ held: one, settled: { lease, settlement } });
      bell.ring();
    });
  }

  const ended = work().finally(() => clearInterval(renewal));

  async function stop(graceMs = defaultGraceMs) {
    stopping = true;
    bell.ring();
    if (await endsWithin(ended, graceMs)) return;
    abandoned = true;
    for (const { abandon } of held) abandon.abort();
    bell.ring();
  }

  return { stop };
}

/** Another consumer was a moment earlier: it took another item of the key, or held the rows in another order. */
const outrun: ReadonlySet<string> = new Set(['23505', '40P01']);
