/** What was learnt of how a complaint sounds. */
export interface Learnt {
  /** Of what a text has, how much it speaks for a complaint. */
  readonly weights: ReadonlyMap<string, number>;
  readonly bias: number;
}

/** What a text with these features reaches; the more it has, the less each says. */
export function scoreOf({ weights, bias }: Learnt, names: readonly string[]): number {
  const sum = names.reduce((total, name) => total + (weights.get(name) ?? 0), 0);
  return bias + sum / breadthOf(names);
}

/** By what each of so many features is divided. */
export function breadthOf(features: readonly unknown[]): number {
  return Math.sqrt(features.length || 1);
}
