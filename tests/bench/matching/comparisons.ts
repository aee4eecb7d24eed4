import { damerau, jaroWinkler } from '../../../crm-core/matching/likeness.ts';
import type { Comparison } from '../../../crm-core/matching/model.ts';
import type { Row } from './link.ts';

/** Equal, alike by Jaro–Winkler from these bounds on, or what stands in `swappedWith` of the other; else different. */
export function words(name: string, bounds: readonly number[], swappedWith?: string): Comparison<Row> {
  const levels = bounds.length + (swappedWith ? 3 : 2);
  const swapped = (one: Row, other: Row) =>
    swappedWith !== undefined && (one[name] === other[swappedWith] || other[name] === one[swappedWith]);
  return {
    name,
    levels,
    compare(one, other) {
      const [a = '', b = ''] = [one[name], other[name]];
      if (a === '' || b === '') return -1;
      if (a === b) return 0;
      const likeness = jaroWinkler(a, b);
      const level = bounds.findIndex((bound) => likeness >= bound);
      if (level >= 0) return level + 1;
      return swapped(one, other) ? bounds.length + 1 : levels - 1;
    },
    term: (one) => one[name],
  };
}

/** Equal, or so many typing errors apart; else different. */
export function typed(name: string, errors: number): Comparison<Row> {
  return {
    name,
    levels: errors + 2,
    compare(one, other) {
      const [a = '', b = ''] = [one[name], other[name]];
      return a === '' || b === '' ? -1 : damerau(a, b, errors);
    },
    term: (one) => one[name],
  };
}
