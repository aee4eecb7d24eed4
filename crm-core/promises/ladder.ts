import type { Calendar } from '../working-time/calendar.ts';
import { addWorkingTime } from '../working-time/working-time.ts';

/** Who hears of a promise that is not proven: its owner before it is due, then everybody further up. */
export const rungs = ['owner', 'lead', 'contact-centre', 'management'] as const;

/** Working minutes before or after the due moment. */
const rungMinutes = [-240, 0, 240, 960];

/** When each of the four steps of the ladder is taken, in order. */
export function ladderOf(calendar: Calendar, dueAt: Date): readonly Date[] {
  return rungMinutes.map((minutes) => addWorkingTime(calendar, dueAt, { minutes }));
}

/** How many steps a promise that is due then must have gone up by now. */
export function stepAt(ladder: readonly Date[], now: Date): number {
  return ladder.filter((at) => at <= now).length;
}
