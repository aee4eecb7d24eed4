import { digitsOf } from './digits.ts';

/** A national register number, or a bis number of somebody who is not in that register (together: INSZ). */
export interface NationalNumber {
  /** Eleven digits. */
  readonly digits: string;
  readonly kind: 'national' | 'bis';
  /** Issued for tests: it can be nobody's. */
  readonly test: boolean;
  /** ISO 8601; null where the day or the month was not known when it was issued. */
  readonly birthDate: string | null;
  /** As it was registered; null where the number does not say. */
  readonly sex: 'male' | 'female' | null;
}

/** What is wrong with a national number, in the order in which it is looked for. */
export type NationalNumberFault = 'form' | 'check' | 'month' | 'day' | 'serial' | 'future';

interface Months {
  readonly kind: NationalNumber['kind'];
  readonly test: boolean;
  readonly sexKnown: boolean;
}

/** What is added to the month tells what kind of number it is; a test number has 60 more than a real one. */
const months: Readonly<Record<number, Months>> = {
  0: { kind: 'national', test: false, sexKnown: true },
  20: { kind: 'bis', test: false, sexKnown: false },
  40: { kind: 'bis', test: false, sexKnown: true },
  60: { kind: 'national', test: true, sexKnown: true },
  80: { kind: 'bis', test: true, sexKnown: false },
};

type Outcome =
  | { readonly number: NationalNumber; readonly fault?: never }
  | { readonly number?: never; readonly fault: NationalNumberFault };

/** Reads a national or bis number in any usual notation (`85.07.30-033.28`); `today` also refuses who is not born yet. */
export function readNationalNumber(text: string, today?: Date): Outcome {
  const digits = digitsOf(text);
  if (!/^[\d\s./-]+$/.test(text.trim()) || digits.length !== 11) return { fault: 'form' };
  const century = centuryOf(digits);
  if (century === null) return { fault: 'check' };
  const month = Number(digits.slice(2, 4));
  const added = month - (month % 20);
  const issued = months[added];
  if (!issued || month - added > 12) return { fault: 'month' };
  const year = century + Number(digits.slice(0, 2));
  return readRest(digits, issued, dateOf(year, month - added, Number(digits.slice(4, 6))), year, today);
}

function readRest(digits: string, issued: Months, born: Born, year: number, today?: Date): Outcome {
  if (born === 'impossible') return { fault: 'day' };
  const serial = Number(digits.slice(6, 9));
  if (serial === 0 || (serial === 999 && !issued.test)) return { fault: 'serial' };
  if (today && (born ?? String(year)) > today.toISOString()) return { fault: 'future' };
  const { kind, test, sexKnown } = issued;
  return { number: { digits, kind, test, birthDate: born, sex: sexKnown ? sexOf(serial) : null } };
}

export function isNationalNumber(text: string): boolean {
  return readNationalNumber(text).number !== undefined;
}

/** A number that can be nobody's, for somebody born on this day (ISO 8601): its month is 60 too high. */
export function testNationalNumber(birthDate: string, serial: number): string {
  const [year = '', month = '', day = ''] = birthDate.split('-');
  const body = `${year.slice(2)}${Number(month) + 60}${day}${String(serial).padStart(3, '0')}`;
  return body + checkOf(year >= '2000' ? `2${body}` : body);
}

/** As it is printed: `85.07.30-033.28`. */
export function printNationalNumber(digits: string): string {
  return digits.replace(/^(..)(..)(..)(...)(..)$/, '$1.$2.$3-$4.$5');
}

/** All but the last two digits hidden. */
export function maskNationalNumber(digits: string): string {
  return `••.••.••-•••.${digits.slice(9)}`;
}

/** Who was born from 2000 on has a 2 before the nine digits that are checked. */
function centuryOf(digits: string): 1900 | 2000 | null {
  const [body, check] = [digits.slice(0, 9), digits.slice(9)];
  if (checkOf(body) === check) return 1900;
  return checkOf(`2${body}`) === check ? 2000 : null;
}

function checkOf(body: string): string {
  return String(97n - (BigInt(body) % 97n)).padStart(2, '0');
}

type Born = string | null | 'impossible';

/** Zeros stand for what was not known; of who has no month, the day only counts on. */
function dateOf(year: number, month: number, day: number): Born {
  if (month === 0 || day === 0) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCDate() === day ? date.toISOString().slice(0, 10) : 'impossible';
}

function sexOf(serial: number): 'male' | 'female' {
  return serial % 2 === 1 ? 'male' : 'female';
}
