import { CoreError } from '../core-error.ts';
import { texts } from '../texts.ts';

/** An instant that a query asks for, or BAD_USER_INPUT. */
export function askedFor(given: string): Date {
  const at = new Date(given);
  if (Number.isNaN(at.getTime())) throw new CoreError(texts.instant, 'BAD_USER_INPUT');
  return at;
}
