/** The closed list of ways an exchange with a remote can fail; `hub/README.md` says what the hub does with each. */
export const failures = [
  'misconfigured',
  'unauthorised',
  'unavailable',
  'throttled',
  'rejected',
  'malformed',
  'defect',
] as const;

export type Failure = (typeof failures)[number];

export interface ConnectorErrorOptions {
  readonly failure: Failure;
  readonly cause?: unknown;
  /** Milliseconds the remote asked us to wait; only meaningful with `throttled` and `unavailable`. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * The only error a connector may throw. The message says what was being done, then what happened
 * (`GET /calls/:id: HTTP 503`), and never carries a value of the exchange: no name, number or address.
 */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly failure: Failure;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { failure, cause, retryAfterMs }: ConnectorErrorOptions) {
    super(message, cause === undefined ? undefined : { cause });
    this.failure = failure;
    this.retryAfterMs = retryAfterMs;
  }
}

/** Anything thrown, as a `ConnectorError`: what is not one already is our own `defect`. */
export function asConnectorError(error: unknown, doing: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const what = error instanceof Error ? error.name : typeof error;
  return new ConnectorError(`${doing}: ${what}`, { failure: 'defect', cause: error });
}
