import test from 'ava';
import fc from 'fast-check';
import { brusselsDay, dayOfIso } from '../../crm-core/working-time/brussels.ts';
import type { Calendar } from '../../crm-core/working-time/calendar.ts';
import { legalHoliday } from '../../crm-core/working-time/holidays.ts';
import { readIcal } from '../../crm-core/working-time/ical.ts';
import {
  addWorkingTime,
  isOpen,
  nextOpen,
  workingTimeBetween,
} from '../../crm-core/working-time/working-time.ts';

const office = [{ from: '09:00', until: '17:00' }];

function calendar(changes: Partial<Calendar> = {}): Calendar {
  return {
    key: 'city',
    name: 'Stadsdiensten',
    week: [office, office, office, office, office, [], []],
    legalHolidays: true,
    exceptions: [
      { day: '07-11', name: 'Feestdag van de Vlaamse Gemeenschap', open: [] },
      { day: '12-26', name: 'Tweede kerstdag', open: [] },
    ],
    closures: [],
    ...changes,
  };
}

const city = calendar();
const always = calendar({
  key: 'always',
  week: Array.from({ length: 7 }, () => [{ from: '00:00', until: '24:00' }]),
  legalHolidays: false,
  exceptions: [],
});

const after = (from: string, time: Parameters<typeof addWorkingTime>[2], by = city) =>
  addWorkingTime(by, new Date(from), time).toISOString();

test('an answer is due when a working day closes in Brussels, after working days only', (t) => {
  t.is(after('2026-11-23T09:00:00Z', { days: 3 }), '2026-11-26T16:00:00.000Z');
  t.is(after('2026-06-29T09:00:00Z', { days: 3 }), '2026-07-02T15:00:00.000Z', 'summer time');
  t.is(after('2026-11-20T23:30:00Z', { days: 3 }), '2026-11-25T16:00:00.000Z', 'it is Saturday in Brussels');
  t.is(after('2026-04-02T09:00:00Z', { days: 3 }), '2026-04-08T15:00:00.000Z', 'over Easter');
  t.is(after('2026-12-21T09:00:00Z', { days: 10 }), '2027-01-06T16:00:00.000Z', "over the year's end");
  t.is(after('2026-11-23T09:00:00Z', { days: 0 }), '2026-11-23T16:00:00.000Z', 'today');
  t.is(after('2026-11-27T16:00:00Z', { days: 0 }), '2026-11-30T16:00:00.000Z', 'today is over');
});

test('hours that are promised pass only while it is open: over the night, the weekend, a holiday and the end of the year', (t) => {
  t.is(after('2026-11-23T15:00:00Z', { minutes: 60 }), '2026-11-23T16:00:00.000Z', 'until it closes');
  t.is(after('2026-11-23T15:00:00Z', { minutes: 61 }), '2026-11-24T08:01:00.000Z', 'over the night');
  t.is(after('2026-11-27T15:00:00Z', { minutes: 120 }), '2026-11-30T09:00:00.000Z', 'over the weekend');
  t.is(after('2026-11-10T15:00:00Z', { minutes: 120 }), '2026-11-12T09:00:00.000Z', 'over Armistice Day');
  t.is(after('2026-12-31T15:00:00Z', { minutes: 120 }), '2027-01-04T09:00:00.000Z', "over the year's end");
  t.is(after('2026-11-30T09:00:00Z', { minutes: -120 }), '2026-11-27T15:00:00.000Z', 'backwards');
  t.is(workingTimeBetween(city, new Date('2026-11-27T15:00:00Z'), new Date('2026-11-30T09:00:00Z')), 120);
});

test('the same hour on the clock is another in UTC once summer time begins or ends', (t) => {
  t.is(after('2026-03-27T15:00:00Z', { minutes: 120 }), '2026-03-30T08:00:00.000Z', 'it begins on 29 March');
  t.is(after('2026-10-23T14:00:00Z', { minutes: 120 }), '2026-10-26T09:00:00.000Z', 'it ends on 25 October');
});

test('the night in which an hour is lost is shorter, and the one with a double hour longer', (t) => {
  const day = (iso: string) =>
    workingTimeBetween(always, new Date(addDay(iso, 0)), new Date(addDay(iso, 1))) / 60;
  t.is(day('2026-03-29'), 23);
  t.is(day('2026-10-25'), 25);
  const night = calendar({
    week: Array.from({ length: 7 }, () => [{ from: '01:30', until: '02:30' }]),
    legalHolidays: false,
  });
  const openOn = (iso: string) =>
    workingTimeBetween(night, new Date(addDay(iso, 0)), new Date(addDay(iso, 1)));
  t.is(openOn('2026-03-28'), 60);
  t.is(openOn('2026-03-29'), 30, 'half past two does not come');
  t.is(openOn('2026-10-25'), 120, 'half past two comes twice');
});

