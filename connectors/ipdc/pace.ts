import { setTimeout as sleep } from 'node:timers/promises';

/** When the next page may be asked: a fixed distance between questions, and the remote's token bucket. */
export interface Pace {
  /** Resolves when a question may be asked; at once when `signal` aborts. */
  turn(signal: AbortSignal): Promise<void>;
  /** Takes note of the `X-RateLimit-*` headers of an answer. */
  learn(headers: Headers): void;
}

const longestWaitMs = 3_600_000;

/** `cost` is what the next question may take out of the bucket, in tokens. */
export function createPace(requestsPerMinute: number, cost: number, now: () => Date): Pace {
  const distanceMs = 60_000 / requestsPerMinute;
  let earliest = 0;
  let refilledAt = 0;

  return {
    async turn(signal) {
      const from = now().getTime();
      const waitMs = Math.min(Math.max(earliest, refilledAt) - from, longestWaitMs);
      earliest = Math.max(from, from + waitMs) + distanceMs;
      if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => {});
    },

    learn(headers) {
      const remaining = headers.get('x-ratelimit-remaining');
      const reset = Date.parse(headers.get('x-ratelimit-reset') ?? '');
      const isSpent = remaining !== null && Number(remaining) < cost;
      refilledAt = isSpent && !Number.isNaN(reset) ? reset : 0;
    },
  };
}
