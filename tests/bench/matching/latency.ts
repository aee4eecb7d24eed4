import { foundCity } from './city.ts';
import { answer, quantile, turnsOf } from './contacts.ts';
import { type Figure, figure } from './figure.ts';
import { openStock } from './stock.ts';

const sizes = [10_000, 100_000, 1_000_000];
const timed = 3_000;
const warming = 300;
const seed = 7001;

/** How long an agent waits for candidates as the stock grows, without HTTP but with the entry in the audit trail. */
export async function latency(): Promise<Figure[]> {
  const city = foundCity(seed);
  const stock = await openStock();
  try {
    const figures: Figure[] = [];
    const p95s: number[] = [];
    for (const size of sizes) {
      const { loaded, keyed } = await stock.add(city.settle(size - stock.personOf.size));
      const turns = turnsOf(city, warming + timed);
      await answer(stock, turns.slice(0, warming));
      const ms = (await answer(stock, turns.slice(warming))).map((one) => one.ms);
      const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(ms, share).toFixed(1));
      p95s.push(quantile(ms, 0.95));
      figures.push(
        figure(
          `matchCustomers with ${size} profiles, graph to audit trail, ${timed} contacts, ms p50 / p95 / p99`,
          `${p50} / ${p95} / ${p99}`,
          size === sizes.at(-1) ? 'p95 <= 10' : '',
          `stored in ${seconds(loaded)}, keyed by the product in ${seconds(keyed)}`,
        ),
      );
    }
    const growth = (p95s.at(-1) ?? 0) / (p95s[0] ?? 1);
    return [...figures, figure(`p95, with ${sizes.at(-1)} beside ${sizes[0]}`, growth.toFixed(2), '<= 3')];
  } finally {
    await stock.close();
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
