import { openStates } from '../cases/step-case.ts';
import type { Tx } from '../ports.ts';

/** How many open cases a group has. */
export function openCasesOf(tx: Tx, groupKey: string): Promise<number> {
  return tx.case.count({ where: { handlerGroupKey: groupKey, state: { in: [...openStates] } } });
}

/** The same for several groups at once. */
export async function openCasesByGroup(
  tx: Tx,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const counts = await tx.case.groupBy({
    by: ['handlerGroupKey'],
    where: { handlerGroupKey: { in: [...keys] }, state: { in: [...openStates] } },
    _count: true,
  });
  return new Map(counts.map(({ handlerGroupKey, _count }) => [handlerGroupKey, _count]));
}
