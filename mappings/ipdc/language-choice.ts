import type { LanguageText } from '../../connectors/ipdc/wire.ts';

/** The polite form first; `nl/u` and `nl/je` are how events before 2024 name the two forms. */
const preference = [
  'nl-BE-x-formal',
  'nl-BE-x-generated-formal',
  'nl/u',
  'nl',
  'nl-BE-x-informal',
  'nl-BE-x-generated-informal',
  'nl/je',
  'en',
  'en-x-generated',
];

type Text = LanguageText | null | undefined;

/** The language tag of a product: the most preferred one that its name is written in; `nl` where it has no name. */
export function languageOf(name: LanguageText): string {
  return tagsOf(name).find((tag) => first(name[tag]) !== '') ?? 'nl';
}

/** The text in `language`, else in the most preferred language that it has, through `clean`; `''` where there is none. */
export function textIn(language: string, text: Text, clean: (text: string) => string): string {
  if (!text) return '';
  for (const tag of [language, ...tagsOf(text)]) {
    const found = clean(first(text[tag]));
    if (found !== '') return found;
  }
  return '';
}

/** All tags of a text, preferred ones first. */
export function tagsOf(text: Readonly<Record<string, unknown>>): readonly string[] {
  return [...new Set([...preference, ...Object.keys(text)])].filter((tag) => Object.hasOwn(text, tag));
}

function first(text: string | string[] | undefined) {
  return (typeof text === 'string' ? text : (text?.[0] ?? '')).trim();
}
