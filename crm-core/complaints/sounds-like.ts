import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { breadthOf, type Learnt, scoreOf } from './score.ts';
import { featuresOf, type Word, wordsOf } from './word-features.ts';

/** Words that speak for a complaint; places in UTF-16 code units of the text. */
export interface Telling {
  readonly start: number;
  readonly end: number;
}

interface Model {
  /** What a passage must reach. */
  readonly least: number;
  readonly bias: number;
  /** Of what a passage has, how much it speaks for a complaint. */
  readonly weights: Readonly<Record<string, number>>;
}

const model: Model = JSON.parse(readFileSync(join(import.meta.dirname, 'complaint-model.json'), 'utf8'));
const learnt: Learnt = { bias: model.bias, weights: new Map(Object.entries(model.weights)) };

/** So many sentences are read as a whole; of a longer text each with the next, for what is said around them says nothing of it. */
const whole = 4;
/** Where many are read, one of them must be so much surer. */
const surer = 0.6;

/**
 * The words by which a text sounds like a complaint, none where it does not. Learnt from sentences of both kinds that were
 * written for this project (`npm run learn:complaints`).
 */
export function soundsLike(text: string): Telling[] {
  const passages = passagesOf(text);
  const least = passages.length === 1 ? model.least : model.least + surer;
  return passages.flatMap((words) => tellingWords(words, least));
}

function passagesOf(text: string): Word[][] {
  const sentences = [...text.matchAll(/[^.!?\n]+[.!?\n]*/gu)]
    .map(({ 0: sentence, index }) =>
      wordsOf(sentence).map((word) => ({ ...word, start: word.start + index, end: word.end + index })),
    )
    .filter((words) => words.length > 0);
  if (sentences.length <= whole) return [sentences.flat()];
  return sentences.map((sentence, at) => [...sentence, ...(sentences[at + 1] ?? [])]);
}

function tellingWords(words: readonly Word[], least: number): Telling[] {
  const features = new Map(featuresOf(words).map((feature) => [feature.name, feature]));
  const known = [...features.values()].filter(({ name }) => learnt.weights.has(name));
  const score = scoreOf(
    learnt,
    known.map(({ name }) => name),
  );
  if (score < least) return [];
  const speaks = words.map(() => 0);
  for (const { name, from, to } of known) {
    const said = (learnt.weights.get(name) ?? 0) / breadthOf(known) / (to - from);
    for (let at = from; at < to; at += 1) speaks[at] = (speaks[at] ?? 0) + said;
  }
  return runsOf(words, speaks);
}

const mostRuns = 3;

/** Where it is said most, as runs of words; one word that says little may stand between. */
function runsOf(words: readonly Word[], speaks: readonly number[]): Telling[] {
  const most = Math.max(...speaks);
  const telling = [...speaks.keys()].filter((at) => (speaks[at] ?? 0) >= most / 3);
  const runs: { first: number; last: number }[] = [];
  for (const at of telling) {
    const run = runs.at(-1);
    if (run && at - run.last <= 2) run.last = at;
    else runs.push({ first: at, last: at });
  }
  return runs
    .map((run) => ({
      ...run,
      said: speaks.slice(run.first, run.last + 1).reduce((sum, one) => sum + one, 0),
    }))
    .toSorted((a, b) => b.said - a.said)
    .slice(0, mostRuns)
    .map(({ first, last }) => ({ start: words[first]?.start ?? 0, end: words[last]?.end ?? 0 }));
}
