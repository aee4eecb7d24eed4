import type { Comparison, Model, Weights } from './model.ts';

export type Pair<Item> = readonly [Item, Item];

/** Pairs that agree on some fields by construction, which therefore teach nothing of these fields. */
export interface Block<Item> {
  readonly pairs: readonly Pair<Item>[];
  readonly agreesOn: readonly string[];
}

interface Pattern {
  readonly levels: readonly number[];
  count: number;
}

/** As if so many pairs had been seen before, which keeps what was hardly seen from becoming certain. */
const doubt = 0.5;
const rounds = 40;

/**
 * Learns the weights without being told of any pair what it is (Fellegi and Sunter 1969; Winkler 1988): `u` from random
 * pairs, which are hardly ever of the same one, and `m` by expectation-maximisation on each block. `before` is what is
 * believed beforehand, worth `belief` pairs: a stock without doubles cannot teach what a double looks like.
 */
export function train<Item>(
  comparisons: readonly Comparison<Item>[],
  random: readonly Pair<Item>[],
  blocks: readonly Block<Item>[],
  { before, belief = 0 }: { before?: Readonly<Record<string, readonly number[]>>; belief?: number } = {},
): Model {
  const u = comparisons.map((comparison) => shares(comparison, random));
  const start = comparisons.map(({ name, levels }) => before?.[name] ?? descending(levels));
  const learnt = blocks.map((block) => {
    const used = comparisons.map(({ name }) => !block.agreesOn.includes(name));
    return maximise(patternsOf(comparisons, block.pairs), used, u, start, belief);
  });
  return Object.fromEntries(
    comparisons.map((comparison, field): [string, Weights] => {
      const sums = learnt.flatMap((one) => (one[field] ? [one[field]] : []));
      const own = start[field] ?? [];
      const total = own.map((share, level) =>
        sums.reduce((sum, counts) => sum + (counts[level] ?? 0), share * (belief + doubt)),
      );
      return [comparison.name, { m: normalised(total), u: u[field] ?? [] }];
    }),
  );
}

/** The share of records that have each term; terms that only one record in so many has are left to `rare`. */
export function frequenciesOf(
  terms: Iterable<string>,
  { least = 2, most = 5000 }: { least?: number; most?: number } = {},
): Required<Pick<Weights, 'frequencies' | 'rare'>> {
  const counts = new Map<string, number>();
  let total = 0;
  for (const term of terms) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
    total += 1;
  }
  const common = [...counts]
    .filter(([, count]) => count >= least)
    .sort(([, a], [, b]) => b - a)
    .slice(0, most);
  const floor = common.length === most ? (common.at(-1)?.[1] ?? 1) : 1;
  return {
    frequencies: Object.fromEntries(common.map(([term, count]) => [term, count / total])),
    rare: floor / Math.max(total, 1),
  };
}

function shares<Item>({ levels, compare }: Comparison<Item>, pairs: readonly Pair<Item>[]): number[] {
  const counts = new Array<number>(levels).fill(doubt / levels);
  for (const [one, other] of pairs) {
    const level = compare(one, other);
    if (level >= 0) counts[level] = (counts[level] ?? 0) + 1;
  }
  return normalised(counts);
}

function descending(levels: number): number[] {
  return normalised(
    Array.from({ length: levels }, (_, level) => (level === 0 ? 8 : level === levels - 1 ? 0.5 : 1)),
  );
}

function normalised(counts: readonly number[]): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}

/** Equal patterns of levels are weighed once. */
function patternsOf<Item>(comparisons: readonly Comparison<Item>[], pairs: readonly Pair<Item>[]): Pattern[] {
  const patterns = new Map<string, Pattern>();
  for (const [one, other] of pairs) {
    const levels = comparisons.map(({ compare }) => compare(one, other));
    const key = levels.join();
    const known = patterns.get(key);
    if (known) known.count += 1;
    else patterns.set(key, { levels, count: 1 });
  }
  return [...patterns.values()];
}

/** For each used comparison how many pairs of the same one were seen on each level. */
function maximise(
  patterns: readonly Pattern[],
  used: readonly boolean[],
  u: readonly (readonly number[])[],
  start: readonly (readonly number[])[],
  belief: number,
): (number[] | undefined)[] {
  let m = start;
  let share = 0.2;
  let counts: number[][] = [];
  const pairs = patterns.reduce((sum, { count }) => sum + count, 0);
  for (let round = 0; round < rounds; round += 1) {
    counts = m.map((levels) => levels.map(() => 0));
    let same = 0;
    for (const { levels, count } of patterns) {
      const expected = count * probability(levels, used, m, u, share);
      same += expected;
      levels.forEach((level, field) => {
        const own = counts[field];
        if (own && level >= 0) own[level] = (own[level] ?? 0) + expected;
      });
    }
    share = Math.min(Math.max(same / Math.max(pairs, 1), 1e-6), 1 - 1e-6);
    m = counts.map((levels, field) =>
      normalised(levels.map((count, level) => count + (start[field]?.[level] ?? 0) * (belief + doubt))),
    );
  }
  return counts.map((levels, field) => (used[field] ? levels : undefined));
}

function probability(
  levels: readonly number[],
  used: readonly boolean[],
  m: readonly (readonly number[])[],
  u: readonly (readonly number[])[],
  share: number,
): number {
  let odds = share / (1 - share);
  levels.forEach((level, field) => {
    if (used[field] && level >= 0) odds *= (m[field]?.[level] ?? 1) / (u[field]?.[level] ?? 1);
  });
  return odds === Number.POSITIVE_INFINITY ? 1 : odds / (1 + odds);
}
