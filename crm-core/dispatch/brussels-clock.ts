const inBrussels = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Brussels',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** A moment as a clock and a calendar in Brussels show it. */
export interface LocalMoment {
  /** 1 is Monday. */
  readonly weekday: number;
  /** Such as `07-21`. */
  readonly day: string;
  /** Such as `08:30`. */
  readonly clock: string;
}

export function brusselsClock(at: Date): LocalMoment {
  const [date = '', clock = ''] = inBrussels.format(at).split(' ');
  return { weekday: new Date(`${date}T00:00:00Z`).getUTCDay() || 7, day: date.slice(5), clock };
}
