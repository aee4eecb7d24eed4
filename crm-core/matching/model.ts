/**
 * How one field of two records is compared. Ways to agree are numbered from 0, the surest first; the last of `levels` says
 * that they differ.
 */
export interface Comparison<Item> {
  readonly name: string;
  readonly levels: number;
  /** A level, or -1 where one of the two says nothing. */
  compare(one: Item, other: Item): number;
  /** What they agree on at the first level, where the rare says more than the common. */
  term?(one: Item, other: Item): string | undefined;
}

/** What training found of one comparison. */
export interface Weights {
  /** How often each level is seen with two records of the same one. */
  readonly m: readonly number[];
  /** How often with two records of different ones. */
  readonly u: readonly number[];
  /** Term → the share of records that have it; of the common ones. */
  readonly frequencies?: Readonly<Record<string, number>>;
  /** The share of any other term. */
  readonly rare?: number;
}

export type Model = Readonly<Record<string, Weights>>;

/** The weight of evidence of one comparison in bits: above 0 for the same one, below 0 against. */
export function bitsOf<Item>(
  comparison: Comparison<Item>,
  weights: Weights,
  level: number,
  one: Item,
  other: Item,
): number {
  if (level < 0) return 0;
  const m = weights.m[level] ?? 1;
  const u = weights.u[level] ?? 1;
  if (level > 0 || !weights.frequencies) return Math.log2(m / u);
  const term = comparison.term?.(one, other);
  if (term === undefined) return Math.log2(m / u);
  return Math.log2(m / (ownValue(weights.frequencies, term) ?? weights.rare ?? u));
}

function ownValue(frequencies: Readonly<Record<string, number>>, term: string): number | undefined {
  return Object.hasOwn(frequencies, term) ? frequencies[term] : undefined;
}

/** All comparisons of two records together: Fellegi and Sunter's weight, in bits. */
export function weigh<Item>(
  comparisons: readonly Comparison<Item>[],
  model: Model,
  one: Item,
  other: Item,
): number {
  let bits = 0;
  for (const comparison of comparisons) {
    const weights = model[comparison.name];
    if (weights) bits += bitsOf(comparison, weights, comparison.compare(one, other), one, other);
  }
  return bits;
}
