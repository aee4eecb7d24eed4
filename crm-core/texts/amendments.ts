const thing: Readonly<Record<string, string>> = {
  appointment: 'afspraak',
  collection: 'ophaling van grofvuil',
  question: 'vraag',
  report: 'melding',
  suggestion: 'suggestie',
  complaint: 'klacht',
  callback: 'terugbelafspraak',
};

/** Of bookings, and of changing only the change. */
export const amendmentTexts = {
  bookingUnknown: 'Deze afspraak bestaat niet.',
  bookingNotThere: 'Deze afspraak ligt niet vast en kan niet worden gewijzigd.',
  amendmentOpen: 'Een wijziging van dit dossier is nog bezig. Wacht even.',
  amendmentSame: 'Dit is al zo afgesproken.',
  amendmentOneThing: 'Kies één afspraak, één melding of één terugbelafspraak.',
  amendmentNotOf: {
    booking: 'Dit hoort niet bij een afspraak.',
    case: 'Dit hoort niet bij een melding.',
    promise: 'Dit hoort niet bij een terugbelafspraak.',
  } as const,
  amendmentInThePast: 'Kies een moment dat nog komt.',
  amendmentEndsFirst: 'Het einde komt voor het begin.',
  amendmentItems: 'Noem 1 tot 30 zaken, elk hoogstens 99 keer.',
  amendmentItemTwice: 'Noem elke zaak één keer.',
  backEndSilent: 'Het afsprakensysteem antwoordt niet. Er is niets veranderd; probeer het straks opnieuw.',
  backEndRefused: 'Het afsprakensysteem weigerde dit. Er is niets veranderd.',
  backEndUndone:
    'De oude afspraak kon niet worden geannuleerd. De nieuwe is weer ingetrokken: er is niets veranderd.',
  amendmentStuck: 'Het afsprakensysteem gaf geen uitsluitsel. Een medewerker kijkt het na.',
  stuckTitle: (kind: string, reference: string) => `Nakijken: ${thing[kind]} ${reference}`,
  stuckDescription: (kind: string, reference: string, externalIds: readonly string[], failure: string) =>
    [
      `Een wijziging van de ${thing[kind]} met referentie ${reference} is niet zeker.`,
      `Nummers in het afsprakensysteem: ${externalIds.length === 0 ? 'onbekend' : externalIds.join(', ')}.`,
      `Laatste antwoord: ${failure}.`,
      'Kijk na wat er vastligt, zet het recht en verwittig de klant. De klant kreeg nog geen bericht.',
    ].join('\n'),
  stuckReason: 'Een wijziging bleef onzeker.',

  differenceField: {
    startsAt: 'moment',
    endsAt: 'einde',
    location: 'plaats',
    address: 'adres',
    online: 'online',
    expert: 'medewerker',
    note: 'opmerking',
    items: '',
    title: 'titel',
    description: 'omschrijving',
    dueAt: 'uiterlijk',
    telephone: 'telefoonnummer',
    about: 'waarover',
  } as const,
  differenceYes: 'ja',
  differenceNo: 'nee',
  differenceNothing: 'niets',
  differenceAdded: (name: string, count: string) => `${name}: ${count} erbij`,
  differenceGone: (name: string) => `${name}: niet meer`,
  differenceChanged: (name: string, before: string, after: string) => `${name}: ${before} wordt ${after}`,

  /** Without a reference where a customer has none, for a callback that he asked for himself. */
  toldSubject: (kind: string, intent: 'book' | 'change' | 'cancel', reference: string | null) =>
    `Uw ${thing[kind]} ${{ book: 'ligt vast', change: 'is gewijzigd', cancel: 'is geannuleerd' }[intent]}${reference ? ` (${reference})` : ''}`,
  toldBooked: (kind: string, reference: string, lines: readonly string[]) =>
    [
      'Beste',
      '',
      `Uw ${thing[kind]} met referentie ${reference} ligt vast:`,
      ...lines.map((line) => `- ${line}`),
      '',
      'Met vriendelijke groeten',
      'Stad Leuven',
    ].join('\n'),
  toldChanged: (kind: string, reference: string | null, lines: readonly string[]) =>
    [
      'Beste',
      '',
      `Dit is gewijzigd aan uw ${thing[kind]}${reference ? ` met referentie ${reference}` : ''}:`,
      ...lines.map((line) => `- ${line}`),
      '',
      `Al het andere blijft zoals het was${reference ? ', ook uw referentie' : ''}.`,
      '',
      'Met vriendelijke groeten',
      'Stad Leuven',
    ].join('\n'),
  toldCancelled: (kind: string, reference: string, moment: string) =>
    [
      'Beste',
      '',
      `Uw ${thing[kind]} van ${moment} met referentie ${reference} is geannuleerd.`,
      '',
      'Met vriendelijke groeten',
      'Stad Leuven',
    ].join('\n'),

  normKept: 'Er is plaats binnen vijf werkdagen.',
  normMissed: 'Er is geen plaats binnen vijf werkdagen: de norm wordt niet gehaald.',
};
