import { chance } from '../../../crm-core/matching/chance.ts';
import { type Comparison, type Model, weigh } from '../../../crm-core/matching/model.ts';
import { type Block, frequenciesOf, type Pair, train } from '../../../crm-core/matching/train.ts';

export type Row = Readonly<Record<string, string>>;

/** Records are compared when they share a key of one of these. */
export type Key = (row: Row) => string | undefined;

export interface Task {
  readonly rows: readonly Row[];
  readonly comparisons: readonly Comparison<Row>[];
  /** Fields whose rare values say more than their common ones. */
  readonly frequent: readonly string[];
  readonly keys: readonly Key[];
  /** What is learnt from the pairs that share a key, and the comparisons that this key decides. */
  readonly lessons: readonly { readonly key: Key; readonly agreesOn: readonly string[] }[];
  /** Whether two rows may be paired at all; in a linkage of two files they may not be of one. */
  readonly comparable?: (one: Row, other: Row) => boolean;
}

export interface Linked {
  readonly model: Model;
  readonly pairs: readonly { readonly one: number; readonly other: number; readonly bits: number }[];
}

/** Learns from the rows alone, never from what is known of them, and weighs every pair that shares a key. */
export function link(task: Task): Linked {
  const { rows, comparisons } = task;
  const model = learn(task);
  const pairs = candidatePairs(task).map(([one, other]) => {
    const bits = weigh(comparisons, model, rows[one] as Row, rows[other] as Row);
    return { one, other, bits };
  });
  return { model, pairs };
}

function candidatePairs({ rows, keys, comparable = () => true }: Task): [number, number][] {
  const pairs = new Map<number, [number, number]>();
  for (const key of keys)
    for (const block of blocksOf(rows, key))
      for (const [one, other] of pairsIn(block))
        if (comparable(rows[one] as Row, rows[other] as Row))
          pairs.set(one * rows.length + other, [one, other]);
  return [...pairs.values()];
}

function learn({ rows, comparisons, frequent, lessons, comparable = () => true }: Task): Model {
  const draw = chance(7);
  const any = () => rows[Math.floor(draw() * rows.length)] as Row;
  const random = Array.from({ length: 200_000 }, (): Pair<Row> => [any(), any()]).filter(
    ([one, other]) => one !== other && comparable(one, other),
  );
  const blocks = lessons.map(({ key, agreesOn }): Block<Row> => {
    const pairs: Pair<Row>[] = [];
    for (const block of blocksOf(rows, key))
      for (const [one, other] of pairsIn(block)) {
        const pair: Pair<Row> = [rows[one] as Row, rows[other] as Row];
        if (pairs.length < 500_000 && comparable(...pair)) pairs.push(pair);
      }
    return { pairs, agreesOn };
  });
  const learnt = train(comparisons, random, blocks);
  return Object.fromEntries(
    Object.entries(learnt).map(([name, weights]) => {
      if (!frequent.includes(name)) return [name, weights];
      const values = rows.map((row) => row[name] ?? '').filter((value) => value !== '');
      return [name, { ...weights, ...frequenciesOf(values, { most: 1_000_000 }) }];
    }),
  );
}

const largestBlock = 2000;

function blocksOf(rows: readonly Row[], key: Key): number[][] {
  const blocks = new Map<string, number[]>();
  rows.forEach((row, index) => {
    const value = key(row);
    if (value === undefined) return;
    const block = blocks.get(value);
    if (block) block.push(index);
    else blocks.set(value, [index]);
  });
  return [...blocks.values()].filter(({ length }) => length > 1 && length <= largestBlock);
}

function* pairsIn(block: readonly number[]): Generator<[number, number]> {
  for (let at = 0; at < block.length; at += 1)
    for (let there = at + 1; there < block.length; there += 1)
      yield [block[at] as number, block[there] as number];
}
