import { plain } from '../customers/names.ts';

/** Words that say nothing of what a text is about. */
const empty = new Set(
  'daar deze door echt eens geen goed graag hallo hebben hebt heeft jullie kan kunnen maar meer mijn naar niet nog ook over paar stad steeds toch vraag waar wanneer want weer wordt worden zijn zich zou'.split(
    ' ',
  ),
);
const stemLength = 6;

/** The beginnings of the words that a text is about: `lantaarnpalen` and `lantaarnpaal` are one. */
export function subjectWords(text: string): Set<string> {
  const words = plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 3 && !empty.has(word));
  return new Set(words.map((word) => word.slice(0, stemLength)));
}

/** The words that two texts share, where these are enough to take them for one thing; else none. */
export function sharedWords(one: ReadonlySet<string>, other: ReadonlySet<string>): string[] {
  const shared = [...one].filter((word) => other.has(word));
  const fewest = Math.min(one.size, other.size);
  return shared.length >= Math.min(2, fewest) && shared.length * 2 >= fewest ? shared : [];
}
