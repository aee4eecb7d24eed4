import type { Linked } from './link.ts';

export interface Quality {
  readonly f1: number;
  readonly precision: number;
  readonly recall: number;
}

type Weighed = Linked['pairs'][number];

/** The best F1 over all thresholds on the weight of single pairs; `total` is the number of all true pairs, found or not. */
export function bestOfPairs(
  pairs: readonly Weighed[],
  isTrue: (one: number, other: number) => boolean,
  total: number,
): Quality {
  const sorted = pairs.toSorted((a, b) => b.bits - a.bits);
  let [best, right]: [Quality, number] = [nothing, 0];
  sorted.forEach(({ one, other, bits }, index) => {
    if (isTrue(one, other)) right += 1;
    if (sorted[index + 1]?.bits === bits) return;
    best = better(best, right, index + 1, total);
  });
  return best;
}

/**
 * The best F1 over all thresholds when pairs become groups: two groups are joined while the mean weight of all pairs across
 * them reaches the threshold. Counted over the pairs inside groups, which are the pairs that a linkage answers.
 */
export function bestOfGroups(
  pairs: readonly Weighed[],
  weigh: Weigh,
  isTrue: (one: number, other: number) => boolean,
  total: number,
): Quality {
  let [best, right, said]: [Quality, number, number] = [nothing, 0, 0];
  for (const [one, other] of joins(pairs, weigh)) {
    for (const a of one) for (const b of other) if (isTrue(a, b)) right += 1;
    said += one.length * other.length;
    best = better(best, right, said, total);
  }
  return best;
}

interface Group {
  readonly members: readonly number[];
  /** Neighbour → the weight of all pairs across. */
  readonly sums: Map<number, number>;
}

type Weigh = (one: number, other: number) => number;

/** Which two groups are joined, by falling mean weight across; until nothing speaks for joining any more. */
function* joins(pairs: readonly Weighed[], weigh: Weigh) {
  const groups = new Map<number, Group>();
  const queue = new Queue();
  for (const { one, other, bits } of pairs) {
    groupOf(groups, one).sums.set(other, bits);
    groupOf(groups, other).sums.set(one, bits);
    if (bits > 0) queue.push({ bits, one, other });
  }
  let next = [...groups.keys()].reduce((most, id) => Math.max(most, id), 0) + 1;
  for (let top = queue.pop(); top; top = queue.pop()) {
    const [one, other] = [groups.get(top.one), groups.get(top.other)];
    if (!(one && other)) continue;
    yield [one.members, other.members] as const;
    groups.delete(top.one);
    groups.delete(top.other);
    for (const found of join(groups, top, next, [one, other], weigh)) queue.push(found);
    next += 1;
  }
}

/** Two groups become the group `id`; answers how it goes with each of its neighbours. */
function join(
  groups: Map<number, Group>,
  top: Weighed,
  id: number,
  [one, other]: readonly [Group, Group],
  weigh: Weigh,
): Weighed[] {
  const joined: Group = { members: [...one.members, ...other.members], sums: new Map() };
  groups.set(id, joined);
  const found: Weighed[] = [];
  for (const neighbour of new Set([...one.sums.keys(), ...other.sums.keys()])) {
    const there = groups.get(neighbour);
    if (!there) continue;
    const sum = across(one, neighbour, there, weigh) + across(other, neighbour, there, weigh);
    joined.sums.set(neighbour, sum);
    there.sums.delete(top.one);
    there.sums.delete(top.other);
    there.sums.set(id, sum);
    const bits = sum / (joined.members.length * there.members.length);
    if (bits > 0) found.push({ bits, one: id, other: neighbour });
  }
  return found;
}

function groupOf(groups: Map<number, Group>, id: number): Group {
  const group = groups.get(id) ?? { members: [id], sums: new Map<number, number>() };
  groups.set(id, group);
  return group;
}

function across(one: Group, neighbour: number, there: Group, weigh: Weigh): number {
  const known = one.sums.get(neighbour);
  if (known !== undefined) return known;
  return one.members.reduce((sum, a) => sum + there.members.reduce((rest, b) => rest + weigh(a, b), 0), 0);
}

const nothing: Quality = { f1: 0, precision: 0, recall: 0 };

function better(best: Quality, right: number, said: number, total: number): Quality {
  const precision = right / said;
  const recall = right / total;
  const f1 = (2 * precision * recall) / (precision + recall || 1);
  return f1 > best.f1 ? { f1, precision, recall } : best;
}

/** A binary heap, heaviest first. */
class Queue {
  readonly items: Weighed[] = [];

  push(item: Weighed) {
    const { items } = this;
    items.push(item);
    for (let at = items.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (this.weight(parent) >= this.weight(at)) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): Weighed | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0 || !last) return top;
    items[0] = last;
    for (let at = 0; ; ) {
      const child = this.weight(2 * at + 1) >= this.weight(2 * at + 2) ? 2 * at + 1 : 2 * at + 2;
      if (this.weight(child) <= this.weight(at)) return top;
      this.swap(at, child);
      at = child;
    }
  }

  private weight(at: number): number {
    return this.items[at]?.bits ?? Number.NEGATIVE_INFINITY;
  }

  private swap(one: number, other: number) {
    const { items } = this;
    const [a, b] = [items[one], items[other]];
    if (a && b) [items[one], items[other]] = [b, a];
  }
}
