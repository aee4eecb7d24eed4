const moment = new Intl.DateTimeFormat('nl-BE', {
  timeZone: 'Europe/Brussels',
  dateStyle: 'long',
  timeStyle: 'short',
});

function list(values: readonly string[]): string {
  const shown = values.slice(0, 5).join(', ');
  return values.length > 5 ? `${shown} …` : shown;
}

/** Of bringing work to the right group and to somebody who is there. */
export const dispatchTexts = {
  kindName: { question: 'vraag', report: 'melding', suggestion: 'suggestie', complaint: 'klacht' },
  ruleUnknown: 'Deze regel bestaat niet (meer).',
  ruleNeedsExample: 'Geef minstens één voorbeeld: een vraag, en waar die naartoe moet.',
  ruleNeedsLetters: 'Vul een woord met letters of cijfers in.',
  ruleCount: 'Vul een getal van minstens 1 in.',
  ruleWeekday: 'Een weekdag is een getal van 1 (maandag) tot 7 (zondag).',
  ruleSpan: 'Schrijf een uur als 08:30 en een dag als 07-21.',
  ruleExampleNeedsMoment:
    'Deze regel hangt af van de tijd: zeg in het voorbeeld wanneer de vraag gesteld wordt.',
  ruleNeverReached:
    'Geen enkel voorbeeld van deze regel wordt door de regel zelf beslist: een eerdere regel is haar voor, of ze past niet.',
  ruleExampleGoes: (number: number, went: string, by: string | null, wanted: string) =>
    `Voorbeeld ${number} zou naar ${went} gaan${by === null ? '' : ` (regel “${by}”)`}, niet naar ${wanted}.`,
  ruleOfOther: (name: string, message: string) => `Regel “${name}” klopt dan niet meer. ${message}`,
  rulesChanged: ({ authorName, at, reason }: { authorName: string; at: Date; reason: string }) =>
    `${authorName} wijzigde de regels intussen, op ${moment.format(at)}: “${reason}”. Bekijk ze eerst opnieuw.`,

  ruleCounts: 'Deze regel past.',
  ruleStops: 'Deze regel past en stopt: de catalogus beslist.',
  ruleOtherKind: (kinds: readonly string[]) => `Alleen voor: ${list(kinds)}.`,
  ruleOtherProduct: (products: readonly string[]) => `Alleen voor product ${list(products)}.`,
  ruleOtherTheme: (themes: readonly string[]) => `Alleen voor thema ${list(themes)}.`,
  ruleOtherPostcode: (postcodes: readonly string[]) => `Alleen in ${list(postcodes)}.`,
  ruleOtherStreet: (streets: readonly string[]) => `Alleen in ${list(streets)}.`,
  ruleOtherWords: (words: readonly string[]) => `Geen van deze woorden staat erin: ${list(words)}.`,
  ruleOtherWeekday: 'Niet op deze dag van de week.',
  ruleOtherHours: (from: string, until: string) => `Alleen van ${from} tot ${until} uur.`,
  ruleOtherSeason: (from: string, until: string) => `Alleen van ${from} tot en met ${until} (maand-dag).`,
  ruleGroupFull: (open: number, most: number) =>
    `De groep heeft al ${open} open vragen; de regel telt alleen onder ${most}.`,
  filterUnknown: 'Dit filter bestaat niet (meer).',
  filterGroup: 'U kunt alleen delen met een groep waar u zelf bij hoort.',
  filterTooMany: (most: number) => `U bewaart al ${most} filters.`,

  noticeProposal: (returns: number) =>
    `Al ${returns} vragen over hetzelfde horen elders: er is een voorstel voor een regel.`,
  proposalUnknown: 'Dit voorstel bestaat niet.',
  proposalDecided: (name: string) => `${name} besliste al over dit voorstel.`,
  proposalOvertaken: 'De regel waarover dit voorstel gaat, bestaat niet meer.',

  routedByRule: (rule: string, group: string) => `Regel “${rule}” beslist: ${group}.`,
  routedByCatalogue: (group: string) => `Geen regel past; de productencatalogus noemt ${group}.`,
  routedToContactCentre:
    'Geen regel past en de productencatalogus noemt geen dienst: het klantencontactcentrum beslist.',
  routedByHand: (group: string) => `Met de hand gekozen: ${group}.`,
};
