import type ICAL from 'ical.js';
import { brusselsDay, brusselsInstant, type Day, isoDay, weekdayOf } from './brussels.ts';
import type { Calendar, Span } from './calendar.ts';
import { legalHoliday } from './holidays.ts';
import { type Interval, readIcal, timesWithin } from './ical.ts';

interface Computed {
  readonly events: readonly ICAL.Event[];
  readonly closures: Map<string, readonly Interval[]>;
  readonly days: Map<Day, readonly Interval[]>;
}

const computed = new WeakMap<Calendar, Computed>();
const mostDays = 10_000;

/** A calendar that is not open within ten years is never open. */
const horizonDays = 3_660;

/** When it is open on that day in Brussels, in order. */
export function openOn(calendar: Calendar, day: Day): readonly Interval[] {
  const { days } = computedOf(calendar);
  const known = days.get(day);
  if (known) return known;
  if (days.size >= mostDays) days.clear();
  const open = compute(calendar, day);
  days.set(day, open);
  return open;
}

/** All times that it is open after that moment, in order, the one under way cut short. Throws `RangeError` where none comes. */
export function* openFrom(calendar: Calendar, at: number): Generator<Interval> {
  let day = brusselsDay(new Date(at));
  for (let closed = 0; closed < horizonDays; day += 1, closed += 1)
    for (const [from, until] of openOn(calendar, day)) {
      if (until <= at) continue;
      closed = 0;
      yield [Math.max(from, at), until];
    }
  throw new RangeError(`the calendar ${calendar.key} is never open`);
}

/** The same before that moment, the newest first. */
export function* openUntil(calendar: Calendar, at: number): Generator<Interval> {
  let day = brusselsDay(new Date(at));
  for (let closed = 0; closed < horizonDays; day -= 1, closed += 1)
    for (const [from, until] of openOn(calendar, day).toReversed()) {
      if (from >= at) continue;
      closed = 0;
      yield [from, Math.min(until, at)];
    }
  throw new RangeError(`the calendar ${calendar.key} is never open`);
}

/** The days after that one on which it is open, in order. Throws `RangeError` where none comes. */
export function* openDaysAfter(calendar: Calendar, after: Day): Generator<Day> {
  let day = after + 1;
  for (let closed = 0; closed < horizonDays; day += 1, closed += 1)
    if (openOn(calendar, day).length > 0) {
      closed = 0;
      yield day;
    }
  throw new RangeError(`the calendar ${calendar.key} is never open`);
}

function compute(calendar: Calendar, day: Day): Interval[] {
  const exception = exceptionOn(calendar, day);
  const spans =
    exception?.open ?? (calendar.legalHolidays && legalHoliday(day) ? [] : weekSpans(calendar, day));
  const open = spans.map(
    ({ from, until }): Interval => [
      brusselsInstant(day, minuteOf(from), 'first'),
      brusselsInstant(day, minuteOf(until), 'last'),
    ],
  );
  const left = exception ? open : closuresIn(calendar, isoDay(day).slice(0, 4)).reduce(without, open);
  return left.filter(([from, until]) => from < until);
}

/** What day it is, in Dutch, where it is no ordinary one. */
export function dayName(calendar: Calendar, day: Day): string | undefined {
  return exceptionOn(calendar, day)?.name ?? (calendar.legalHolidays ? legalHoliday(day) : undefined);
}

function exceptionOn({ exceptions }: Calendar, day: Day) {
  const iso = isoDay(day);
  return exceptions.find((one) => one.day === iso) ?? exceptions.find((one) => one.day === iso.slice(5));
}

function weekSpans({ week }: Calendar, day: Day): readonly Span[] {
  return week[weekdayOf(day)] ?? [];
}

function minuteOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}

function without(open: readonly Interval[], [closedFrom, closedUntil]: Interval): Interval[] {
  return open
    .flatMap(([from, until]): Interval[] => [
      [from, Math.min(until, Math.max(from, closedFrom))],
      [Math.max(from, Math.min(until, closedUntil)), until],
    ])
    .filter(([from, until]) => from < until);
}

function closuresIn(calendar: Calendar, year: string): readonly Interval[] {
  const { events, closures } = computedOf(calendar);
  const known = closures.get(year);
  if (known) return known;
  const times = timesWithin(events, Date.UTC(Number(year), 0, 0), Date.UTC(Number(year) + 1, 0, 2));
  closures.set(year, times);
  return times;
}

function computedOf(calendar: Calendar): Computed {
  const known = computed.get(calendar);
  if (known) return known;
  const events = calendar.closures.flatMap(({ ical }) => readIcal(ical));
  const fresh = { events, closures: new Map(), days: new Map() };
  computed.set(calendar, fresh);
  return fresh;
}
