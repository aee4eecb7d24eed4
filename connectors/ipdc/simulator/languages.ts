/** How a product is written down: which language tags it has. */
export type Wording = 'formal' | 'generated-formal' | 'old' | 'dutch-only' | 'no-dutch';

/** A text of the sheet under the tags that IPDC would have, English beside it where there is any. */
export function inLanguages(text: string, wording: Wording, english?: string): Record<string, string> {
  return { ...tagged(text, wording), ...(english && { en: english }) };
}

function tagged(text: string, wording: Wording): Record<string, string> {
  switch (wording) {
    case 'formal':
      return { nl: text, 'nl-BE-x-formal': text, 'nl-BE-x-generated-informal': informal(text) };
    case 'generated-formal':
      return { nl: informal(text), 'nl-BE-x-informal': informal(text), 'nl-BE-x-generated-formal': text };
    case 'old':
      return { nl: text, 'nl/u': text, 'nl/je': informal(text) };
    case 'dutch-only':
      return { nl: text };
    case 'no-dutch':
      return { 'nl-BE-x-formal': text, 'nl-BE-x-generated-informal': informal(text) };
  }
}

/** What a machine makes of the polite form: mostly right. */
function informal(text: string) {
  return text
    .replace(/\b(kun|heb|wil|ben|moet|krijg|betaal|vind|vraag|woon|zoek|maak|huur)t? u\b/gi, '$1 je')
    .replace(/\bUw\b/g, 'Je')
    .replace(/\buw\b/g, 'je')
    .replace(/\bU\b/g, 'Je')
    .replace(/\bu\b/g, 'je');
}
