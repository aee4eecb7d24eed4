import { complaintPhrases } from './complaint-phrases.ts';
import { soundsLike } from './sounds-like.ts';

/** A phrase by which a text shows displeasure about how the city acts. */
export interface ComplaintSignal {
  /** As it stands in the text. */
  readonly phrase: string;
  /** Where it begins, in UTF-16 code units. */
  readonly start: number;
  readonly why: Why;
}

export type Why =
  | 'says-so'
  | 'repeated'
  | 'no-answer'
  | 'not-solved'
  | 'too-late'
  | 'conduct'
  | 'displeased'
  | 'sounds-like';

/**
 * The phrases of a text that show displeasure with the city itself, in the order in which they stand (R160, R161); none in an
 * ordinary question. A thing that is broken, however angrily told, is a report; it becomes a complaint by what the city did,
 * or left (ombudsman, 2010).
 */
export function complaintSignals(text: string): ComplaintSignal[] {
  const telling = soundsLike(text);
  if (telling.length === 0) return [];
  const signals = new Map(phrasesIn(text).map((signal) => [signal.start, signal]));
  for (const { start, end } of telling) {
    if ([...signals.values()].some((signal) => overlaps(signal, start, end))) continue;
    signals.set(start, { phrase: text.slice(start, end), start, why: 'sounds-like' });
  }
  return [...signals.values()].sort((a, b) => a.start - b.start);
}

function phrasesIn(text: string): ComplaintSignal[] {
  const plain = withoutAccents(text);
  return complaintPhrases.flatMap(([why, phrase]) => {
    const found = phrase.exec(plain);
    if (!found) return [];
    return [{ phrase: text.slice(found.index, found.index + found[0].length), start: found.index, why }];
  });
}

function overlaps(signal: ComplaintSignal, start: number, end: number): boolean {
  return start < signal.start + signal.phrase.length && signal.start < end;
}

/** Lower case and without accents, each character in the place where it stood. */
function withoutAccents(text: string): string {
  return Array.from({ length: text.length }, (_, index) => {
    const unit = text[index] ?? '';
    const bare = unit.normalize('NFD')[0]?.toLowerCase() ?? unit;
    return /\s/.test(unit) ? ' ' : bare.length === 1 ? bare : unit;
  }).join('');
}
