import { digitsOf } from './digits.ts';

/** A number of the Crossroads Bank for Enterprises (KBO), ten digits. */
export interface EnterpriseNumber {
  readonly digits: string;
  /** An enterprise, one of its establishments, or a branch of a foreign one. Only the first is a customer. */
  readonly kind: 'enterprise' | 'establishment' | 'branch';
}

export type EnterpriseNumberFault = 'form' | 'check';

/** Reads a number in any usual notation: `0417.497.106`, `BE 0417 497 106`, `BTW BE417497106`, `2.000.000.339`. */
export function readEnterpriseNumber(
  text: string,
):
  | { readonly number: EnterpriseNumber; readonly fault?: never }
  | { readonly number?: never; readonly fault: EnterpriseNumberFault } {
  const written = text.trim().replace(/^(btw|tva|vat|kbo|ondernemingsnummer)[\s:.-]*/i, '');
  if (!/^(be[\s.-]*)?[\d\s./-]+$/i.test(written)) return { fault: 'form' };
  const given = digitsOf(written);
  const digits = given.length === 9 ? `0${given}` : given; // as VAT numbers were written before 2005
  if (digits.length !== 10) return { fault: 'form' };
  const check = 97 - (Number(digits.slice(0, 8)) % 97);
  return check === Number(digits.slice(8))
    ? { number: { digits, kind: kindOf(digits) } }
    : { fault: 'check' };
}

/** Of an enterprise itself, not of an establishment. */
export function isEnterpriseNumber(text: string): boolean {
  return readEnterpriseNumber(text).number?.kind === 'enterprise';
}

/** As it is printed: `0417.497.106` for an enterprise, `2.000.000.339` for an establishment. */
export function printEnterpriseNumber(digits: string): string {
  return digits < '2'
    ? digits.replace(/^(....)(...)(...)$/, '$1.$2.$3')
    : digits.replace(/^(.)(...)(...)(...)$/, '$1.$2.$3.$4');
}

function kindOf(digits: string): EnterpriseNumber['kind'] {
  if (digits < '2') return 'enterprise';
  return digits < '9' ? 'establishment' : 'branch';
}
