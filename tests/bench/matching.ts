import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { learnFromStock } from '../../crm-core/matching/learn-from-stock.ts';
import { chance } from './matching/chance.ts';
import { inhabit, type Person, type Stored, store } from './matching/city.ts';
import { type Answered, answer, placeOf, quantile, turnsOf } from './matching/contacts.ts';
import { measureSet, publicSets } from './matching/public-sets.ts';
import { openStock, type Stock } from './matching/stock.ts';
import { trigramBaseline } from './matching/trigrams.ts';

interface Figure {
  readonly what: string;
  readonly figure: string | number;
  readonly wanted: string;
  readonly beside: string;
}

const folder = join(import.meta.dirname, '../../../shared/data/linkage');
const sizes = [10_000, 100_000, 1_000_000];
const scored = 100_000;
const contacts = 5_000;
const timed = 1_500;

/**
 * How well and how fast customers are recognised: public sets by their labels beside Splink, and contacts with an invented
 * city in three sizes through the product's own code, beside trigrams. Nothing is trained with labels.
 */
export async function bench(): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  if (!existsSync(folder)) process.stderr.write('skipped: the public sets are not beside this checkout\n');
  else
    for (const set of publicSets) {
      const { pairs, groups, wanted, splink, truePairs } = await measureSet(set, folder);
      const beside = `Splink ${splink}`;
      figures.push({
        what: `${set.name}, best F1 (P / R) by groups, of ${truePairs} pairs`,
        figure: groups,
        wanted: `>= ${wanted}`,
        beside,
      });
      figures.push({
        what: `${set.name}, best F1 (P / R) by single pairs`,
        figure: pairs,
        wanted: '',
        beside,
      });
    }
  return [...figures, ...(await invented())];
}

async function invented(): Promise<Figure[]> {
  const largest = sizes.at(-1) ?? 0;
  const city: City = {
    people: inhabit(Math.ceil(largest / 0.8), 1),
    at: 0,
    draw: chance(3),
    inside: [],
    outside: [],
  };
  const stock = await openStock();
  try {
    const figures: Figure[] = [];
    const latencies: number[] = [];
    for (const size of sizes) {
      const measured = await measureAt(stock, city, size);
      figures.push(...measured.figures);
      latencies.push(measured.p95);
    }
    const growth = (latencies.at(-1) ?? 0) / (latencies[0] ?? 1);
    return [
      ...figures,
      { what: 'p95, largest beside smallest', figure: growth.toFixed(2), wanted: '<= 3', beside: '' },
    ];
  } finally {
    await stock.close();
  }
}

interface City {
  readonly people: readonly Person[];
  /** Who is the next to be settled. */
  at: number;
  readonly draw: () => number;
  readonly inside: Person[];
  readonly outside: Person[];
}

async function measureAt(stock: Stock, city: City, size: number) {
  const stored: Stored[] = [];
  while (stock.personOf.size + stored.length < size) stored.push(...settle(city));
  const startedAt = performance.now();
  await stock.add(stored);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  await learnFromStock(stock);
  const turns = turnsOf(city.inside, city.outside, size === scored ? contacts : timed);
  await answer(stock, turns.slice(0, 200));
  const answered = await answer(stock, turns);
  const ms = answered.map((one) => one.ms);
  const [p50 = 0, p95 = 0, p99 = 0] = [0.5, 0.95, 0.99].map((share) => quantile(ms, share));
  const latency: Figure = {
    what: `latency at ${size} profiles, ms p50 / p95 / p99`,
    figure: [p50, p95, p99].map((one) => one.toFixed(1)).join(' / '),
    wanted: size === sizes.at(-1) ? 'p95 <= 10' : '',
    beside: `${stored.length} stored and keyed in ${seconds} s`,
  };
  return { p95, figures: [latency, ...(size === scored ? await qualityOf(stock, answered) : [])] };
}

/** Four of five people are in the stock, three of a hundred of these twice, as two sources told of them. */
function settle(city: City): Stored[] {
  const { draw, inside, outside } = city;
  const person = city.people[city.at] as Person;
  city.at += 1;
  if (draw() < 0.2) {
    outside.push(person);
    return [];
  }
  inside.push(person);
  return draw() < 0.03 ? [store(draw, person), store(draw, person)] : [store(draw, person)];
}

async function qualityOf(stock: Stock, answered: readonly Answered[]): Promise<Figure[]> {
  const known = answered.filter(({ person }) => person !== undefined);
  const trigrams = await trigramBaseline(stock, known.slice(0, 350), (ms) => quantile(ms, 0.5));
  const hits = (turns: readonly Answered[], most: number) =>
    turns.filter((turn) => placeOf(stock, turn) > 0 && placeOf(stock, turn) <= most).length / turns.length;
  const same = answered.filter(({ matching }) => matching.decision === 'same');
  const wrong = same.filter((turn) => turn.person === undefined || placeOf(stock, turn) !== 1);
  const beside = `trigrams ${trigrams.hit1.toFixed(3)}, ${Math.round(trigrams.p50)} ms`;
  const row = (what: string, figure: number, wanted = '', besides = ''): Figure => ({
    what,
    figure: figure.toFixed(4),
    wanted,
    beside: besides,
  });
  return [
    row('contacts, hit@1', hits(known, 1), '>= 0.95', beside),
    row('contacts, hit@5', hits(known, 5), '>= 0.97', `trigrams ${trigrams.hit5.toFixed(3)}`),
    row(
      'decision same, precision',
      1 - wrong.length / same.length,
      '>= 0.999',
      `${wrong.length} wrong of ${same.length}`,
    ),
    row('decision same, recall', (same.length - wrong.length) / known.length, '>= 0.70'),
    row('false merges, of all contacts', wrong.length / answered.length),
    ...[...Map.groupBy(known, ({ scenario }) => scenario)].map(([scenario, turns]) =>
      row(`${scenario}, hit@1`, hits(turns, 1), '', `hit@5 ${hits(turns, 5).toFixed(3)}`),
    ),
  ];
}
