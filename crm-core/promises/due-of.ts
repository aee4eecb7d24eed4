import type { Ground, Tx } from '../ports.ts';
import { dueBy, normOf, type Owed } from './norms.ts';

/** The moment by which the customer must have an answer, by the norm in force for its product, group and kind (R085). */
export async function dueOf(tx: Tx, ground: Ground, owed: Owed): Promise<Date> {
  return dueBy(tx, ground, await normOf(tx, ground, owed), owed.openedAt);
}
