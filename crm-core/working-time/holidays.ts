import type { Day } from './brussels.ts';

const dayMs = 86_400_000;

/** The seven legal holidays that do not move. */
const fixed: ReadonlyMap<string, string> = new Map([
  ['01-01', 'Nieuwjaar'],
  ['05-01', 'Dag van de arbeid'],
  ['07-21', 'Nationale feestdag'],
  ['08-15', 'O.L.V.-Hemelvaart'],
  ['11-01', 'Allerheiligen'],
  ['11-11', 'Wapenstilstand'],
  ['12-25', 'Kerstmis'],
]);

const daysAfterEaster: ReadonlyMap<number, string> = new Map([
  [1, 'Paasmaandag'],
  [39, 'O.L.H.-Hemelvaart'],
  [50, 'Pinkstermaandag'],
]);

/** The name of the legal holiday on that day (law of 4 January 1974), or undefined. */
export function legalHoliday(day: Day): string | undefined {
  const date = new Date(day * dayMs);
  const afterEaster = day - easter(date.getUTCFullYear());
  return fixed.get(date.toISOString().slice(5, 10)) ?? daysAfterEaster.get(afterEaster);
}

/** The Gregorian computus (Meeus, Jones and Butcher). */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const m = Math.floor((a + 11 * h) / 319);
  const r = (2 * (b % 4) + 2 * Math.floor(c / 4) - (c % 4) - h + m + 32) % 7;
  const month = Math.floor((h - m + r + 90) / 25);
  return Date.UTC(year, month - 1, (h - m + r + month + 19) % 32) / dayMs;
}
