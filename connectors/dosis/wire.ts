import { z } from 'zod';

/**
 * Every status code DOSIS knows, with the label a citizen reads: the code list StatusVlaamseCode, and `Aangevraagd`
 * and `InBehandeling`, which DOSIS carries although the list lacks them.
 */
export const vlaamseCodes = {
  Aangevraagd: 'Aangevraagd',
  Afgehandeld: 'Afgehandeld',
  Aktename: 'Aktename',
  Beroep: 'Beroep',
  BeslissingGepubliceerd: '(Beslissing) Gepubliceerd',
  Beslist: 'Beslist',
  Betaald: 'Betaald',
  Bezwaar: 'Bezwaar',
  DeelsGoedgekeurd: 'Deels goedgekeurd',
  DeelsUitbetaald: 'Deels uitbetaald',
  DefinitiefVastgesteld: 'Definitief vastgesteld',
  DossierOnvolledig: 'Dossier onvolledig',
  DossierVolledig: 'Dossier volledig',
  ErkendOfVergund: 'Erkend/Vergund',
  ErkenningOfVergunningIngetrokken: 'Erkenning/vergunning ingetrokken',
  Geinitieerd: 'Geïnitieerd',
  Gepland: 'Gepland',
  GerechtelijkIngeleid: 'Gerechtelijk ingeleid',
  Geweigerd: 'Geweigerd',
  Goedgekeurd: 'Goedgekeurd',
  InBehandeling: 'In behandeling',
  Ingediend: 'Ingediend',
  InOpenbaarOnderzoek: 'In openbaar onderzoek',
  InVerwerking: 'In verwerking',
  InWacht: 'In wacht',
  KlaarVoorBeslissing: 'Klaar voor beslissing',
  KlaarVoorBetaling: 'Klaar voor betaling',
  Ontvangen: 'Ontvangen',
  Ontvankelijk: 'Ontvankelijk',
  Onontvankelijk: 'Onontvankelijk',
  Overgedragen: 'Overgedragen',
  Stopgezet: 'Stopgezet',
  Stopzetting: 'Stopzetting',
  Terugbetaald: 'Terugbetaald',
  TerugvorderingBetaling: 'Terugvordering betaling',
  Uitgevoerd: 'Uitgevoerd',
  VoorlopigVastgesteld: 'Voorlopig vastgesteld',
} as const;
export type VlaamseCode = keyof typeof vlaamseCodes;

/** Every phase: the code list StatusVlaamseFase, and `Beroep`, which DOSIS carries although the list lacks it. */
export const vlaamseFasen = {
  Samenstelling: 'Samenstelling',
  Behandeling: 'Behandeling',
  Beslissing: 'Beslissing',
  Beroep: 'Beroep',
  Uitvoering: 'Uitvoering',
  Afgerond: 'Afgerond',
} as const;
export type VlaamseFase = keyof typeof vlaamseFasen;

/** `dosis.dossier.publish`: what the citizen is to see of a dossier from `changedAt` on. */
export const publishDossier = z.strictObject({
  dossierNumber: z.string().min(1),
  name: z.string().min(1),
  changedAt: z.iso.datetime(),
  /** A `VlaamseCode`, in any spelling of it. */
  code: z.string().min(1),
  /** A `VlaamseFase`, in any spelling of it. */
  phase: z.string().min(1),
  details: z.array(z.string()).max(2),
  /** What is asked of the citizen, if anything. */
  action: z.string().nullable(),
  /** Where the citizen reads more. */
  url: z.url(),
  /** IPDC product numbers. */
  productNumbers: z.array(z.string().regex(/^\d+$/)),
  handler: z.strictObject({
    name: z.string().min(1),
    telephone: z.string().nullable(),
    email: z.string().nullable(),
    website: z.string().nullable(),
  }),
  /** Who may see it: INSZ, enterprise number or VCode, and the right as DOSIS writes it. */
  agents: z.array(z.strictObject({ identifier: z.string().min(1), right: z.string().min(1) })),
});
export type PublishDossier = z.infer<typeof publishDossier>;

/** `dosis.dossier.withdraw`: the citizen is to see nothing of it any more. */
export const withdrawDossier = z.strictObject({ dossierNumber: z.string().min(1) });

/** `dosis.result.get`: what became of one upload. */
export const getResult = z.strictObject({ uploadId: z.uuid() });

/** `dosis.dossier.status` and `dosis.dossier.statuses`: what the citizen sees now. */
export const getStatus = z.strictObject({ dossierNumber: z.string().min(1) });
export const listStatuses = z.strictObject({ dossierNumbers: z.array(z.string().min(1)).max(500) });

/**
 * `dosis.result.processed`: what DOSIS made of an upload. `overdue` says that it has not answered in time; the answer
 * itself may still follow. `processedAt` is then the moment the waiting ended.
 */
export const resultProcessed = z.object({
  dossierNumber: z.string(),
  /** The id of the message that published it. */
  uploadId: z.uuid(),
  outcome: z.enum(['published', 'refused', 'overdue']),
  processedAt: z.iso.datetime(),
  /** Why it was refused, in DOSIS' own words. */
  reasons: z.array(z.string()),
});
export type ResultProcessed = z.infer<typeof resultProcessed>;

/** The answer to `POST /api/v2/dosis/dossiers`. */
export const accepted = z.object({ Status: z.string(), UploadId: z.string() });

/** The answer to `GET /api/v1/dosis/resultaten…`. `TijdstipVerwerking` is Belgian local time. */
export const result = z.object({
  Identificatie: z.object({ Bron: z.string(), DossierNummer: z.string() }),
  UploadId: z.string(),
  TijdstipVerwerking: z.string(),
  Succes: z.boolean(),
  Fout: z.string().nullish(),
  Fouten: z
    .array(z.object({ Omschrijving: z.string().nullish() }))
    .nullish()
    .transform((faults) => faults ?? []),
  VerwerktVoorOpvraging: z.boolean().nullish(),
});
export type Result = z.infer<typeof result>;
export const results = z.union([z.array(result), result.transform((one) => [one])]);

/** The body of a refusal. */
export const refusal = z.object({
  errors: z
    .array(z.object({ code: z.coerce.string(), field: z.string().nullish() }))
    .nullish()
    .transform((errors) => errors ?? []),
});

export const sourceUris = z.array(z.string());

/** RFC 6749 §5.1 and §5.2. */
export const grantedToken = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive(),
});
export const refusedToken = z.object({ error: z.string() });
