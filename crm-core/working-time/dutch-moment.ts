const moment = new Intl.DateTimeFormat('nl-BE', {
  timeZone: 'Europe/Brussels',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  hour: '2-digit',
  minute: '2-digit',
});

/** The day of the week, the day and the time of an instant, as they are written in Brussels. */
export function dutchMoment(at: Date): string {
  return moment.format(at);
}
