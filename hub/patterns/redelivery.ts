import type { ConnectorError } from '../errors.ts';

export interface RedeliveryPolicy {
  /** @default 500 */
  readonly firstDelayMs?: number;
  /** @default 300_000 */
  readonly longestDelayMs?: number;
  /** Attempts after which an `unavailable` remote makes a dead letter. @default 50 */
  readonly attempts?: number;
  /** A number from 0 up to 1. */
  readonly random?: () => number;
}

export type Verdict =
  | { readonly kind: 'again'; readonly delayMs: number }
  | { readonly kind: 'never'; readonly reason: string };

/**
 * What to do after a failed attempt (the failures table of `hub/README.md`): exponential backoff with full jitter for a
 * remote that is away, its own wait for one that throttles, a pause for one that refuses our credentials, and no second
 * attempt for what would fail again in the same way.
 */
export function redelivery(error: ConnectorError, attempt: number, policy: RedeliveryPolicy = {}): Verdict {
  const { firstDelayMs = 500, longestDelayMs = 300_000, attempts = 50, random = Math.random } = policy;
  const backoff = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt - 1, 30));
  const jittered = Math.round(backoff / 2 + (backoff / 2) * random());
  switch (error.failure) {
    case 'throttled':
      return { kind: 'again', delayMs: error.retryAfterMs ?? jittered };
    case 'unauthorised':
      return { kind: 'again', delayMs: longestDelayMs };
    case 'unavailable':
      if (attempt >= attempts) return { kind: 'never', reason: `${error.message} (${attempt} attempts)` };
      return { kind: 'again', delayMs: Math.max(jittered, error.retryAfterMs ?? 0) };
    default:
      return { kind: 'never', reason: error.message };
  }
}
