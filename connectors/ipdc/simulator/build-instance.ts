import { hostileMarkup } from './hostile-markup.ts';
import { inLanguages, type Wording } from './languages.ts';
import { htmlOf, type ProductSheet } from './product-sheet.ts';
import type { Snapshot } from './stream.ts';

/** The texts of a product in IPDC's words; `lean` is how it was before anybody completed it. */
export function buildInstance(
  sheet: ProductSheet,
  wording: Wording,
  completeness: 'lean' | 'full',
): Partial<Snapshot> {
  const say = (text: string, english?: string) => inLanguages(text, wording, english);
  const part = (type: string, naam: string, html: string, more: object = {}) => [
    { '@type': type, naam: say(naam), beschrijving: say(html), order: 0, ...more },
  ];
  const bewijs = {
    '@type': 'Bewijs',
    naam: say('Wat brengt u mee?'),
    beschrijving: say(htmlOf([sheet.bring])),
  };

  return {
    productnummer: sheet.number,
    naam: say(sheet.name, sheet.en?.name),
    beschrijving: say(
      htmlOf(sheet.text) + (hostileMarkup[sheet.number] ?? ''),
      sheet.en && htmlOf(sheet.en.text),
    ),
    type: sheet.type,
    doelgroepen: sheet.for,
    themas: sheet.themes,
    geografischToepassingsgebieden: ['BE24224062'],
    bevoegdBestuursniveaus: ['Lokaal'],
    uitvoerendBestuursniveaus: ['Lokaal'],
    bevoegdeOverheden: [{ id: 'OVO002149', '@id': 'OVO002149' }],
    uitvoerendeOverheden: [department(sheet.department)],
    voorwaarden: part('Voorwaarde', 'Voorwaarden', htmlOf(sheet.conditions), { bewijs }),
    procedures: part('Procedure', 'Hoe gaat het?', htmlOf(sheet.procedure)),
    ...(completeness === 'full' && completion(sheet, say, part)),
  };
}

function completion(
  sheet: ProductSheet,
  say: (text: string, english?: string) => Record<string, string>,
  part: (type: string, naam: string, html: string) => object[],
): Partial<Snapshot> {
  const websites = Object.entries(sheet.links ?? {}).map(([naam, url], order) => ({
    '@type': 'Website',
    naam: say(naam),
    url,
    order,
  }));
  return {
    kosten: part('Kost', 'Kostprijs', htmlOf(sheet.costs)),
    ...(sheet.benefits && {
      financieleVoordelen: part('FinancieelVoordeel', 'Bedrag', htmlOf(sheet.benefits)),
    }),
    ...(sheet.exceptions && { uitzonderingen: say(htmlOf(sheet.exceptions)) }),
    ...(websites.length > 0 && { websites }),
    ...(sheet.contact && { contactgegevens: [contactPoint(sheet.contact)] }),
    zoektermen: { nl: sheet.terms.split(', ') },
    publicatieLink: {
      naam: say('Lees meer op leuven.be'),
      url: `https://www.leuven.be/${sheet.slug}`,
    },
  };
}

function department(key: string) {
  const id = `https://data.leuven.be/id/dienst/${key}`;
  return { id, '@id': id };
}

function contactPoint({ adres, ...rest }: NonNullable<ProductSheet['contact']>) {
  const { straatnaam, gemeentenaam, ...numbers } = adres;
  return {
    '@type': 'Contactpunt',
    ...rest,
    adres: {
      '@type': 'Adres',
      straatnaam: { nl: straatnaam },
      gemeentenaam: { nl: gemeentenaam },
      land: { nl: 'België' },
      ...numbers,
    },
    order: 0,
  };
}
