import { readdirSync, readFileSync } from 'node:fs';

/** Paragraphs; a list stands for a bulleted list. Inline markup is allowed. */
type Prose = readonly (string | readonly string[])[];

/** What happened to a product, oldest first. */
export type Step = 'created' | 'republished' | 'edited' | 'archived' | 'dearchived';

/** One product or service of the city, as compactly as it can be written down. */
export interface ProductSheet {
  readonly number: string;
  readonly slug: string;
  readonly name: string;
  readonly type: string;
  readonly for: readonly string[];
  readonly themes: readonly string[];
  /** The last part of the department's URI. */
  readonly department: string;
  readonly text: Prose;
  readonly conditions: Prose;
  readonly bring: readonly string[];
  readonly procedure: Prose;
  readonly costs: Prose;
  readonly benefits?: Prose;
  readonly exceptions?: Prose;
  /** Everyday words, separated by commas. */
  readonly terms: string;
  readonly links?: Readonly<Record<string, string>>;
  readonly contact?: {
    readonly email?: string;
    readonly telefoonnummer: string;
    readonly openingsuren: string;
    readonly url: string;
    readonly adres: Readonly<Record<'straatnaam' | 'huisnummer' | 'postcode' | 'gemeentenaam', string>>;
  };
  readonly en?: { readonly name: string; readonly text: Prose };
  readonly history?: readonly Step[];
}

/** All sheets of `products/`, in order of number. */
export function readSheets(): readonly ProductSheet[] {
  const folder = new URL('./products/', import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as ProductSheet[])
    .sort((a, b) => Number(a.number) - Number(b.number));
}

export function htmlOf(prose: Prose): string {
  return prose
    .map((part) =>
      typeof part === 'string'
        ? `<p>${part}</p>`
        : `<ul>${part.map((item) => `<li>${item}</li>`).join('')}</ul>`,
    )
    .join('');
}
