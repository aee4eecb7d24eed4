import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A telephone number as E.164; Belgian unless it says otherwise. Null for what is no number. */
export function e164(typed: string): string | null {
  const number = parsePhoneNumberFromString(typed, 'BE');
  return number?.isValid() ? number.number : null;
}
