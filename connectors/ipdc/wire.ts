import { z } from 'zod';

/** Language tag → text; a few old events carry a list where one text is meant. */
const languageText = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
export type LanguageText = z.infer<typeof languageText>;

const codes = z.array(z.string()).nullish();
/** Usually an `OVO` code, sometimes a whole URI; either in an object or bare. */
const authority = z.union([z.string(), z.object({ id: z.string() })]);
export type Authority = z.infer<typeof authority>;

const named = { naam: languageText.nullish(), beschrijving: languageText.nullish() };
const order = { order: z.number().nullish() };
const website = z.object({ ...named, ...order, url: z.string().nullish() });
export type Website = z.infer<typeof website>;

const address = z.object({
  straatnaam: languageText.nullish(),
  huisnummer: z.string().nullish(),
  busnummer: z.string().nullish(),
  postcode: z.string().nullish(),
  gemeentenaam: languageText.nullish(),
  land: languageText.nullish(),
});
const contactPoint = z.object({
  ...order,
  adres: address.nullish(),
  email: z.string().nullish(),
  telefoonnummer: z.string().nullish(),
  openingsuren: z.string().nullish(),
  url: z.string().nullish(),
});
export type ContactPoint = z.infer<typeof contactPoint>;

const described = z.object({ ...named, ...order });
const condition = z.object({ ...named, ...order, bewijs: z.object(named).nullish() });
const procedure = z.object({ ...named, ...order, websites: z.array(website).nullish() });
const relatedProduct = z.object({ ...order, id: z.string(), productnummer: z.string().nullish() });

/** One version of a product or service as IPDC words it (Product API 1.0.3). Old events miss most of the optional fields. */
export const instance = z.object({
  '@id': z.string().min(1),
  '@type': z.string().nullish(),
  id: z.string().nullish(),
  /** The product itself; the same for all its versions. */
  isVersionOf: z.string().min(1),
  /** ISO 8601 in UTC, to the microsecond, trailing zeros dropped. */
  generatedAtTime: z.iso.datetime(),
  productnummer: z.string().min(1),
  gearchiveerd: z.boolean().nullish(),
  naam: languageText,
  beschrijving: languageText.nullish(),
  verdereBeschrijving: languageText.nullish(),
  uitzonderingen: languageText.nullish(),
  regelgevingTekst: languageText.nullish(),
  contactBeschrijving: languageText.nullish(),
  type: z.string().nullish(),
  doelgroepen: codes,
  themas: codes,
  tags: z.array(z.unknown()).nullish(),
  talen: codes,
  cases: codes,
  publicatiekanalen: codes,
  yourEuropeCategorieen: codes,
  geografischToepassingsgebieden: codes,
  bevoegdBestuursniveaus: codes,
  uitvoerendBestuursniveaus: codes,
  zoektermen: z.record(z.string(), z.array(z.string())).nullish(),
  voorwaarden: z.array(condition).nullish(),
  procedures: z.array(procedure).nullish(),
  kosten: z.array(described).nullish(),
  financieleVoordelen: z.array(described).nullish(),
  regelgeving: z.array(website).nullish(),
  websites: z.array(website).nullish(),
  contactgegevens: z.array(contactPoint).nullish(),
  publicatieLink: z.object({ ...named, url: z.string().nullish() }).nullish(),
  verwanteProducten: z.array(relatedProduct).nullish(),
  bevoegdeOverheden: z.array(authority).nullish(),
  uitvoerendeOverheden: z.array(authority).nullish(),
  contactOverheden: z.array(authority).nullish(),
  aangemaaktDoor: authority.nullish(),
  socialeKaartOrganisaties: z.array(z.unknown()).nullish(),
  machineLeesbareVoorwaarden: z.array(z.unknown()).nullish(),
  verrijking: z.unknown().optional(),
  linkedConcept: z.string().nullish(),
  linkedConceptId: z.string().nullish(),
  linkedConceptProductnummer: z.string().nullish(),
  subsidiemaatregel: z.string().nullish(),
  deminimis: z.boolean().nullish(),
  startDienstVerlening: z.string().nullish(),
  eindeDienstVerlening: z.string().nullish(),
  creatie: z.string().nullish(),
  laatstGewijzigd: z.string().nullish(),
  laatstOntvangen: z.string().nullish(),
  metadata: z.unknown().optional(),
});
export type Instance = z.infer<typeof instance>;

/** A version that could not be read, as it came: nothing of the stream is lost. */
export const unreadableInstance = z.object({
  /** Why, without a value of the version. */
  reason: z.string(),
  /** The page of the stream or of the export it stood on. */
  page: z.number().int(),
  raw: z.unknown(),
});

export const getInstance = z.strictObject({ productNumber: z.string().min(1) });

/** A page of the stream; its members are read one by one, so that one bad member does not hide the others. */
export const streamPage = z.object({
  view: z.object({ relation: z.array(z.object({ '@type': z.string() })).nullish() }),
  member: z.array(z.unknown()),
});
export type StreamPage = z.infer<typeof streamPage>;

/** A page of the export (Hydra). */
export const exportPage = z.object({
  hydraTotalItems: z.number().int(),
  hydraMember: z.array(z.unknown()),
});
export type ExportPage = z.infer<typeof exportPage>;

export const identity = z.object({ permissions: z.array(z.string()).nullish() });
