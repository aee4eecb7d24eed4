import type { Authority, ContactPoint, Instance, Website } from '../connectors/ipdc/wire.ts';
import type { RecordProduct } from '../crm-core/knowledge/record-product.ts';
import { defineMapping, rulesFor } from '../hub/index.ts';
import { languageOf, tagsOf, textIn } from './ipdc/language-choice.ts';
import { inOrder, sectionFields, sectionsOf } from './ipdc/product-sections.ts';
import { plainText, safeHtml, webAddress } from './ipdc/safe-html.ts';

const { copy, derive, read } = rulesFor<Instance>();

export default defineMapping<Instance, RecordProduct>({
  name: 'ipdc.instance.changed -> crm.product.record',

  fields: {
    productNumber: copy('productnummer'),
    sourceUri: copy('isVersionOf'),
    name: read('naam', nameInPoliteForm),
    descriptionHtml: derive(['naam', 'beschrijving'], 'safe HTML, u-form first', ({ naam, beschrijving }) =>
      textIn(languageOf(naam), beschrijving, safeHtml),
    ),
    language: read('naam', languageOf),
    kind: read('type', orNull),
    audiences: read('doelgroepen', orEmpty),
    themes: read('themas', orEmpty),
    searchTerms: read('zoektermen', allTerms),
    sections: derive(sectionFields, 'safe HTML, u-form first, by order', sectionsOf),
    links: derive(
      ['naam', 'websites', 'procedures', 'regelgeving', 'publicatieLink'],
      'http and https only, each address once',
      linksOf,
    ),
    contactPoints: derive(['naam', 'contactgegevens'], 'addresses on one line', ({ naam, contactgegevens }) =>
      inOrder(contactgegevens).map((point) => contactPoint(languageOf(naam), point)),
    ),
    executingAuthorities: read('uitvoerendeOverheden', identifiers),
    competentAuthorities: read('bevoegdeOverheden', identifiers),
    archived: read('gearchiveerd', isTrue),
    generatedAt: read('generatedAtTime', toMicroseconds),
  },

  drops: {
    '@id': 'names the version; it is the id of the message',
    '@type': 'always the same',
    id: 'the last part of @id',
    tags: 'never filled in the whole history',
    talen: 'the languages a counter speaks, not the language of the text',
    cases: 'marks the Rechtenverkenner, another channel',
    publicatiekanalen: 'where else it is published',
    yourEuropeCategorieen: 'a European classification that no search of ours uses',
    geografischToepassingsgebieden: 'the key of the city only opens what applies to the city',
    bevoegdBestuursniveaus: 'the level of government follows from the authority',
    uitvoerendBestuursniveaus: 'the level of government follows from the authority',
    verwanteProducten: 'relations between products are not shown yet',
    contactOverheden: 'the executing authority decides who answers',
    aangemaaktDoor: 'who typed it in is of no use to the citizen',
    socialeKaartOrganisaties: 'identifiers of another catalogue',
    machineLeesbareVoorwaarden: 'rules for the Rechtenverkenner; the readable conditions are kept',
    verrijking: 'rules for the Rechtenverkenner; the readable conditions are kept',
    linkedConcept: 'the model text that the city started from',
    linkedConceptId: 'the model text that the city started from',
    linkedConceptProductnummer: 'the model text that the city started from',
    subsidiemaatregel: 'European state aid register',
    deminimis: 'European state aid register',
    startDienstVerlening: 'the owner publishes and archives on time; the catalogue decides, not our clock',
    eindeDienstVerlening: 'the owner publishes and archives on time; the catalogue decides, not our clock',
    creatie: 'the instant of the version orders them',
    laatstGewijzigd: 'the instant of the version orders them',
    laatstOntvangen: 'the instant of the version orders them',
    metadata: 'how the texts were generated',
  },
});

function nameInPoliteForm(naam: Instance['naam']) {
  return textIn(languageOf(naam), naam, plainText);
}

function orNull(type: string | null | undefined) {
  return type ?? null;
}

function orEmpty(codes: string[] | null | undefined) {
  return codes ?? [];
}

function isTrue(archived: boolean | null | undefined) {
  return archived === true;
}

/** The words of all languages, each once whatever its capitals. */
function allTerms(zoektermen: Instance['zoektermen']) {
  const terms = tagsOf(zoektermen ?? {}).flatMap((tag) => zoektermen?.[tag] ?? []);
  const once = new Map<string, string>();
  for (const term of terms.map(plainText)) {
    const key = term.toLowerCase();
    if (key !== '' && !once.has(key)) once.set(key, term);
  }
  return [...once.values()];
}

function linksOf(
  from: Pick<Instance, 'naam' | 'websites' | 'procedures' | 'regelgeving' | 'publicatieLink'>,
) {
  const language = languageOf(from.naam);
  const sites: readonly Website[] = [
    ...inOrder(from.websites),
    ...inOrder(from.procedures).flatMap(({ websites }) => inOrder(websites)),
    ...inOrder(from.regelgeving),
    ...(from.publicatieLink ? [from.publicatieLink] : []),
  ];
  const links = new Map<string, string>();
  for (const { naam, url } of sites) {
    const address = webAddress(url ?? '');
    if (address && !links.has(address)) links.set(address, textIn(language, naam, plainText) || address);
  }
  return [...links].map(([url, title]) => ({ title, url }));
}

function contactPoint(language: string, { email, telefoonnummer, openingsuren, url, adres }: ContactPoint) {
  return {
    email: email?.trim() || null,
    telephone: telefoonnummer?.trim() || null,
    url: webAddress(url ?? '') ?? null,
    openingHours: plainText(openingsuren ?? '') || null,
    address: addressLine(language, adres) || null,
  };
}

function addressLine(language: string, adres: ContactPoint['adres']) {
  if (!adres) return '';
  const box = adres.busnummer ? `bus ${adres.busnummer}` : '';
  const lines = [
    [textIn(language, adres.straatnaam, plainText), adres.huisnummer, box],
    [adres.postcode, textIn(language, adres.gemeentenaam, plainText)],
  ];
  return lines
    .map((words) => words.filter(Boolean).join(' '))
    .filter(Boolean)
    .join(', ');
}

/** An `OVO` code or a URI as it stands, from either form. */
function identifiers(authorities: readonly Authority[] | null | undefined) {
  const ids = (authorities ?? []).map((authority) =>
    typeof authority === 'string' ? authority : authority.id,
  );
  return [...new Set(ids)];
}

/** Always six decimals, so that text compares as time does. */
function toMicroseconds(generatedAtTime: string) {
  const [seconds = '', fraction = ''] = generatedAtTime.replace('Z', '').split('.');
  return `${seconds}.${fraction.padEnd(6, '0').slice(0, 6)}Z`;
}
