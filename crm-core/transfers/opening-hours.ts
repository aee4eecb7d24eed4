import type { Ground, Tx } from '../ports.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { isOpen } from '../working-time/working-time.ts';

/** Whether back offices answer at that moment, by the calendar of the city. */
export async function inOpeningHours(tx: Tx, ground: Ground, at: Date): Promise<boolean> {
  return isOpen(await calendarOf(tx, ground, 'city'), at);
}
