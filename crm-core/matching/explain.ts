import { texts } from '../texts.ts';
import type { Field } from './comparisons.ts';
import type { Evidence } from './decide.ts';

const shownFields: Readonly<Record<Field, string>> = {
  family: 'FAMILY_NAME',
  given: 'GIVEN_NAME',
  births: 'BIRTH_DATE',
  national: 'NATIONAL_NUMBER',
  registered: 'REGISTERED_NUMBER',
  phones: 'TELEPHONE',
  emails: 'EMAIL',
  homes: 'ADDRESS',
};

/** Field → its name in the graph. */
export const fieldOfShown: ReadonlyMap<string, string> = new Map(Object.entries(shownFields));

/** What each field says, in Dutch, what says most first; without what says next to nothing. */
export function explain(evidence: readonly Evidence[]) {
  return evidence
    .filter(({ bits }) => Math.abs(bits) >= 0.5)
    .map(({ field, level, bits }) => {
      const sentences = texts.matchReasons[field];
      return {
        field: shownFields[field],
        agreement: level === 0 ? 'SAME' : level < sentences.length - 1 ? 'ALIKE' : 'DIFFERENT',
        message: sentences[level] ?? '',
        bits,
      };
    });
}
