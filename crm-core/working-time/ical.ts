import ICAL from 'ical.js';
import { brusselsInstant, dayOfIso } from './brussels.ts';

/** From and until, in milliseconds UTC. */
export type Interval = readonly [from: number, until: number];

/** An iCalendar text that cannot be used; says why without a word of the text. */
export class UnusableCalendar extends Error {
  override readonly name = 'UnusableCalendar';
}

/**
 * The events of an iCalendar text (RFC 5545), but for the cancelled ones: whole days, times in any zone, repeated ones with
 * their exceptions. What cannot be read in full is refused whole: `UnusableCalendar`.
 */
export function readIcal(text: string): ICAL.Event[] {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as ConstructorParameters<typeof ICAL.Component>[0]);
    if (calendar.name !== 'vcalendar') throw new UnusableCalendar('not one calendar');
    const events = calendar
      .getAllSubcomponents('vevent')
      .filter((event) => event.getFirstPropertyValue('status') !== 'CANCELLED')
      .map((event) => new ICAL.Event(event));
    for (const event of events) check(event);
    return withExceptions(events);
  } catch (error) {
    if (error instanceof UnusableCalendar) throw error;
    throw new UnusableCalendar('not an iCalendar text', { cause: error });
  }
}

/** The times of these events that touch the time between, in milliseconds UTC. */
export function timesWithin(events: readonly ICAL.Event[], from: number, until: number): Interval[] {
  return events.flatMap((event) => [...timesOf(event, until)].filter(([, end]) => end > from));
}

function* timesOf(event: ICAL.Event, until: number): Generator<Interval> {
  if (!event.isRecurring()) {
    yield [instantOf(event, event.startDate), instantOf(event, event.endDate)];
    return;
  }
  const iterator = event.iterator();
  for (let next = iterator.next(); next; next = iterator.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    const start = instantOf(item, startDate);
    if (start >= until) return;
    yield [start, instantOf(item, endDate)];
  }
}

function withExceptions(events: readonly ICAL.Event[]): ICAL.Event[] {
  const series = events.filter((event) => !event.isRecurrenceException());
  for (const exception of events.filter((event) => event.isRecurrenceException()))
    series.find(({ uid }) => uid === exception.uid)?.relateException(exception);
  return series;
}

/** The library takes the 31st of June for the 1st of July, and looks for some days for ever. */
function check(event: ICAL.Event) {
  for (const name of ['dtstart', 'dtend']) {
    const property = event.component.getFirstProperty(name);
    if (property && property.toJSON()[3] !== String(property.getFirstValue()))
      throw new UnusableCalendar('a day or time that does not exist');
  }
  if (instantOf(event, event.endDate) < instantOf(event, event.startDate))
    throw new UnusableCalendar('an event that ends before it begins');
  const rule = event.component.getFirstPropertyValue('rrule') as ICAL.Recur | null;
  if (rule && !['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(rule.freq))
    throw new UnusableCalendar('an event that repeats within a day');
  if (rule?.freq === 'DAILY' && rule.parts['BYMONTHDAY'])
    throw new UnusableCalendar('a daily event on days of the month');
  if (rule) event.iterator().next();
}

/** A time without a zone, and a whole day, are on the clock in Brussels. */
function instantOf(event: ICAL.Event, time: ICAL.Time): number {
  if (time.isDate) return brusselsInstant(dayOfIso(time.toString()), 0, 'first');
  if (time.zone?.tzid && time.zone.tzid !== 'floating') return time.toUnixTime() * 1000;
  const zone = event.component.getFirstProperty('dtstart')?.getFirstParameter('tzid') ?? 'Europe/Brussels';
  return Temporal.PlainDateTime.from(time.toString()).toZonedDateTime(zone).epochMilliseconds;
}
