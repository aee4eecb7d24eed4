import { foundCity } from './city.ts';
import { type Answered, answer, quantile, turnsOf } from './contacts.ts';
import { type Figure, figure } from './figure.ts';
import { openStock } from './stock.ts';
import { type Baseline, trigramBaseline } from './trigrams.ts';

/** Of an invented city each. Nothing was tuned on these: what is learnt from one of them asks for another one. */
const seeds = [8009, 9011, 11003];
const profiles = 100_000;
const contacts = 5_000;
const compared = 400;

/** How well contacts are recognised in several cities, beside what trigrams find for some of the same contacts. */
export async function recognition(): Promise<Figure[]> {
  const cities = [];
  for (const seed of seeds) cities.push(await measure(seed));
  const all = cities.flatMap(({ answered }) => answered);
  const trigrams = cities.map((city) => city.trigrams);
  const mean = (read: (one: Baseline) => number) =>
    trigrams.reduce((sum, one) => sum + read(one), 0) / trigrams.length;
  const scenarios = Map.groupBy(known(all), ({ scenario }) => scenario);
  return [
    ...cities.map(({ seed, answered }) => summary(seed, answered)),
    figure(
      `contacts of ${seeds.length} cities, hit@1`,
      hits(known(all), 1),
      '>= 0.95',
      `trigrams ${mean(({ hit1 }) => hit1).toFixed(4)}, ${compared * seeds.length} questions, p50 ${mean(({ p50 }) => p50).toFixed(0)} ms`,
    ),
    figure('hit@5', hits(known(all), 5), '>= 0.97', `trigrams ${mean(({ hit5 }) => hit5).toFixed(4)}`),
    ...[...scenarios].map(([scenario, turns]) =>
      figure(`${scenario}, hit@1`, hits(turns, 1), '', `hit@5 ${hits(turns, 5).toFixed(4)}`),
    ),
    figure(
      'decision same, precision',
      precision(all),
      '>= 0.999',
      `${wrong(all)} wrong of ${same(all).length}`,
    ),
    figure('decision same, recall', recall(all), '>= 0.70'),
    figure('false merges, of all contacts', wrong(all) / all.length, '', `${wrong(all)} of ${all.length}`),
  ];
}

async function measure(seed: number) {
  const city = foundCity(seed);
  const stock = await openStock();
  try {
    await stock.add(city.settle(profiles));
    const answered = await answer(stock, turnsOf(city, contacts));
    const trigrams = await trigramBaseline(stock, known(answered).slice(0, compared), quantile);
    return { seed, answered, trigrams };
  } finally {
    await stock.close();
  }
}

function summary(seed: number, answered: readonly Answered[]): Figure {
  return figure(
    `city ${seed}, ${answered.length} contacts with ${profiles} profiles, hit@1 / hit@5`,
    `${hits(known(answered), 1).toFixed(4)} / ${hits(known(answered), 5).toFixed(4)}`,
    '',
    `same: precision ${precision(answered).toFixed(4)} (${wrong(answered)} wrong), recall ${recall(answered).toFixed(4)}`,
  );
}

/** Of people who are in the stock. */
function known(turns: readonly Answered[]): readonly Answered[] {
  return turns.filter(({ person }) => person !== undefined);
}

function hits(turns: readonly Answered[], most: number): number {
  return turns.filter(({ place }) => place > 0 && place <= most).length / turns.length;
}

function same(turns: readonly Answered[]): readonly Answered[] {
  return turns.filter(({ decision }) => decision === 'SAME');
}

function wrong(turns: readonly Answered[]): number {
  return same(turns).filter(({ place }) => place !== 1).length;
}

function precision(turns: readonly Answered[]): number {
  return 1 - wrong(turns) / same(turns).length;
}

function recall(turns: readonly Answered[]): number {
  return (same(turns).length - wrong(turns)) / known(turns).length;
}
