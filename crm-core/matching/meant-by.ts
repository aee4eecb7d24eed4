import { isNationalNumber } from '../customers/belgium/national-number.ts';

/**
 * The national numbers that may be meant by eleven digits that are none: those with one digit replaced, or two neighbours
 * swapped. The check digits leave two or three of the hundred and nine.
 */
export function meantBy(digits: string): string[] {
  if (!/^\d{11}$/.test(digits) || isNationalNumber(digits)) return [];
  const replaced = [...digits].flatMap((digit, at) =>
    [...'0123456789']
      .filter((other) => other !== digit)
      .map((other) => digits.slice(0, at) + other + digits.slice(at + 1)),
  );
  const swapped = [...digits.slice(1)].map(
    (digit, at) => digits.slice(0, at) + digit + digits[at] + digits.slice(at + 2),
  );
  return [...new Set([...replaced, ...swapped].filter(isNationalNumber))];
}
