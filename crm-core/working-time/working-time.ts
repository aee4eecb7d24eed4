import { brusselsDay, type Day } from './brussels.ts';
import type { Calendar } from './calendar.ts';
import { openDaysAfter, openFrom, openOn, openUntil } from './openings.ts';

const minuteMs = 60_000;

/** Minutes in which it is open, or days on which it is. */
export type WorkingTime = { readonly minutes: number } | { readonly days: number };

/** Whether it is open at that moment: from the moment it opens until just before it closes. */
export function isOpen(calendar: Calendar, at: Date): boolean {
  const ms = at.getTime();
  return openOn(calendar, brusselsDay(at)).some(([from, until]) => from <= ms && ms < until);
}

/** That moment while it is open, else when it opens next. Throws `RangeError` when that is not within ten years. */
export function nextOpen(calendar: Calendar, at: Date): Date {
  const [from] = openFrom(calendar, at.getTime()).next().value ?? [];
  return new Date(from ?? at);
}

/**
 * The moment when so much working time has passed. Minutes are those in which it is open, backwards when there are less than
 * none; a period that ends with a working day ends when that closes. Days end when the last of so many open days after today
 * closes; no days is today, or the next open day when today is closed already. Throws `RangeError` when that is never.
 */
export function addWorkingTime(calendar: Calendar, from: Date, time: WorkingTime): Date {
  if ('days' in time) return closingAfter(calendar, from, time.days);
  if (!Number.isFinite(time.minutes)) throw new RangeError('not a number of minutes');
  const ms = Math.round(time.minutes * minuteMs);
  if (ms === 0) return from;
  return new Date(ms > 0 ? forwards(calendar, from.getTime(), ms) : backwards(calendar, from.getTime(), -ms));
}

/** The minutes between in which it is open; less than none when `until` comes first. */
export function workingTimeBetween(calendar: Calendar, from: Date, until: Date): number {
  if (until < from) return -workingTimeBetween(calendar, until, from);
  const [start, end] = [from.getTime(), until.getTime()];
  let ms = 0;
  for (let day = brusselsDay(from); day <= brusselsDay(until); day += 1)
    for (const [opens, closes] of openOn(calendar, day))
      ms += Math.max(0, Math.min(closes, end) - Math.max(opens, start));
  return ms / minuteMs;
}

function forwards(calendar: Calendar, at: number, ms: number): number {
  let left = ms;
  for (const [from, until] of openFrom(calendar, at)) {
    if (until - from >= left) return from + left;
    left -= until - from;
  }
  return at;
}

function backwards(calendar: Calendar, at: number, ms: number): number {
  let left = ms;
  for (const [from, until] of openUntil(calendar, at)) {
    if (until - from >= left) return until - left;
    left -= until - from;
  }
  return at;
}

function closingAfter(calendar: Calendar, from: Date, days: number): Date {
  if (!Number.isInteger(days) || days < 0) throw new RangeError('not a number of days');
  const today = brusselsDay(from);
  const closing = closingOn(calendar, today);
  if (days === 0 && closing > from.getTime()) return new Date(closing);
  let left = Math.max(days, 1);
  for (const day of openDaysAfter(calendar, today)) {
    left -= 1;
    if (left === 0) return new Date(closingOn(calendar, day));
  }
  return from;
}

function closingOn(calendar: Calendar, day: Day): number {
  return openOn(calendar, day).at(-1)?.[1] ?? Number.NEGATIVE_INFINITY;
}
