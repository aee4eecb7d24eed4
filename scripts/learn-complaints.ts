import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { learn, printed, type Sentences, scoreOfText } from './complaints/learn.ts';

const sentencesFile = join(import.meta.dirname, 'complaints/sentences.json');
const modelFile = join(import.meta.dirname, '../crm-core/complaints/complaint-model.json');

/** Of those that are taken for a complaint, so many are one. */
const wantedPrecision = 0.88;
const parts = 5;

/**
 * `npm run learn:complaints`: learns from `complaints/sentences.json` how a complaint sounds and writes it for the core. What a
 * text must reach is chosen on sentences that were not learnt from.
 */
async function main() {
  const sentences: Sentences = JSON.parse(await readFile(sentencesFile, 'utf8'));
  const { least, recall, precision } = leastFor(wantedPrecision, judged(sentences));
  await writeFile(modelFile, printed(learn(sentences), least));
  console.log(`Complaints are told from other sentences with recall ${recall} and precision ${precision}.`);
}

interface Judged {
  readonly score: number;
  readonly complains: boolean;
}

/** Every sentence, judged by what was learnt from the others. */
function judged({ displeased, ordinary }: Sentences): Judged[] {
  return Array.from({ length: parts }, (_, part) => {
    const others = (texts: readonly string[]) => texts.filter((__, at) => at % parts !== part);
    const learnt = learn({ displeased: others(displeased), ordinary: others(ordinary) });
    const judge = (texts: readonly string[], complains: boolean) =>
      texts
        .filter((__, at) => at % parts === part)
        .map((text): Judged => ({ score: scoreOfText(learnt, text), complains }));
    return [...judge(displeased, true), ...judge(ordinary, false)];
  }).flat();
}

/** The least score from which on enough are complaints. */
function leastFor(wanted: number, all: readonly Judged[]) {
  const most = all.filter(({ complains }) => complains).length;
  const falling = all.toSorted((a, b) => b.score - a.score);
  let best = { least: Number.POSITIVE_INFINITY, recall: 0, precision: 1 };
  let right = 0;
  for (const [at, { score, complains }] of falling.entries()) {
    if (complains) right += 1;
    const precision = right / (at + 1);
    if (precision >= wanted) best = { least: score, recall: right / most, precision };
  }
  return {
    least: Number(best.least.toFixed(2)),
    recall: best.recall.toFixed(2),
    precision: best.precision.toFixed(2),
  };
}

await main();
