const moment = new Intl.DateTimeFormat('nl-BE', {
  timeZone: 'Europe/Brussels',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: 'numeric',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** `donderdag 26 november om 17 uur`, as it is said in Brussels. */
export function sayMoment(at: Date): string {
  const parts = Object.fromEntries(moment.formatToParts(at).map(({ type, value }) => [type, value]));
  const minutes = parts['minute'] === '00' ? '' : ` ${parts['minute']}`;
  return `${parts['weekday']} ${parts['day']} ${parts['month']} om ${Number(parts['hour'])} uur${minutes}`;
}
