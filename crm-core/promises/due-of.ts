import type { Ground, Tx } from '../ports.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { addWorkingTime } from '../working-time/working-time.ts';

/** What decides when a customer must have an answer. */
export interface Owed {
  readonly kind: string;
  readonly handlerGroupKey: string;
  readonly openedAt: Date;
}

/** Working days within which a customer has an answer, by kind of case. */
const days: Readonly<Record<string, number>> = { question: 3, report: 5, suggestion: 10, complaint: 10 };

/** The moment by which the customer must have an answer, by the norm of the group for this kind (R085). */
export async function dueOf(tx: Tx, ground: Ground, { kind, openedAt }: Owed): Promise<Date> {
  return addWorkingTime(await calendarOf(tx, ground, 'city'), openedAt, { days: days[kind] ?? 3 });
}
