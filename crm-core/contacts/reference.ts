import { randomInt } from 'node:crypto';
import { texts } from '../texts.ts';

/** Digits and letters without those that look alike: no 0 and O, 1 and I, 5 and S, and no Z beside 2. A prime number of them. */
export const alphabet = '2346789ABCDEFGHJKLMNPQRTUVWXY';
const length = 10;

/** What is wrong with a reference that was typed or heard. */
type ReferenceFault = 'length' | 'character' | 'check';

export type ParsedReference =
  | { readonly code: string; readonly fault?: undefined; readonly message?: undefined }
  | { readonly code?: undefined; readonly fault: ReferenceFault; readonly message: string };

/** Ten random characters, the last of which checks the others (R031). */
export function newReference(): string {
  const drawn = Array.from({ length: length - 1 }, () => alphabet.charAt(randomInt(alphabet.length))).join(
    '',
  );
  return drawn + checkCharacter(drawn);
}

/** `7K4PXD9M3C` as people write it: `7K-4P-XD-9M-3C`. */
export function printReference(code: string): string {
  return (code.match(/../g) ?? []).join('-');
}

/** `7K4PXD9M3C` as an agent reads it aloud, in groups of two with the Belgian spelling words. */
export function speakReference(code: string): string {
  return (code.match(/../g) ?? [])
    .map((pair) => [...pair].map((character) => texts.spelling[character] ?? character).join(' '))
    .join(', ');
}

/**
 * Reads a reference in capitals or not, with spaces, hyphens or dots. One wrong character and two neighbours that changed
 * places are always found; what is found is told, never guessed.
 */
export function parseReference(typed: string): ParsedReference {
  const code = typed.toUpperCase().replaceAll(/[\s.\-_‐-―]/g, '');
  const strange = [...code].find((character) => !alphabet.includes(character));
  if (strange !== undefined) return { fault: 'character', message: texts.referenceCharacter(strange) };
  if (code.length !== length) return { fault: 'length', message: texts.referenceLength(code.length) };
  if (weightedSum(code) !== 0) return { fault: 'check', message: texts.referenceCheck };
  return { code };
}

/** Place n counts n times, modulo a prime: a change of one place, or of two, cannot cancel out. */
function weightedSum(code: string): number {
  const sum = [...code].reduce(
    (total, character, index) => total + (index + 1) * alphabet.indexOf(character),
    0,
  );
  return sum % alphabet.length;
}

function checkCharacter(drawn: string): string {
  return [...alphabet].find((character) => weightedSum(drawn + character) === 0) ?? '';
}
