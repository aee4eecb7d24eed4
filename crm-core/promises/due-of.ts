import { dueMoment } from '../cases/due-moment.ts';
import type { Tx } from '../ports.ts';

/** What decides when a customer must have an answer. */
export interface Owed {
  readonly kind: string;
  readonly handlerGroupKey: string;
  readonly openedAt: Date;
}

/** The moment by which the customer must have an answer, by the norm of the group for this kind (R085). */
export async function dueOf(_tx: Tx, { kind, openedAt }: Owed): Promise<Date> {
  return dueMoment(kind as Parameters<typeof dueMoment>[0], openedAt);
}
