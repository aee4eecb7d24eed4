import { asConnectorError, ConnectorError } from '../errors.ts';

export interface CircuitBreakerOptions {
  readonly name: string;
  /** Consecutive `unavailable` failures that open the circuit. @default 5 */
  readonly threshold?: number;
  /** How long it stays open before one call may try again. @default 10_000 */
  readonly openMs?: number;
  readonly now?: () => number;
  /** Told once when it opens and once when it closes. */
  readonly onChange?: (state: CircuitState) => void;
}

export type CircuitState = 'closed' | 'open' | 'half-open';

export interface CircuitBreaker {
  readonly state: CircuitState;
  /** Runs `work`; fails at once with `unavailable` and the wait that is left while the circuit is open. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Spares a remote that is away, and ourselves the waiting. Only `unavailable` counts: a refusal is an answer. */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { name, threshold = 5, openMs = 10_000, now = Date.now, onChange = () => {} } = options;
  let state: CircuitState = 'closed';
  let failures = 0;
  let openedAt = 0;

  const become = (next: CircuitState) => {
    if (next === state) return;
    const told = next !== 'half-open' && !(state === 'half-open' && next === 'open');
    state = next;
    if (told) onChange(next);
  };
  const succeeded = () => {
    failures = 0;
    become('closed');
  };
  const failed = (error: unknown) => {
    if (asConnectorError(error, name).failure !== 'unavailable') return succeeded();
    failures += 1;
    if (state === 'closed' && failures < threshold) return;
    openedAt = now();
    become('open');
  };
  const admit = () => {
    if (state === 'closed') return;
    const left = openedAt + openMs - now();
    if (state === 'half-open' || left > 0) {
      throw new ConnectorError(`${name}: circuit is open`, {
        failure: 'unavailable',
        retryAfterMs: Math.max(left, 100),
      });
    }
    become('half-open');
  };

  return {
    get state() {
      return state;
    },
    async run(work) {
      admit();
      try {
        const result = await work();
        succeeded();
        return result;
      } catch (error) {
        failed(error);
        throw error;
      }
    },
  };
}
