export function pick<Value>(draw: () => number, values: readonly Value[]): Value {
  return values[Math.floor(draw() * values.length)] as Value;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** With this chance one typing error: a letter replaced, left out, added, or swapped with its neighbour. */
export function mistyped(draw: () => number, share: number, text: string): string {
  if (draw() >= share || text.length < 3) return text;
  const at = 1 + Math.floor(draw() * (text.length - 2));
  const letter = pick(draw, [...letters]);
  return pick(draw, [
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + letter + text.slice(at),
    text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2),
  ]);
}

const heardAs: readonly (readonly [RegExp, string])[] = [
  [/ij/, 'y'],
  [/y/, 'ij'],
  [/ck/, 'k'],
  [/c(?=[aou])/, 'k'],
  [/ae/, 'aa'],
  [/aa/, 'ae'],
  [/dt$/, 't'],
  [/ee/, 'e'],
  [/ie/, 'i'],
  [/th/, 't'],
  [/ou/, 'au'],
  [/au/, 'ou'],
  [/x/, 'ks'],
  [/s$/, ''],
  [/z/, 's'],
  [/v/, 'f'],
  [/ph/, 'f'],
  [/gh/, 'g'],
  [/(.)\1/, '$1'],
  [/(?<=[aeiou])([lmnprst])(?=[aeiou])/, '$1$1'],
  [/ei/, 'ij'],
  [/oe/, 'u'],
  [/qu/, 'kw'],
];

/** As somebody writes down what he hears: now and then another spelling, and sometimes another name. */
export function heard(draw: () => number, name: string): string {
  let text = name.toLowerCase();
  for (const [written, sound] of heardAs) if (draw() < 0.35) text = text.replace(written, sound);
  return mistyped(draw, 0.06, text);
}

export function wrongDigit(draw: () => number, digits: string): string {
  const at = Math.floor(draw() * digits.length);
  return (
    digits.slice(0, at) +
    String((Number(digits[at]) + 1 + Math.floor(draw() * 9)) % 10) +
    digits.slice(at + 1)
  );
}