function addDay(iso: string, days: number): string {
  const day = new Date((dayOfIso(iso) + days) * 86_400_000).toISOString().slice(0, 10);
  const summer = day > '2026-03-29' && day <= '2026-10-25';
  return `${day}T00:00:00${summer ? '+02:00' : '+01:00'}`;
}

test('the legal holidays of Belgium are computed, the moving ones too', (t) => {
  const days = (year: number) =>
    Array.from({ length: 366 }, (_, index) => dayOfIso(`${year}-01-01`) + index).filter(
      (day) => legalHoliday(day) && new Date(day * 86_400_000).getUTCFullYear() === year,
    );
  const iso = (year: number) =>
    days(year).map((day) => new Date(day * 86_400_000).toISOString().slice(5, 10));
  const moving = ['04-06', '05-14', '05-25'];
  t.deepEqual(
    iso(2026),
    ['01-01', '05-01', '07-21', '08-15', '11-01', '11-11', '12-25', ...moving].toSorted(),
  );
  t.is(iso(2027).includes('03-29'), true);
  t.is(iso(2038).includes('04-26'), true, 'Easter as late as it can be');
});

test('a closed hour within the day, other hours on one day and a local holiday every year are kept', (t) => {
  const lunch = [
    { from: '09:00', until: '12:00' },
    { from: '13:00', until: '17:00' },
  ];
  const own = calendar({
    week: [lunch, lunch, lunch, lunch, lunch, [], []],
    exceptions: [
      { day: '2026-12-24', name: 'Kerstavond', open: [{ from: '09:00', until: '12:00' }] },
      { day: '09-07', name: 'Kermismaandag', open: [] },
    ],
  });
  t.false(isOpen(own, new Date('2026-11-23T11:30:00Z')));
  t.is(nextOpen(own, new Date('2026-11-23T11:00:00Z')).toISOString(), '2026-11-23T12:00:00.000Z');
  t.is(after('2026-12-24T10:30:00Z', { minutes: 60 }, own), '2026-12-28T08:30:00.000Z');
  t.is(after('2026-09-04T12:00:00Z', { days: 1 }, own), '2026-09-08T15:00:00.000Z');
  t.is(after('2027-09-06T12:00:00Z', { days: 1 }, own), '2027-09-08T15:00:00.000Z');
});

