import { isTransient } from './database/transient.ts';
import { asConnectorError, ConnectorError } from './errors.ts';

/** Whatever was thrown while `doing`, as one of the seven kinds: a database that is away or busy is `unavailable`. */
export function failureOf(error: unknown, doing: string): ConnectorError {
  if (error instanceof ConnectorError || !isTransient(error)) return asConnectorError(error, doing);
  return new ConnectorError(`${doing}: the database is away or busy`, {
    failure: 'unavailable',
    cause: error,
  });
}
