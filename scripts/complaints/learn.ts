import { breadthOf, type Learnt, scoreOf } from '../../crm-core/complaints/score.ts';
import { featuresOf, wordsOf } from '../../crm-core/complaints/word-features.ts';

export interface Sentences {
  readonly displeased: readonly string[];
  readonly ordinary: readonly string[];
}

interface Example {
  readonly names: readonly string[];
  readonly complains: boolean;
}

const rounds = 40;
const pace = 0.3;
const biasPace = 0.02;
const decay = 0.001;
/** What occurs in fewer texts is chance. */
const fewest = 2;

/** Logistic regression by stochastic gradient descent (AdaGrad); the same sentences give the same weights. */
export function learn(sentences: Sentences): Learnt {
  const examples = frequentOnly([
    ...examplesOf(sentences.displeased, true),
    ...examplesOf(sentences.ordinary, false),
  ]);
  const learnt = { weights: new Map<string, number>(), bias: 0 };
  const learnFrom = learner(learnt);
  const random = mulberry(1);
  for (let round = 0; round < rounds; round += 1) shuffled(examples, random).forEach(learnFrom);
  return learnt;
}

/** Moves the weights a little towards each example: much where it was wrong, less where a feature was often seen. */
function learner(learnt: { weights: Map<string, number>; bias: number }) {
  const { weights } = learnt;
  const steepness = new Map<string, number>();
  return ({ names, complains }: Example) => {
    const error = (complains ? 1 : 0) - 1 / (1 + Math.exp(-scoreOf(learnt, names)));
    learnt.bias += biasPace * error;
    for (const name of names) {
      const weight = weights.get(name) ?? 0;
      const slope = (error - decay * weight) / breadthOf(names);
      const steep = (steepness.get(name) ?? 0) + slope * slope;
      steepness.set(name, steep);
      weights.set(name, weight + (pace * slope) / Math.sqrt(steep + 1e-9));
    }
  };
}

/** What a text reaches by what was learnt. */
export function scoreOfText(learnt: Learnt, text: string): number {
  return scoreOf(
    learnt,
    namesOf(text).filter((name) => learnt.weights.has(name)),
  );
}

/** The model as the core reads it; weights in hundredths, what says next to nothing is left out. */
export function printed({ weights, bias }: Learnt, least: number): string {
  const said = [...weights]
    .map(([name, weight]) => [name, Math.round(weight * 100) / 100] as const)
    .filter(([, weight]) => Math.abs(weight) >= 0.1)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  const model = { least, bias: Math.round(bias * 100) / 100, weights: Object.fromEntries(said) };
  return `${JSON.stringify(model, null, 2)}\n`;
}

function frequentOnly(examples: readonly Example[]): Example[] {
  const counts = new Map<string, number>();
  for (const { names } of examples) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return examples.map(({ names, complains }) => ({
    names: names.filter((name) => (counts.get(name) ?? 0) >= fewest),
    complains,
  }));
}

function examplesOf(texts: readonly string[], complains: boolean): Example[] {
  return texts.map((text) => ({ names: namesOf(text), complains }));
}

function namesOf(text: string): string[] {
  return [...new Set(featuresOf(wordsOf(text)).map(({ name }) => name))];
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const left = [...items];
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [left[at], left[other]] = [left[other] as T, left[at] as T];
  }
  return left;
}

/** A small generator with a seed. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
