import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';

/** A day in the calendar as midnight UTC, null where none is given; `InvalidInput` for a day that does not exist. */
export function readDay(field: string, given: string | null | undefined): Date | null {
  if (given === null || given === undefined) return null;
  const day = new Date(`${given}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(given) || Number.isNaN(day.getTime()) || !day.toISOString().startsWith(given))
    throw invalid(field, texts.day);
  return day;
}
