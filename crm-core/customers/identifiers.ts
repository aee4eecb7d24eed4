/** Eleven digits whose last two check the others; also of test numbers, whose month is 20, 40 or 60 too high. */
export function isNationalNumber(digits: string): boolean {
  if (!/^\d{11}$/.test(digits)) return false;
  const body = digits.slice(0, 9);
  const check = Number(digits.slice(9));
  return [body, `2${body}`].some((number) => 97 - Number(BigInt(number) % 97n) === check);
}

/** KBO: ten digits, the first 0 or 1, the last two check the others. */
export function isEnterpriseNumber(digits: string): boolean {
  return /^[01]\d{9}$/.test(digits) && 97 - (Number(digits.slice(0, 8)) % 97) === Number(digits.slice(8));
}

/** VCode of the register of associations: V and seven digits. */
export function isAssociationCode(code: string): boolean {
  return /^V\d{7}$/.test(code);
}

/** Digits only, from any usual notation. */
export function digitsOf(text: string): string {
  return text.replaceAll(/[^\d]/g, '');
}

/** All but the last two digits hidden. */
export function maskNationalNumber(digits: string): string {
  return `••.••.••-•••.${digits.slice(9)}`;
}