const ical = (...events: string[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((event, index) => ['BEGIN:VEVENT', `UID:${index}`, ...event.split(' '), 'END:VEVENT']),
    'END:VCALENDAR',
  ].join('\r\n');

test('an iCalendar file closes days and hours, every week and every year, in whatever zone it says them', (t) => {
  const closed = (...events: string[]) => calendar({ closures: [{ name: 'x', ical: ical(...events) }] });
  const opens = (by: Calendar, at: string) => nextOpen(by, new Date(at)).toISOString();

  const day = closed('DTSTART;VALUE=DATE:20261123 DTEND;VALUE=DATE:20261125');
  t.is(opens(day, '2026-11-23T09:00:00Z'), '2026-11-25T08:00:00.000Z', 'two whole days');
  const local = closed('DTSTART:20261123T090000 DTEND:20261123T120000');
  t.is(opens(local, '2026-11-23T08:30:00Z'), '2026-11-23T11:00:00.000Z', 'a time without a zone is ours');
  const utc = closed('DTSTART:20261123T090000Z DTEND:20261123T120000Z');
  t.is(opens(utc, '2026-11-23T09:30:00Z'), '2026-11-23T12:00:00.000Z');
  const lisbon = closed('DTSTART;TZID=Europe/Lisbon:20261123T090000 DURATION:PT3H');
  t.is(opens(lisbon, '2026-11-23T09:30:00Z'), '2026-11-23T12:00:00.000Z');
  const weekly = closed(
    'DTSTART;TZID=Europe/Brussels:20260105T090000 DTEND;TZID=Europe/Brussels:20260105T130000 RRULE:FREQ=WEEKLY;BYDAY=MO EXDATE;TZID=Europe/Brussels:20261130T090000',
  );
  t.is(opens(weekly, '2026-11-23T08:30:00Z'), '2026-11-23T12:00:00.000Z', 'in winter');
  t.is(opens(weekly, '2026-07-06T07:30:00Z'), '2026-07-06T11:00:00.000Z', 'in summer');
  t.is(opens(weekly, '2026-11-30T08:30:00Z'), '2026-11-30T08:30:00.000Z', 'but not that Monday');
  const yearly = closed('DTSTART;VALUE=DATE:20200928 RRULE:FREQ=YEARLY');
  t.is(opens(yearly, '2026-09-28T09:00:00Z'), '2026-09-29T07:00:00.000Z');
  t.is(opens(yearly, '2032-09-28T09:00:00Z'), '2032-09-29T07:00:00.000Z');
  const cancelled = closed('DTSTART;VALUE=DATE:20261123 STATUS:CANCELLED');
  t.is(opens(cancelled, '2026-11-23T09:00:00Z'), '2026-11-23T09:00:00.000Z');
});

test('an iCalendar file that cannot be understood in full is refused whole', (t) => {
  for (const text of [
    'geen kalender',
    '',
    ical('DTSTART:20261301T250000Z'),
    ical('DTSTART;TZID=Mars/Olympus:20261123T090000'),
    ical('DTSTART:20261123T090000Z DTEND:20261123T080000Z'),
    ical('DTSTART:20261123T090000Z RRULE:FREQ=SECONDLY'),
    ical('DTSTART:20261123T090000Z RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
  ])
    t.throws(() => readIcal(text), { name: 'UnusableCalendar' }, text);
});

test('a calendar that is never open says so instead of looking for ever', (t) => {
  const never = calendar({ week: [[], [], [], [], [], [], []] });
  t.throws(() => nextOpen(never, new Date('2026-11-23T09:00:00Z')), { instanceOf: RangeError });
  t.throws(() => after('2026-11-23T09:00:00Z', { days: 1 }, never), { instanceOf: RangeError });
  t.throws(() => after('2026-11-23T09:00:00Z', { minutes: -1 }, never), { instanceOf: RangeError });
});

const minute = fc.integer({ min: 0, max: 1440 });
const clock = (at: number) =>
  `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
const day = fc.uniqueArray(minute, { maxLength: 8 }).map((times) => {
  const sorted = times.toSorted((a, b) => a - b);
  return Array.from({ length: Math.floor(sorted.length / 2) }, (_, index) => ({
    from: clock(sorted[index * 2] ?? 0),
    until: clock(sorted[index * 2 + 1] ?? 0),
  }));
});
const anyCalendar = fc
  .tuple(fc.array(day, { minLength: 6, maxLength: 6 }), fc.boolean(), fc.boolean())
  .map(([week, legalHolidays, closed]) =>
    calendar({
      week: [...week, office],
      legalHolidays,
      closures: closed
        ? [{ name: 'x', ical: ical('DTSTART;VALUE=DATE:20240101 RRULE:FREQ=WEEKLY;INTERVAL=3') }]
        : [],
    }),
  );
const anyMoment = fc.date({
  min: new Date('2026-01-01T00:00:00Z'),
  max: new Date('2027-12-31T00:00:00Z'),
  noInvalidDate: true,
});
const amount = fc.integer({ min: 1, max: 5_000 });

test('whatever the calendar: so much working time later lies exactly so much working time later', (t) => {
  fc.assert(
    fc.property(anyCalendar, anyMoment, amount, (by, from, minutes) => {
      const later = addWorkingTime(by, from, { minutes });
      t.is(workingTimeBetween(by, from, later), minutes);
      t.is(workingTimeBetween(by, addWorkingTime(by, later, { minutes: -minutes }), later), minutes);
    }),
    { numRuns: 200 },
  );
});

test('whatever the calendar: later, or longer, is never sooner', (t) => {
  fc.assert(
    fc.property(anyCalendar, anyMoment, anyMoment, amount, fc.nat(30), (by, one, other, minutes, days) => {
      const [early, late] = one < other ? [one, other] : [other, one];
      t.true(addWorkingTime(by, early, { minutes }) <= addWorkingTime(by, late, { minutes }));
      t.true(addWorkingTime(by, early, { minutes }) < addWorkingTime(by, early, { minutes: minutes + 1 }));
      t.true(addWorkingTime(by, early, { days }) <= addWorkingTime(by, late, { days }));
      t.true(addWorkingTime(by, early, { days: days + 1 }) < addWorkingTime(by, early, { days: days + 2 }));
      t.true(addWorkingTime(by, early, { minutes }) > early);
    }),
    { numRuns: 200 },
  );
});

test('whatever the calendar: it is open when it opens next, and was not before', (t) => {
  fc.assert(
    fc.property(anyCalendar, anyMoment, (by, at) => {
      const opens = nextOpen(by, at);
      t.true(isOpen(by, opens));
      t.is(workingTimeBetween(by, at, opens), 0);
      t.is(isOpen(by, at), opens.getTime() === at.getTime());
      t.true(brusselsDay(opens) >= brusselsDay(at));
    }),
    { numRuns: 200 },
  );
});
