import { texts } from '../texts.ts';

/** Authentic sources come before what somebody said of himself; of equals, what was told last. */
const authentic = ['rijksregister', 'kbo', 'verenigingsregister'];

export function rankOf(source: string): number {
  const rank = authentic.indexOf(source);
  return rank === -1 ? authentic.length : rank;
}

function sourceName(source: string): string {
  return texts.sourceNames[source] ?? source;
}

const day = new Intl.DateTimeFormat('nl-BE', { dateStyle: 'long', timeZone: 'Europe/Brussels' });

/** Such as `3 maart 2026`, of an instant as it is in Brussels. */
export function dutchDay(instant: Date): string {
  return day.format(instant);
}

/** For an agent, such as `Adres: Rijksregister, 3 maart 2026`. */
export function provenanceLine(label: string, source: string, since: Date): string {
  return texts.provenance(label, sourceName(source), dutchDay(since));
}
