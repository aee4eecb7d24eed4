const day = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'long', timeZone: 'Europe/Brussels' });

/** Such as `3 maart 2026`, of an instant as it is in Brussels. */
export function dutchDayInBrussels(instant: Date): string {
  return day.format(instant);
}
