import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { type Calendar, type CalendarDefinition, calendarDefinition, type Span } from './calendar.ts';
import { calendars } from './calendar-of.ts';
import { readIcal, UnusableCalendar } from './ical.ts';
import { nextOpen } from './working-time.ts';

export const weekdays = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
const longestIcal = 1_000_000;

interface SetCalendarInput {
  readonly idempotencyKey: string;
  readonly key: string;
  readonly name: string;
  readonly week: readonly { readonly weekday: (typeof weekdays)[number]; readonly open: readonly Span[] }[];
  readonly legalHolidays: boolean;
  readonly exceptions: CalendarDefinition['exceptions'];
}

/** Sets the hours of a calendar, or makes it. What is due by then stays due; what is promised from now on goes by it. */
export function setCalendar(ground: Ground, asking: Asking, input: SetCalendarInput) {
  return change(ground, asking, 'setWorkingCalendar', input, input.key, async (before) => {
    if (!/^[a-z][a-z0-9-]{0,59}$/.test(input.key)) throw invalid('key', texts.calendarUnknown);
    const open = new Map(input.week.map((day) => [day.weekday, day.open]));
    if (open.size < input.week.length) throw invalid('week', texts.calendarHours);
    return {
      name: requiredText('name', input.name),
      week: weekdays.map((day) => [...(open.get(day) ?? [])]),
      legalHolidays: input.legalHolidays,
      exceptions: input.exceptions,
      closures: before?.closures ?? [],
    };
  });
}

interface ImportInput {
  readonly idempotencyKey: string;
  readonly calendar: string;
  readonly name: string;
  readonly ical: string;
}

/** Closes a calendar during the events of an iCalendar text, in the place of what had that name before. */
export function importClosures(ground: Ground, asking: Asking, input: ImportInput) {
  return change(ground, asking, 'importClosures', input, input.calendar, async (before) => {
    if (!before) throw notFound(texts.calendarUnknown);
    const name = requiredText('name', input.name);
    const others = before.closures.filter((closure) => closure.name !== name);
    const { key: _, ...kept } = before;
    if (input.ical === '') return { ...kept, closures: others };
    checkIcal(input.ical);
    return { ...kept, closures: [...others, { name, ical: input.ical }] };
  });
}

function checkIcal(ical: string) {
  if (ical.length > longestIcal || ical.includes('\u0000') || !ical.isWellFormed())
    throw invalid('ical', texts.calendarUnusable);
  try {
    readIcal(ical);
  } catch (error) {
    if (error instanceof UnusableCalendar) throw invalid('ical', texts.calendarUnusable);
    throw error;
  }
}

type Named = CalendarDefinition & { readonly name: string };

async function change<Input extends { readonly idempotencyKey: string }>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  key: string,
  work: (before: Calendar | undefined) => Promise<Named>,
) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  const done = await once(ground, asking, mutation, input, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('working_calendar'))`;
    const row = await tx.workingCalendar.findUnique({ where: { key } });
    const before = row && { key, name: row.name, ...calendarDefinition.parse(row.definition) };
    await keep(tx, key, await work(before ?? undefined), ground.ports.now());
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: mutation === 'importClosures' ? 'calendar.import' : 'calendar.set',
      subjectType: 'calendar',
      subjectId: key,
    });
    return { __typename: 'WorkingCalendar', id: key };
  });
  calendars.forget(ground);
  return done;
}

/** A calendar that is never open would leave promises without a due moment. */
async function keep(tx: Tx, key: string, { name, ...given }: Named, now: Date) {
  const { data: definition, error } = calendarDefinition.safeParse(given);
  if (error) throw invalid(error.issues[0]?.path.join('.') ?? 'week', texts.calendarHours);
  try {
    nextOpen({ key, name, ...definition }, now);
  } catch (error) {
    if (error instanceof RangeError) throw invalid('week', texts.calendarClosed);
    throw error;
  }
  await tx.workingCalendar.upsert({
    where: { key },
    create: { key, name, definition },
    update: { name, definition },
  });
}
