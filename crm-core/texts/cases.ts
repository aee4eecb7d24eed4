import type { CaseState } from '../cases/case-status-changed.ts';

/** Of cases. */
export const caseTexts = {
  caseUnknown: 'Deze vraag bestaat niet.',
  caseDone: 'Deze vraag is al afgehandeld.',
  caseTaken: (name: string) => `${name} behandelt deze vraag al.`,
  caseAtContactCentre: 'Deze vraag ligt al bij het klantencontactcentrum.',
  caseInGroup: 'Deze vraag ligt al bij deze groep.',
  caseChanged:
    'Een collega heeft deze vraag intussen gewijzigd. Bekijk wat er veranderd is en pas uw wijziging aan.',
  caseOpen: 'Deze vraag is nog niet afgehandeld.',
  caseWaits: 'Deze vraag wacht al op de klant.',
  caseWaitsNot: 'Er wordt voor deze vraag niets van de klant gevraagd.',
  endReasonUnknown: 'Deze reden bestaat niet of wordt niet meer gebruikt.',
  originalUnknown: 'Zeg van welke andere vraag dit een dubbel is.',
  originalOtherKind: 'Een dubbel is van dezelfde soort.',
  originalOver: 'Die vraag is zelf ingetrokken of een dubbel. Kies de vraag die blijft bestaan.',
  othersFollow:
    'Ook anderen meldden dit: het wordt verder behandeld. De klant kan wel vragen om geen berichten meer te krijgen.',
  tooLateToReopen: (days: number) =>
    `Een vraag kan tot ${days} dagen na het einde heropend worden. Stel een nieuwe vraag.`,
  kindAlready: 'Deze vraag is al van deze soort.',

  partUnknown: 'Dit deel bestaat niet.',
  partSettled: 'Over dit deel is al iets gezegd.',
  tooManyParts: (most: number) => `Een vraag heeft hoogstens ${most} delen.`,
  partsOwed: (groups: readonly string[]) =>
    `Er ontbreekt nog een deel van ${groups.join(', ')}. Wacht erop, of zeg waarom het niet meer nodig is.`,

  bodyUnknown: 'Deze instantie is niet bekend.',
  bodyWithoutMail: (name: string) => `${name} heeft geen e-mailadres: noteer de referentie die u daar kreeg.`,
  mayNotShare: 'De klant heeft niet gezegd dat zijn gegevens mogen worden meegegeven.',
  handOverNotProven:
    'Het is nog niet bewezen dat een andere instantie dit heeft: er is geen verzonden bericht en geen referentie.',
  keyForm: 'Een sleutel heeft kleine letters, cijfers en streepjes.',
  handOverSubject: (reference: string) => `Vraag voor uw diensten (onze referentie ${reference})`,
  handOverBody: (told: {
    title: string;
    description: string;
    place: string | null;
    note: string;
    customer: readonly string[];
  }) =>
    [
      'Wij kregen een vraag die voor uw diensten is.',
      told.note,
      `${told.title}\n${told.description}`,
      told.place && `Plaats: ${told.place}`,
      told.customer.length > 0 &&
        `De klant vroeg om zijn gegevens mee te geven:\n${told.customer.join('\n')}`,
      'Laat ons weten of, wanneer en hoe u dit behandelt.',
    ]
      .filter(Boolean)
      .join('\n\n'),

  caseTakenReason: 'In behandeling genomen.',
  caseAnsweredReason: 'Beantwoord.',
  askedCustomer: (asked: string) => `Gevraagd aan de klant: ${asked}`,
  customerReplied: 'De klant heeft geantwoord.',
  withdrawnReason: 'De klant trok de vraag in.',
  reopened: (reason: string) => `Heropend: ${reason}`,
  kindCorrected: (kind: string, reason: string) => `Dit is een ${kind}: ${reason}`,

  /** A field of a case as colleagues know it. */
  fieldName: {
    title: 'Titel',
    description: 'Omschrijving',
    productNumber: 'Product',
    place: 'Plaats',
    expectedOn: 'Verwachte oplossing',
    kind: 'Soort',
    state: 'Toestand',
  } as Readonly<Record<string, string>>,

  stateName: {
    received: 'Ontvangen',
    assigned: 'Toegewezen',
    'in-progress': 'In behandeling',
    'waiting-for-customer': 'Wacht op u',
    answered: 'Beantwoord',
    closed: 'Afgesloten',
    withdrawn: 'Ingetrokken',
  } satisfies Record<CaseState, string>,

  /** What a citizen reads with a state, before what was said in it; `group` is the name of the handler group. */
  explanation: {
    received: () => 'Wij hebben uw vraag goed ontvangen en bekijken wie u het best kan helpen.',
    assigned: (group) => `Uw vraag ligt bij de dienst ${group}. U krijgt zo snel mogelijk een antwoord.`,
    'in-progress': (group) => `De dienst ${group} behandelt uw vraag.`,
    'waiting-for-customer': () => 'Wij hebben nog iets van u nodig om verder te kunnen.',
    answered: () => 'Uw vraag is beantwoord.',
    closed: () => 'Uw vraag is afgesloten.',
    withdrawn: () => 'U hebt uw vraag ingetrokken.',
  } satisfies Record<CaseState, (group: string) => string>,
  expectedOn: (day: string) => `Wij verwachten dat het opgelost is op ${day}.`,
};
