interface Written {
  readonly kind: string;
  readonly reference: string;
  readonly title: string;
  readonly url: string;
}

const kinds: Readonly<Record<string, string>> = {
  question: 'vraag',
  report: 'melding',
  suggestion: 'suggestie',
  complaint: 'klacht',
};
const kindOf = (kind: string) => kinds[kind] ?? 'vraag';
const letter = (...paragraphs: readonly (string | null | false)[]) =>
  ['Beste', ...paragraphs, 'Met vriendelijke groeten\nStad Leuven'].filter(Boolean).join('\n\n');

/** Of reports: places, joining, feedback and known plans. */
export const reportTexts = {
  placeSaysNothing: 'Geef een straat, een punt of een omschrijving.',
  pointHalf: 'Een punt heeft een breedte en een lengte.',
  latitude: 'Een breedtegraad ligt tussen -90 en 90.',
  longitude: 'Een lengtegraad ligt tussen -180 en 180.',
  distance: (most: number) => `Een afstand is minstens 1 en hoogstens ${most} meter.`,

  joinsReportsOnly: 'Alleen bij een melding kan iemand aansluiten.',
  reportOver: 'Deze melding is afgehandeld. Is het niet opgelost, zeg dat dan bij de melding.',
  reportIsHis: 'Deze klant heeft dit al gemeld.',
  reportsOnly: 'Dit kan alleen bij een melding.',
  followerUnknown: 'Deze melder hoort niet bij deze melding.',
  feedbackByTelephone: (kind: string, title: string) =>
    `Het antwoord op deze ${kindOf(kind)} vertellen: ${title}`,
  feedbackAnswered: 'Het antwoord is er; de klant wil het per telefoon horen.',
  portalNeedsCustomer: 'Zonder klant kan er niets in een portaal verschijnen.',

  planUnknown: 'Dit plan bestaat niet.',
  planWithdrawn: 'Dit plan is al ingetrokken.',
  planEndsBefore: 'Een plan eindigt niet voor het begint.',
  caseOrContact: 'Zeg in welk contact, of bij welke melding.',

  confirmationSubject: (kind: string, reference: string) =>
    `Wij hebben uw ${kindOf(kind)} ontvangen (${reference})`,
  confirmationBody: (told: Written & { group: string; due: string }) =>
    letter(
      `Wij hebben uw ${kindOf(told.kind)} goed ontvangen: ${told.title}`,
      `Uw referentie is ${told.reference}. De dienst ${told.group} behandelt ze. U hoort van ons ten laatste op ${told.due}.`,
      `U kunt alles volgen op ${told.url}`,
    ),
  feedbackSubject: (kind: string, reference: string) => `Nieuws over uw ${kindOf(kind)} (${reference})`,
  feedbackBody: (told: Written & { explanation: string; asked: string | null; over: boolean }) =>
    letter(
      `Er is nieuws over uw ${kindOf(told.kind)}: ${told.title}`,
      told.explanation,
      told.asked && `Wij vragen u: ${told.asked}`,
      told.over && 'Is dit volgens u niet opgelost? Laat het ons weten: wij nemen het dan opnieuw op.',
      `Uw referentie is ${told.reference}. U kunt alles volgen op ${told.url}`,
    ),
  copySubject: (reference: string) => `Kopie van uw vraag (${reference})`,
  copyBody: (told: {
    reference: string;
    title: string;
    description: string;
    place: string | null;
    group: string;
  }) =>
    letter(
      `Zo gaven wij uw vraag door aan de dienst ${told.group}, met referentie ${told.reference}:`,
      told.title,
      told.description === told.title ? null : told.description,
      told.place && `Plaats: ${told.place}`,
    ),
};
