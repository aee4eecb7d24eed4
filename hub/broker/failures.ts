import { asConnectorError, ConnectorError, type Failure } from '../errors.ts';

/** A failure as data: the kind crosses the broker whole, whatever the transport makes of errors. */
interface WrappedFailure {
  readonly $failure: { readonly message: string; readonly failure: Failure; readonly retryAfterMs?: number };
}

export function wrapFailure(error: unknown, action: string): WrappedFailure {
  const { message, failure, retryAfterMs } = asConnectorError(error, action);
  return { $failure: { message, failure, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) } };
}

/** The answer of a call; what was wrapped on the other side is thrown here. */
export function reviveFailure<Answer>(answer: unknown): Answer {
  if (typeof answer !== 'object' || answer === null || !('$failure' in answer)) return answer as Answer;
  const { message, failure, retryAfterMs } = (answer as WrappedFailure).$failure;
  throw new ConnectorError(message, { failure, retryAfterMs });
}

/** What the broker itself reports: no such service, no answer in time, a node that left. */
export function brokerFailure(cause: unknown, action: string): ConnectorError {
  if (cause instanceof ConnectorError) return cause;
  const name = cause instanceof Error ? cause.name : 'unknown';
  const what = sentences[name] ?? name;
  return new ConnectorError(`${action}: ${what}`, { failure: 'unavailable', cause });
}

const sentences: Readonly<Record<string, string>> = {
  ServiceNotFoundError: 'no node serves it',
  ServiceNotAvailableError: 'the node that serves it has left',
  RequestTimeoutError: 'no answer in time',
  RequestRejectedError: 'the node that serves it has left',
  AbortError: 'the caller went away',
};
