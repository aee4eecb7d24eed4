import { z } from 'zod';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);

/** Open from one time on the clock until another, on the same day; `24:00` is its end. */
const span = z
  .strictObject({ from: clock, until: clock })
  .refine(({ from, until }) => from < until, { message: 'ends before it begins' });

const spans = z
  .array(span)
  .max(12)
  .refine((all) => all.every(({ from }, index) => index === 0 || (all[index - 1]?.until ?? '') <= from), {
    message: 'overlaps the one before',
  });

/** When people work, as it is configured; all of it on the clock of Brussels. */
export const calendarDefinition = z.strictObject({
  /** Monday first; a day without spans is closed. */
  week: z.array(spans).length(7),
  /** Whether it is closed on the legal holidays of Belgium. */
  legalHolidays: z.boolean(),
  /** Other hours, or none, on one day (`2026-12-24`) or every year (`12-24`). They go before all else. */
  exceptions: z.array(
    z.strictObject({
      day: z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/),
      name: z.string(),
      open: spans,
    }),
  ),
  /** iCalendar texts: closed during their events. */
  closures: z.array(z.strictObject({ name: z.string(), ical: z.string() })),
});

export type CalendarDefinition = z.infer<typeof calendarDefinition>;
export type Span = z.infer<typeof span>;

/** A calendar of working time. Treat as unchangeable: what is computed from it is remembered by its identity. */
export interface Calendar extends CalendarDefinition {
  /** Such as `city`. */
  readonly key: string;
  /** In Dutch. */
  readonly name: string;
}
