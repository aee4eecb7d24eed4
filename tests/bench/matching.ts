import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Figure, figure } from './matching/figure.ts';
import { latency } from './matching/latency.ts';
import { measureSet, publicSets } from './matching/public-sets.ts';
import { recognition } from './matching/recognition.ts';

const folder = join(import.meta.dirname, '../../../shared/data/linkage');

/**
 * How well and how fast customers are recognised: public sets by their labels beside Splink, and contacts with invented
 * cities through the product's own graph, beside trigrams. Nothing is trained with labels.
 */
export async function bench(): Promise<readonly Figure[]> {
  return [...(await known()), ...(await recognition()), ...(await latency())];
}

async function known(): Promise<Figure[]> {
  if (!existsSync(folder)) {
    process.stderr.write(
      'skipped: the public sets are not beside this checkout; invented cities are measured alone\n',
    );
    return [];
  }
  const figures: Figure[] = [];
  for (const set of publicSets) {
    const { pairs, groups, wanted, splink, truePairs, seconds } = await measureSet(set, folder);
    const beside = `Splink ${splink}`;
    figures.push(
      figure(`${set.name}, best F1 (P / R) by groups, of ${truePairs} pairs`, groups, `>= ${wanted}`, beside),
      figure(`${set.name}, best F1 (P / R) by single pairs`, pairs, '', `${seconds} s`),
    );
  }
  return figures;
}
