import type { Instance } from '../../connectors/ipdc/wire.ts';
import type { RecordProduct } from '../../crm-core/knowledge/record-product.ts';
import { languageOf, textIn } from './language-choice.ts';
import { plainText, safeHtml } from './safe-html.ts';

type Section = RecordProduct['sections'][number];
type Part = NonNullable<Instance['voorwaarden']>[number];

/** What the sections are made of. */
export const sectionFields = [
  'naam',
  'voorwaarden',
  'procedures',
  'kosten',
  'financieleVoordelen',
  'uitzonderingen',
  'regelgevingTekst',
  'verdereBeschrijving',
  'contactBeschrijving',
] as const;

const titles: Readonly<Record<Section['kind'], string>> = {
  conditions: 'Voorwaarden',
  procedure: 'Hoe vraagt u het aan?',
  costs: 'Kostprijs',
  benefits: 'Wat krijgt u?',
  exceptions: 'Uitzonderingen',
  regulation: 'Regelgeving',
  more: 'Meer uitleg',
};

/** The parts of a product's page in reading order; a part without text is left out. */
export function sectionsOf(from: Pick<Instance, (typeof sectionFields)[number]>): RecordProduct['sections'] {
  const language = languageOf(from.naam);
  const html = (text: Part['naam']) => textIn(language, text, safeHtml);

  const section = (kind: Section['kind'], { naam, beschrijving, bewijs }: Part): Section => ({
    kind,
    title: textIn(language, naam, plainText) || titles[kind],
    html: html(beschrijving),
    evidenceHtml: html(bewijs?.beschrijving) || html(bewijs?.naam) || null,
  });
  const listed = (kind: Section['kind'], parts: readonly Part[] | null | undefined) =>
    inOrder(parts).map((part) => section(kind, part));
  const single = (kind: Section['kind'], beschrijving: Part['naam'], title = titles[kind]) => [
    { ...section(kind, { beschrijving }), title },
  ];

  return [
    ...listed('conditions', from.voorwaarden),
    ...listed('procedure', from.procedures),
    ...listed('costs', from.kosten),
    ...listed('benefits', from.financieleVoordelen),
    ...single('exceptions', from.uitzonderingen),
    ...single('regulation', from.regelgevingTekst),
    ...single('more', from.verdereBeschrijving),
    ...single('more', from.contactBeschrijving, 'Contact'),
  ].filter(({ html, evidenceHtml }) => html !== '' || evidenceHtml !== null);
}

/** By the `order` that the catalogue gives; what has none stays last. */
export function inOrder<Item extends { readonly order?: number | null | undefined }>(
  items: readonly Item[] | null | undefined,
): readonly Item[] {
  return (items ?? []).toSorted((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);
}
