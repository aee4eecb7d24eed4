import { texts } from '../texts.ts';
import { dutchDayInBrussels } from '../working-time/dutch-day-in-brussels.ts';

/** Authentic sources come before what somebody said of himself; of equals, what was told last. */
const authentic = ['rijksregister', 'kbo', 'verenigingsregister'];

export function rankOf(source: string): number {
  const rank = authentic.indexOf(source);
  return rank === -1 ? authentic.length : rank;
}

function sourceName(source: string): string {
  return texts.sourceNames[source] ?? source;
}

/** For an agent, such as `Adres: Rijksregister, 3 maart 2026`. */
export function provenanceLine(label: string, source: string, since: Date): string {
  return texts.provenance(label, sourceName(source), dutchDayInBrussels(since));
}
