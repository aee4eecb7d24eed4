const clock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Brussels',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** An instant as Belgian local time without zone, to the second: `2026-03-04T09:15:00`. */
export function toBelgianTime(instant: string): string {
  return clock.format(new Date(instant)).replace(' ', 'T');
}

/**
 * Belgian local time as an instant in UTC; a time that names its own zone keeps it. The hour that comes twice in autumn
 * is taken as the first. Undefined where the text is no time.
 */
export function fromBelgianTime(text: string): string | undefined {
  if (/(Z|[+-]\d\d:?\d\d)$/.test(text)) return instantOf(text);
  const summer = instantOf(`${text}+02:00`);
  const winter = instantOf(`${text}+01:00`);
  return summer && toBelgianTime(summer) === text.slice(0, 19) ? summer : winter;
}

function instantOf(text: string) {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
