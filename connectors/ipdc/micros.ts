/**
 * An ISO 8601 instant in UTC as whole microseconds since 1970; undefined where it is none. IPDC drops trailing zeros
 * (`05.56039Z`) and a millisecond holds several events: neither text nor `Date` keeps their order.
 */
export function microsOf(instant: string): number | undefined {
  const [, seconds, fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?Z$/.exec(instant) ?? [];
  const millis = Date.parse(`${seconds}Z`);
  return Number.isNaN(millis) ? undefined : millis * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
