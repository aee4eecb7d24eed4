import type { Ground, Tx } from '../ports.ts';
import { remembered } from '../remembered.ts';
import { type Calendar, calendarDefinition } from './calendar.ts';

export const calendars = remembered(async (tx: Tx): Promise<ReadonlyMap<string, Calendar>> => {
  const rows = await tx.workingCalendar.findMany({ orderBy: { key: 'asc' } });
  return new Map(
    rows.map(({ key, name, definition }) => [key, { key, name, ...calendarDefinition.parse(definition) }]),
  );
});

/** When people work, by the key of the calendar; remembered, so that it costs no query. Throws where there is none. */
export async function calendarOf(tx: Tx, ground: Ground, key: string): Promise<Calendar> {
  const calendar = (await calendars.of(tx, ground)).get(key);
  if (!calendar) throw new Error(`there is no calendar ${key}`);
  return calendar;
}
