import { requiredText } from '../clean-text.ts';
import { e164 } from '../customers/belgium/telephone.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

/** Where feedback by this channel goes; null for one that needs no address. `InvalidInput` for an address that is none. */
export function readRecipient(
  field: string,
  channel: string | null,
  given: string | null | undefined,
): string | null {
  if (channel === 'email') return readMailAddress(field, given);
  if (channel === 'letter') return requiredText(field, given);
  if (channel !== 'phone') return null;
  const number = e164(requiredText(field, given));
  if (number === null) throw invalid(field, texts.telephone);
  return number;
}

export function readMailAddress(field: string, given: string | null | undefined): string {
  const address = requiredText(field, given).toLowerCase();
  if (!/^[^\s@,;]+@[^\s@,;]+\.[^\s@,;]+$/.test(address)) throw invalid(field, texts.email);
  return address;
}
