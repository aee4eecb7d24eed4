/** What stays one letter when accents are taken apart. */
const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/** A name as it is searched: lower case, without accents and signs, single blanks. */
export function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßøæœłđðþı]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** How Dutch writes one sound in several ways, in the order in which they are made one. */
const sounds: readonly (readonly [RegExp, string])[] = [
  [/sch(?=[^aeiouy]|$)/g, 's'],
  [/ck|cq|q/g, 'k'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/ch|gh/g, 'g'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/x/g, 'ks'],
  [/ij|ey|ei|y/g, 'i'],
  [/ou|au|auw|ouw/g, 'o'],
  [/uy|ui/g, 'u'],
  [/ae/g, 'a'],
  [/oe/g, 'o'],
  [/ue/g, 'u'],
  [/w/g, 'v'],
  [/v/g, 'f'],
  [/z/g, 's'],
  [/dt$|d$/g, 't'],
  [/b$/g, 'p'],
  [/h/g, ''],
  [/ks$/g, 'k'],
  [/s$/g, ''],
  [/(.)\1+/g, '$1'],
];

/** What an index can hold; nobody's name sounds longer. */
const longestKey = 64;

/** One key for each word of a name: words that sound alike in Dutch have the same key (Claes and Klaas, Dhondt and D'hont). */
export function soundKeys(name: string): string[] {
  const words = plain(name.replaceAll(/['’]/g, ''))
    .split(' ')
    .filter((word) => word.length > 1);
  const keys = words.map((word) =>
    sounds.reduce((heard, [written, sound]) => heard.replaceAll(written, sound), word),
  );
  return [...new Set(keys.filter((key) => key.length > 1).map((key) => key.slice(0, longestKey)))];
}
