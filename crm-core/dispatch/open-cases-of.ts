import type { Tx } from '../ports.ts';

/** The states in which a customer still waits for an answer. */
export const openStates = ['received', 'assigned', 'in-progress', 'waiting-for-customer'];

/** How many open cases a group has. */
export function openCasesOf(tx: Tx, groupKey: string): Promise<number> {
  return tx.case.count({ where: { handlerGroupKey: groupKey, state: { in: openStates } } });
}
