import { z } from 'zod';

const CODES =
  'Aangevraagd Afgehandeld Aktename Beroep BeslissingGepubliceerd Beslist Betaald Bezwaar DeelsGoedgekeurd ' +
  'DeelsUitbetaald DefinitiefVastgesteld DossierOnvolledig DossierVolledig ErkendOfVergund ' +
  'ErkenningOfVergunningIngetrokken Geinitieerd Gepland GerechtelijkIngeleid Geweigerd Goedgekeurd InBehandeling ' +
  'InOpenbaarOnderzoek InVerwerking InWacht Ingediend KlaarVoorBeslissing KlaarVoorBetaling Onontvankelijk Ontvangen ' +
  'Ontvankelijk Overgedragen Stopgezet Stopzetting Terugbetaald TerugvorderingBetaling Uitgevoerd VoorlopigVastgesteld';
const PHASES = 'Samenstelling Behandeling Beslissing Beroep Uitvoering Afgerond';

const oneOf = (list: string) => {
  const known = new Set(list.split(' '));
  return z.string().refine((value) => known.has(value), 'ONBEKENDE_CODE');
};
const text = z.string().min(1);

const payload = z.strictObject({
  Identificatie: z.strictObject({ Bron: z.url(), DossierNummer: text }),
  UploadId: z.uuid(),
  Naam: text,
  WijzigingsDatum: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  Status: z.strictObject({
    VlaamsCode: oneOf(CODES),
    VlaamsFase: oneOf(PHASES),
    Detail1: z.string().optional(),
    Detail2: z.string().optional(),
    Actie: z
      .strictObject({ ActieNodig: z.boolean(), Actie: text.optional() })
      .refine(({ ActieNodig, Actie }) => ActieNodig === (Actie !== undefined), 'TEGENSTRIJDIG')
      .optional(),
  }),
  Doorverwijzing: z.url(),
  TypeDossierCode: z.literal('DossierStatus'),
  Producten: z.array(z.strictObject({ Id: z.string().regex(/^\d{1,8}$/) })),
  DossierBeheerder: z.strictObject({
    Naam: text,
    Dienst: z.string().optional(),
    Telefoon: z.string().optional(),
    Email: z.email().optional(),
    Website: z.url().optional(),
    Adres: z
      .strictObject({ Straat: text, Nummer: z.string(), Postcode: z.string(), Gemeente: text })
      .optional(),
  }),
  Agenten: z.array(
    z.strictObject({
      Identificatie: text,
      Toegangsrechten: z.array(z.strictObject({ Code: text })).min(1),
    }),
  ),
});
export type Payload = z.infer<typeof payload>;

export interface FieldError {
  readonly code: string;
  readonly message: string;
  readonly description: string;
  readonly field: string;
}

/** What is checked at once, before the answer. */
export function readPayload(body: string): { payload: Payload } | { errors: FieldError[] } {
  const outcome = payload.safeParse(jsonOf(body));
  if (outcome.success) return { payload: outcome.data };
  const errors = outcome.error.issues.map(({ code, path, message }) => {
    const field = path.join('.') || '(geheel)';
    if (message === 'ONBEKENDE_CODE') return fieldError('ONBEKENDE_CODE', 'Onbekende code', field);
    if (code === 'invalid_type') return fieldError('VERPLICHT', 'Veld is verplicht', field);
    return fieldError('ONGELDIG', 'Veld is ongeldig', field);
  });
  return { errors };
}

export function fieldError(code: string, message: string, field: string): FieldError {
  return { code, message, description: `${field}: ${message}`, field };
}

/** What shows only when the upload is processed: numbers that nobody has. */
export function processingFaults({ Agenten }: Payload): string[] {
  return Agenten.flatMap(({ Identificatie, Toegangsrechten }, at) => {
    if (!isAgent(Identificatie)) return [`Agenten[${at}]: ongeldige identificatie`];
    const needsContext = /^\d{10}$/.test(Identificatie);
    const fits = Toegangsrechten.every(({ Code }) => !needsContext || / - /.test(Code));
    return fits ? [] : [`Agenten[${at}]: toegangsrecht zonder context`];
  });
}

function isAgent(number: string) {
  if (/^V\d{7}$/.test(number)) return true;
  if (/^[01]\d{9}$/.test(number)) return checks(number.slice(0, 8), number.slice(8));
  if (!/^\d{11}$/.test(number)) return false;
  const [born, check] = [number.slice(0, 9), number.slice(9)];
  return checks(born, check) || checks(`2${born}`, check);
}

function checks(digits: string, check: string) {
  return 97 - (Number(digits) % 97) === Number(check);
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
