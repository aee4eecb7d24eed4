/** Microseconds since 1970 as IPDC writes an instant: trailing zeros dropped. */
export function instantOf(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(micros % 1_000_000)
    .padStart(6, '0')
    .replace(/0+$/, '');
  const base = new Date(seconds * 1000).toISOString().slice(0, 19);
  return fraction === '' ? `${base}Z` : `${base}.${fraction}Z`;
}

export function microsOfDate(date: string): number {
  return Date.parse(date) * 1000;
}
