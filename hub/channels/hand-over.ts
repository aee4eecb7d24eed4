import { setTimeout as sleep } from 'node:timers/promises';
import type { Consume, Settlement, Taken } from './channel.ts';

export const defaultConcurrency = 10;
export const defaultGraceMs = 10_000;

/** The longest delay of a nack: a month. */
const longestDelayMs = 30 * 24 * 3_600_000;

/** What the handler answers, in terms that any store accepts; one that throws asks for another try in a second. */
export async function handOver(handle: Consume, taken: Taken, signal: AbortSignal): Promise<Settlement> {
  try {
    return storable(await handle(taken, signal));
  } catch {
    return { kind: 'nack', delayMs: 1000 };
  }
}

function storable(settlement: Settlement): Settlement {
  switch (settlement.kind) {
    case 'ack':
      return settlement;
    case 'nack':
      return { kind: 'nack', delayMs: Math.min(Math.max(0, settlement.delayMs || 0), longestDelayMs) };
    case 'dead':
      return { kind: 'dead', reason: settlement.reason.replaceAll('\0', '') };
  }
}

/** Whether `work` ended before `graceMs` had passed. */
export async function endsWithin(work: Promise<unknown>, graceMs: number): Promise<boolean> {
  const cancel = new AbortController();
  const late = sleep(graceMs, false, { signal: cancel.signal }).catch(() => false);
  const inTime = await Promise.race([work.then(() => true), late]);
  cancel.abort();
  return inTime;
}

/** Guards what a closed channel can no longer do. */
export function refuseClosed(closed: boolean, doing: string, name: string) {
  if (closed) throw new Error(`${doing} channel ${name}: it is closed`);
}
