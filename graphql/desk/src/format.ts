const zone = 'Europe/Brussels';
const language = 'nl-BE';
const clock = new Intl.DateTimeFormat(language, { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const clockWithSeconds = new Intl.DateTimeFormat(language, { timeZone: zone, timeStyle: 'medium' });
const day = new Intl.DateTimeFormat(language, {
  timeZone: zone,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
});
const fullDay = new Intl.DateTimeFormat(language, { timeZone: zone, dateStyle: 'long' });
const sortable = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });

export const timeWithSeconds = (instant: Date) => clockWithSeconds.format(instant);

/** `vandaag 14:05`, `gisteren 9:10`, `morgen 12:00`, or `vr 20 nov 14:05`. */
export function momentOf(instant: string, now = new Date()): string {
  const at = new Date(instant);
  const days = (Date.parse(sortable.format(at)) - Date.parse(sortable.format(now))) / 86_400_000;
  const near: Readonly<Record<number, string>> = { [-1]: 'gisteren', 0: 'vandaag', 1: 'morgen' };
  const sameYear = sortable.format(at).slice(0, 4) === sortable.format(now).slice(0, 4);
  return `${near[days] ?? (sameYear ? day : fullDay).format(at)} ${clock.format(at)}`;
}

/** `12 maart 1984`, of a day such as `1984-03-12`. */
export const dayOf = (date: string) => fullDay.format(new Date(`${date}T12:00:00Z`));

/** `2:07`, or `1:02:07`. */
export function durationOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** E.164 as it is written in Belgium; any other number stays as it is. */
export function telephoneOf(number: string): string {
  const national = /^\+32(\d{8,9})$/.exec(number)?.[1];
  if (!national) return number;
  if (national.length === 9) return national.replace(/(\d{3})(\d\d)(\d\d)(\d\d)/, '0$1 $2 $3 $4');
  return /^[2349]/.test(national)
    ? national.replace(/(\d)(\d{3})(\d\d)(\d\d)/, '0$1 $2 $3 $4')
    : national.replace(/(\d\d)(\d\d)(\d\d)(\d\d)/, '0$1 $2 $3 $4');
}
