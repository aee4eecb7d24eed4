import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** An E.164 number as it is written in Belgium: `0470 12 34 56`, and with its country code from elsewhere. */
export function sayTelephone(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.country === 'BE' ? number.formatNational() : number.formatInternational();
}
