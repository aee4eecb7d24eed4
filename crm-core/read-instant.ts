import { invalid } from './refusal.ts';
import { texts } from './texts.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** An instant as somebody gave it, with its zone; refuses, by the name of its field, one that is on no calendar. */
export function readInstant(field: string, given: unknown): Date {
  const text = given instanceof Date ? given.toISOString() : String(given);
  const at = new Date(text);
  const day = text.slice(0, 10);
  const onCalendar = new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  if (!(instant.test(text) && onCalendar) || Number.isNaN(at.getTime())) throw invalid(field, texts.instant);
  return at;
}
