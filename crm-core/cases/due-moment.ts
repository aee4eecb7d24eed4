import type { CaseStatusChanged } from './case-status-changed.ts';

/** Working days within which a customer has an answer, by kind of case. */
const workingDays: Readonly<Record<CaseStatusChanged['kind'], number>> = {
  question: 3,
  report: 5,
  suggestion: 10,
  complaint: 10,
};

/** The last moment to answer: at 17:00 in Brussels, that many working days after the day on which it was opened. */
export function dueMoment(kind: CaseStatusChanged['kind'], openedAt: Date): Date {
  let day = brusselsDay(openedAt);
  for (let left = workingDays[kind]; left > 0; ) {
    day = new Date(day.getTime() + 86_400_000);
    if (isWorkingDay(day)) left -= 1;
  }
  return fiveInBrussels(day);
}

/** `day` is midnight UTC of a day in the calendar. */
export function isWorkingDay(day: Date): boolean {
  const weekday = day.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day);
}

const fixedHolidays = new Set([
  '01-01',
  '05-01',
  '07-11',
  '07-21',
  '08-15',
  '11-01',
  '11-11',
  '12-25',
  '12-26',
]);
/** Easter Monday, Ascension, Whit Monday. */
const daysAfterEaster = new Set([1, 39, 50]);

function isHoliday(day: Date): boolean {
  const afterEaster = (day.getTime() - easter(day.getUTCFullYear())) / 86_400_000;
  return fixedHolidays.has(day.toISOString().slice(5, 10)) || daysAfterEaster.has(afterEaster);
}

/** The Gregorian computus (Meeus, Jones and Butcher). */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const m = Math.floor((a + 11 * h) / 319);
  const r = (2 * (b % 4) + 2 * Math.floor(c / 4) - (c % 4) - h + m + 32) % 7;
  const month = Math.floor((h - m + r + 90) / 25);
  return Date.UTC(year, month - 1, (h - m + r + month + 19) % 32);
}

const inBrussels = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Brussels',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
});

function brusselsDay(instant: Date): Date {
  return new Date(`${inBrussels.format(instant).slice(0, 10)}T00:00:00Z`);
}

/** Brussels is one hour ahead of UTC in winter and two in summer. */
function fiveInBrussels(day: Date): Date {
  const winter = new Date(day.getTime() + 16 * 3_600_000);
  return inBrussels.format(winter).endsWith('17') ? winter : new Date(day.getTime() + 15 * 3_600_000);
}
