import { dutchDayInBrussels } from '../working-time/dutch-day-in-brussels.ts';

function until(end: Date | null): string {
  return end === null ? 'afwezig' : `afwezig tot ${dutchDayInBrussels(end)}`;
}

/** Of groups, of who works in them and of who is there. */
export const directoryTexts = {
  staffUnknown: 'Deze medewerker kennen wij niet.',
  absencePeriod: 'Het einde van een afwezigheid ligt na het begin, en nog niet in het verleden.',
  absenceUnknown: 'Deze afwezigheid bestaat niet (meer).',
  replacementSelf: 'Niemand vervangt zichzelf.',
  replacementElsewhere: 'Kies een vervanger uit dezelfde groep.',
  groupName: 'Deze groep bestaat al.',
  groupKey: 'Een sleutel bestaat uit kleine letters en koppeltekens, zoals openbaar-domein.',
  groupChanged: 'Deze groep werd intussen gewijzigd. Bekijk ze eerst opnieuw.',
  groupInUse: (rules: readonly string[]) =>
    `Er gaan nog vragen naartoe door: ${rules.join(', ')}. Wijzig eerst die regels.`,
  groupHasCases: (open: number) =>
    `Deze groep heeft nog ${open} open vragen. Breng die eerst naar een andere groep.`,
  groupContactCentre: 'Het klantencontactcentrum blijft altijd bestaan.',
  groupLadder:
    'Eerst de herinnering, dan de groepsleiding, dan het klantencontactcentrum: elk minstens 1 werkuur.',
  groupCapacity: 'Vul een getal van minstens 1 in.',

  memberAway: (name: string, end: Date | null, standIn: string | null) =>
    `${name} is ${until(end)}.${standIn === null ? '' : ` ${standIn} vervangt.`}`,
  notMember: 'Deze medewerker hoort niet bij de groep.',
  youAreAway: 'U staat als afwezig. Meld u eerst weer aanwezig.',
  assignedBy: (name: string) => `Gegeven aan ${name}.`,
  assignedInTurn: (name: string) => `Aan de beurt: ${name}.`,
  awayToStandIn: (name: string, end: Date | null, standIn: string) =>
    `${name} is ${until(end)}; ${standIn} neemt over.`,
  awayToGroup: (name: string, end: Date | null) =>
    `${name} is ${until(end)}, zonder vervanger in de groep: terug naar de groep.`,
  leftToGroup: (name: string) => `${name} werkt hier niet meer: terug naar de groep.`,

  noticePulledBack: (reference: string, reason: string) =>
    `Het klantencontactcentrum haalde vraag ${reference} terug: ${reason}`,
  noticeRouted: (reference: string, group: string, reason: string) =>
    `Vraag ${reference} ging van uw groep naar ${group}: ${reason}`,
  noticeReturned: (reference: string, reason: string) => `Vraag ${reference} kwam terug: ${reason}`,
  noticeYours: (reference: string, reason: string) => `Vraag ${reference} is nu bij u: ${reason}`,
  untouchedReminder: (hours: number, who: string) =>
    `Ligt ${hours} werkuren onaangeroerd: ${who} is eraan herinnerd.`,
  untouchedLead: (hours: number) => `Ligt ${hours} werkuren onaangeroerd: de groepsleiding is verwittigd.`,
  untouchedPool: (hours: number) =>
    `Lag ${hours} werkuren onaangeroerd: terug naar het klantencontactcentrum.`,
  noticeUntouched: (reference: string, hours: number) =>
    `Vraag ${reference} ligt al ${hours} werkuren onaangeroerd.`,
  theGroup: 'de groep',

  publishedKind: 'Dit soort contactgegeven kennen wij niet.',
  publishedPast: 'Wat al gepubliceerd is, verandert niet meer met terugwerkende kracht.',
  website: 'Dit is geen geldig webadres: het begint met https://.',
  addressUnknown: 'Dit adres of nummer staat niet in de inventaris.',
};
