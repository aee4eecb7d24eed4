const dayMs = 86_400_000;
const minuteMs = 60_000;

/** A day in the calendar, as the number of days since 1 January 1970. */
export type Day = number;

function zoned(ms: number) {
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Europe/Brussels');
}

function offsetMs(ms: number): number {
  return zoned(ms).offsetNanoseconds / 1e6;
}

/** The day on the clock in Brussels. */
export function brusselsDay(at: Date): Day {
  return Math.floor((at.getTime() + offsetMs(at.getTime())) / dayMs);
}

/** `2026-11-23`. */
export function isoDay(day: Day): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The day of `2026-11-23`. */
export function dayOfIso(iso: string): Day {
  return Date.parse(`${iso}T00:00:00Z`) / dayMs;
}

/** From 0 for Monday to 6 for Sunday. */
export function weekdayOf(day: Day): number {
  return (day + 3) % 7;
}

/**
 * When the clock in Brussels shows that minute of the day, in milliseconds UTC. A minute of the doubled hour in autumn comes
 * twice: its `first` or its `last`. One of the lost hour in spring comes at the leap itself.
 */
export function brusselsInstant(day: Day, minute: number, which: 'first' | 'last'): number {
  const wall = day * dayMs + minute * minuteMs;
  const [before, after] = [offsetMs(wall - dayMs), offsetMs(wall + dayMs)];
  if (before === after) return wall - before;
  const times = [before, after].map((offset) => wall - offset).filter((ms) => ms + offsetMs(ms) === wall);
  if (times.length === 0) return zoned(wall - dayMs).getTimeZoneTransition('next')?.epochMilliseconds ?? wall;
  return which === 'first' ? Math.min(...times) : Math.max(...times);
}
