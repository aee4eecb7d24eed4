/** Digits only, from any usual notation. */
export function digitsOf(text: string): string {
  return text.replaceAll(/\D/g, '');
}
