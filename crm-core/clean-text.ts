import { invalid } from './refusal.ts';
import { texts } from './texts.ts';

const longest = 100_000;

/** Control characters, but for tab and line end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/;

/**
 * Text as somebody typed it, in Unicode's composed form and without blanks around it. Refuses, by the name of its field,
 * what PostgreSQL or a partner cannot keep: NUL and other control characters, half surrogates, more than 100,000 characters.
 */
export function cleanText(field: string, given: string): string {
  if (control.test(given) || !given.isWellFormed()) throw invalid(field, texts.controlCharacter);
  if (given.length > longest) throw invalid(field, texts.tooLong(longest));
  return given.replaceAll('\r\n', '\n').normalize('NFC').trim();
}

/** The same for a field that must say something that can be seen. */
export function requiredText(field: string, given: string | null | undefined): string {
  const text = cleanText(field, given ?? '');
  if (!/[^\p{White_Space}\p{Cf}\p{Cc}]/u.test(text)) throw invalid(field, texts.required);
  return text;
}

/** The same for a field that may be left out; empty is null. */
export function optionalText(field: string, given: string | null | undefined): string | null {
  const text = cleanText(field, given ?? '');
  return text === '' ? null : text;
}

/** The key of something that is configured: chosen once, never shown to customers. */
export function configurationKey(field: string, given: string): string {
  if (/^[a-z][a-z0-9.-]{1,39}$/.test(given)) return given;
  throw invalid(field, texts.configurationKey);
}

/** Refuses, by the path of its field, a string of an input that PostgreSQL cannot keep, also where it only names something. */
export function refuseUnkeepable(input: unknown, path = ''): void {
  if (typeof input === 'string') {
    if (input.includes('\u0000') || !input.isWellFormed()) throw invalid(path, texts.controlCharacter);
    return;
  }
  for (const [name, value] of Object.entries(input ?? {}))
    refuseUnkeepable(value, path === '' ? name : `${path}.${name}`);
}
