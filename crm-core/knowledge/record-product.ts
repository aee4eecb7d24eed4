import { z } from 'zod';

/** The parts of a product's page, in the order in which an agent reads them (CPSV-AP, IPDC). */
export const sectionKinds = [
  'conditions',
  'procedure',
  'costs',
  'benefits',
  'exceptions',
  'regulation',
  'more',
] as const;

/**
 * Command `crm.product.record`: the catalogue's newest version of one product or service (R110, R116).
 * Texts are sanitised HTML in the polite form; `generatedAt` keeps the microseconds that order versions.
 */
export const recordProduct = z.strictObject({
  productNumber: z.string().min(1),
  sourceUri: z.string(),
  name: z.string(),
  descriptionHtml: z.string(),
  /** The language tag the texts were taken from, such as `nl-BE-x-formal`. */
  language: z.string(),
  kind: z.string().nullable(),
  audiences: z.array(z.string()),
  themes: z.array(z.string()),
  searchTerms: z.array(z.string()),
  sections: z.array(
    z.strictObject({
      kind: z.enum(sectionKinds),
      title: z.string(),
      html: z.string(),
      /** What the citizen has to bring, where the catalogue says it. */
      evidenceHtml: z.string().nullable(),
    }),
  ),
  links: z.array(z.strictObject({ title: z.string(), url: z.url() })),
  contactPoints: z.array(
    z.strictObject({
      email: z.string().nullable(),
      telephone: z.string().nullable(),
      url: z.string().nullable(),
      openingHours: z.string().nullable(),
      address: z.string().nullable(),
    }),
  ),
  /** Who carries it out: identifiers that the directory turns into a handler group (R082). */
  executingAuthorities: z.array(z.string()),
  competentAuthorities: z.array(z.string()),
  archived: z.boolean(),
  /** ISO 8601 in UTC with up to six decimals. */
  generatedAt: z.string(),
});
export type RecordProduct = z.infer<typeof recordProduct>;
