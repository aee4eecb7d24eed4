import { answering } from '../answering.ts';
import { CoreError } from '../core-error.ts';
import { limited } from '../page.ts';
import type { Ground, Resolvers } from '../ports.ts';
import { DateTime, LocalDate } from '../scalars.ts';
import { texts } from '../texts.ts';
import { type Day, dayOfIso, isoDay } from './brussels.ts';
import type { Calendar } from './calendar.ts';
import { calendars } from './calendar-of.ts';
import { readIcal } from './ical.ts';
import { dayName, openOn } from './openings.ts';
import { importClosures, setCalendar, weekdays } from './set-calendar.ts';
import { isOpen, nextOpen } from './working-time.ts';

/** When the city works is published: nobody has to sign in to read it. */
export function workingTimeResolvers(ground: Ground): Resolvers {
  const { prisma, ports } = ground;
  const mutation = answering(ground, async (_, key) => (await calendars.of(prisma, ground)).get(key));
  return {
    DateTime,
    Date: LocalDate,
    Query: {
      workingCalendars: async (_: unknown, { first }: { first: number }) =>
        [...(await calendars.of(prisma, ground)).values()].slice(0, limited(first, 100)),
      workingCalendar: async (_: unknown, { key }: { key: string }) =>
        (await calendars.of(prisma, ground)).get(key) ?? null,
    },
    Mutation: {
      setWorkingCalendar: mutation(setCalendar),
      importClosures: mutation(importClosures),
    },
    WorkingCalendar: {
      week: ({ week }: Calendar) => weekdays.map((weekday, index) => ({ weekday, open: week[index] ?? [] })),
      openNow: (calendar: Calendar) => isOpen(calendar, ports.now()),
      nextOpenAt: (calendar: Calendar) => nextOpen(calendar, ports.now()),
      days: (calendar: Calendar, { from, first }: { from: string; first: number }) => {
        const start = requireDay(from);
        return Array.from({ length: limited(first, 366) }, (_, index) => {
          const day = start + index;
          return {
            day: isoDay(day),
            name: dayName(calendar, day) ?? null,
            open: openOn(calendar, day).map(([opensAt, closesAt]) => ({ opensAt, closesAt })),
          };
        });
      },
    },
    WorkingClosure: {
      events: ({ ical }: Calendar['closures'][number]) => readIcal(ical).length,
    },
  };
}

function requireDay(iso: string): Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || isoDay(dayOfIso(iso) || 0) !== iso)
    throw new CoreError(texts.day, 'BAD_USER_INPUT');
  return dayOfIso(iso);
}
