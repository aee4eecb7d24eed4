import { sayMoment } from '../working-time/say-moment.ts';

interface Listed {
  readonly lines: readonly string[];
  /** Of which these are the first. */
  readonly count: number;
}

function listed({ lines, count }: Listed): string {
  return `${lines.join('\n')}${count > lines.length ? `\nen nog ${count - lines.length}` : ''}`;
}

/** Of promises, callbacks and norms. */
export const promiseTexts = {
  promiseUnknown: 'Deze belofte bestaat niet.',
  promiseOver: 'Deze belofte is al afgehandeld.',
  promiseOfCase: 'Deze belofte volgt haar vraag: beantwoord of wijzig de vraag zelf.',
  promiseNotCallback: 'Dit is geen terugbelbelofte.',
  promiseNotMessage: 'Dit is geen belofte om iets te schrijven.',
  promiseLinkUnknown: 'Deze link bestaat niet of is verlopen.',
  promisePast: 'Kies een moment in de toekomst.',
  promiseSooner: 'Dit moment valt vóór het begin van de belofte.',
  noCall: 'Er is geen beantwoorde oproep naar dit nummer bekend. Zonder oproep is de belofte niet bewezen.',
  ownEffort: 'Zeg wat u al hebt opgezocht, of waarom u zelf niet kunt antwoorden.',
  askedByCustomer: 'De klant vroeg het zelf.',
  personUnknown: 'Deze medewerker werkt niet in deze groep.',
  toldHow: 'Zeg hoe u het de klant hebt laten weten: er is geen e-mailadres bekend.',
  workOrderNeeded: 'Zeg welke werkopdracht dit bewijst.',
  emailNeeded: 'Zonder e-mailadres kan er niets geschreven worden.',
  calendarUnusable: 'Dit is geen bruikbaar iCalendar-bestand.',
  calendarClosed: 'Met deze uren is het nooit open.',
  calendarHours: 'Deze uren kloppen niet: van vroeg naar laat, zonder overlap.',
  normUnknown: 'Deze norm bestaat niet.',
  normTime: 'Geef een aantal werkdagen of een aantal werkminuten.',
  normPast: 'Een norm geldt niet voor het verleden.',
  normOverlaps: 'Voor dit onderwerp is op dat moment al een andere norm afgesproken.',

  promiseKind: {
    answer: 'Antwoord',
    callback: 'Terugbellen',
    message: 'Schrijven',
    work: 'Uitvoeren',
    appointment: 'Afspraak',
  } as Readonly<Record<string, string>>,

  /** What an agent says, and what the customer reads, of a callback (R071). */
  callbackWords: (group: string, telephone: string, dueAt: Date) =>
    `U wordt uiterlijk ${sayMoment(dueAt)} teruggebeld door ${group}, op het nummer ${telephone}.`,

  promiseReceiptSubject: 'Wat wij u beloofd hebben',
  promiseReceipt: (words: string, url: string) =>
    `Beste klant,\n\n${words}\n\nIs dat gebeurd? Laat het ons dan weten met één tik: ${url}\n\nMet vriendelijke groeten\nUw stadsdiensten`,

  unreachedSubject: 'Wij konden u niet bereiken',
  unreached: (times: number, group: string, url: string) =>
    `Beste klant,\n\nWij belden u ${times} keer en konden u niet bereiken. ${group} probeert het opnieuw. Belt u liever zelf, dan vindt u ons nummer op onze website.\n\nHebt u ons al gesproken? Laat het ons weten met één tik: ${url}\n\nMet vriendelijke groeten\nUw stadsdiensten`,

  cancelledSubject: 'Onze belofte aan u vervalt',
  cancelled: (words: string, reason: string) =>
    `Beste klant,\n\nWij beloofden u: ${words}\n\nDat gaat niet door. ${reason}\n\nMet vriendelijke groeten\nUw stadsdiensten`,

  movedSubject: 'Onze belofte aan u komt op een ander moment',
  moved: (words: string, reason: string, dueAt: Date) =>
    `Beste klant,\n\nWij beloofden u: ${words}\n\nDat wordt uiterlijk ${sayMoment(dueAt)}. ${reason}\n\nMet vriendelijke groeten\nUw stadsdiensten`,

  chaseSubject: 'Vraag van het klantencontactcentrum',
  chase: (what: string, dueAt: Date, words: string) =>
    `${what}, uiterlijk ${sayMoment(dueAt)}.\n\n${words}\n\nHet klantencontactcentrum`,

  digestSubject: (promises: number, notices: number) =>
    [
      promises > 0 && (promises === 1 ? 'Eén belofte wacht op u' : `${promises} beloften wachten op u`),
      notices > 0 && (notices === 1 ? 'één bericht' : `${notices} berichten`),
    ]
      .filter(Boolean)
      .join(', ')
      .replace(/^één/, 'Eén'),
  digest: (promises: Listed, notices: Listed) =>
    [
      ...(promises.count > 0 ? [listed(promises), 'Alle beloften staan in uw werklijst.'] : []),
      ...(notices.count > 0 ? [`Dit gebeurde sinds uw vorige overzicht:\n${listed(notices)}`] : []),
    ].join('\n\n'),
  digestNotice: (text: string) => `- ${text}`,
  digestLine: (kind: string, reference: string | null, group: string, dueAt: Date, late: boolean) =>
    `- ${kind}${reference ? ` ${reference}` : ''} (${group}): ${late ? 'te laat, beloofd voor' : 'uiterlijk'} ${sayMoment(dueAt)}`,
};
