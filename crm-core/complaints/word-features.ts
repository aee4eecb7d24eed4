/** Something that a text has, and the words that it stands in: the first, and one past the last. */
export interface WordFeature {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

export interface Word {
  readonly text: string;
  /** In UTF-16 code units of the text. */
  readonly start: number;
  readonly end: number;
}

/** The words of a text, in lower case and without accents. */
export function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\d]+/gu)].map(({ 0: word, index }) => ({
    text: word.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase(),
    start: index,
    end: index + word.length,
  }));
}

/**
 * Words, neighbours, and neighbours but one; of a longer word also its pieces of four letters, so that another form of a word
 * (`teruggebeld`, `terugbellen`) says much of the same.
 */
export function featuresOf(words: readonly Word[]): WordFeature[] {
  return words.flatMap(({ text }, from) => {
    const [next, afterNext] = [words[from + 1]?.text, words[from + 2]?.text];
    const features: WordFeature[] = [{ name: text, from, to: from + 1 }];
    if (next !== undefined) features.push({ name: `${text} ${next}`, from, to: from + 2 });
    if (afterNext !== undefined) features.push({ name: `${text} _ ${afterNext}`, from, to: from + 3 });
    return [...features, ...piecesOf(text).map((name) => ({ name, from, to: from + 1 }))];
  });
}

const piece = 4;

function piecesOf(word: string): string[] {
  const bounded = `^${word}$`;
  if (word.length <= piece) return [];
  return Array.from({ length: bounded.length - piece + 1 }, (_, at) => `-${bounded.slice(at, at + piece)}`);
}
