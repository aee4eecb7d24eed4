import { findPhoneNumbersInText, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A telephone number as E.164; Belgian unless it says otherwise. Null for what is no whole number. */
export function e164(typed: string): string | null {
  const number = parsePhoneNumberFromString(typed, 'BE');
  return number?.isValid() ? number.number : null;
}

export interface Telephones {
  /** E.164, each once. */
  readonly numbers: readonly string[];
  /** Pieces that look like a number and are none, such as a truncated mobile number. */
  readonly unread: readonly string[];
}

const longest = 1_000;

/** All in a field as people fill it in: `0476/12.34.56 (na 18u)`, `016/27.20.00 of 0476/12.34.56`. */
export function readTelephones(text: string): Telephones {
  const parts = partsOf(text).map((part) => ({ part: part.trim(), numbers: numbersIn(part) }));
  const unread = parts.filter(({ part, numbers }) => numbers.length === 0 && /(\d[^\p{L}]*){5}/u.test(part));
  return {
    numbers: [...new Set(parts.flatMap(({ numbers }) => numbers))],
    unread: unread.map(({ part }) => part),
  };
}

function numbersIn(part: string): string[] {
  const whole = e164(part);
  return whole ? [whole] : findPhoneNumbersInText(part, 'BE').map(({ number }) => number.number);
}

/** `016/272000-0476/123456` and `016 27 20 00 / 0476 12 34 56` are two. */
function partsOf(text: string): string[] {
  if (e164(text)) return [text];
  return text
    .slice(0, longest)
    .split(/[;,|&\n]|\s+[/–-]\s+|\s+(?:of|en|ou|et)\s+|(?<=\d{2})-(?=0\d{1,3}[/.\s])/i);
}
