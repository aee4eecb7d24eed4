/** Of passing callers on, and of dialling. */
export const transferTexts = {
  transferUnknown: 'Deze doorverbinding bestaat niet.',
  transferOpen: 'Deze oproep wordt al aangeboden. Wacht op het antwoord, of trek het aanbod in.',
  transferToWhom: 'Kies een dienst of een collega.',
  transferStaffUnknown: 'Deze collega is niet bekend.',
  transferStaffElsewhere: 'Deze collega werkt niet bij die dienst.',
  transferTooManyArticles: (most: number) => `Noem hoogstens ${most} artikels.`,
  transferExpired: 'Deze oproep wacht niet meer op u: er kwam niet op tijd een antwoord.',
  transferWithdrawn: 'Het klantencontactcentrum heeft deze oproep teruggenomen.',
  transferSettled: (name: string) => `${name} heeft deze oproep al beantwoord.`,
  transferNotOffered: 'Deze oproep werd niet met een kaart aangeboden.',
  transferNotYours: 'Alleen wie deze oproep aanbood, kan ze terugnemen.',
  transferCallBackWhen: 'Zeg wanneer u terugbelt.',
  transferCallBackPast: 'Kies een moment dat nog komt.',
  transferCallBackClosed: 'Kies een moment tijdens de werkuren van de stad.',
  transferCallBackWhere: 'Het nummer van deze beller is niet bekend. Geef het nummer waarnaar u terugbelt.',
  transferCallBackEffort: 'De beller werd doorverbonden en kon niet meteen geholpen worden.',

  groupNotConnected: (group: string, fallback: string) =>
    `${group} is nog niet aangesloten. Afspraak: ${fallback}`,
  agreementFallbackNeeded: 'Zeg wat er met een beller gebeurt zolang deze dienst niet is aangesloten.',
  agreementNumberNeeded: 'Geef het nummer waarnaar koud wordt doorverbonden.',
  agreementNumber: 'Een toestel of nummer heeft 2 tot 15 cijfers.',
  coldNotAgreed: (group: string) =>
    `Met ${group} is koud doorverbinden niet afgesproken. Verbind warm door, of vraag of de beller in de wachtrij wil wachten.`,
  coldNoQueue: (group: string) => `${group} heeft geen wachtrij.`,
  coldNoCall: 'Dit contact heeft geen lopende oproep op uw toestel.',
  coldRefused: 'De telefooncentrale kon deze oproep niet doorverbinden. De beller is nog bij u.',
  coldUnanswered: 'De telefooncentrale antwoordde niet. Kijk op uw toestel of de beller nog bij u is.',

  nudge: 'U raadpleegde de kennisbank nog niet. Kijk eerst of het antwoord daar staat.',

  adviceNotConnected: (group: string, fallback: string) =>
    `${group} is nog niet aangesloten. Afspraak: ${fallback}`,
  adviceFellBack: (group: string) =>
    `Deze beller werd zonet niet geholpen bij ${group}. Verbind niet opnieuw door; maak een terugbelafspraak.`,
  adviceClosed: (group: string) => `${group} is nu gesloten; maak een terugbelafspraak.`,
  adviceNobody: (group: string) => `Bij ${group} is nu niemand aanwezig; maak een terugbelafspraak.`,
  adviceSeldom: (group: string, answered: number, offered: number) =>
    `${group} nam ${answered} van de laatste ${offered} oproepen aan; maak een terugbelafspraak.`,
  adviceQueue: (group: string) =>
    `Alle lijnen van ${group} zijn bezet. Vraag of de beller in de wachtrij wil wachten.`,
  adviceBusy: (group: string) => `Alle lijnen van ${group} zijn bezet; maak een terugbelafspraak.`,
  advicePerson: (name: string, answered: number, offered: number) =>
    offered === 0
      ? `Bied de oproep aan ${name} aan.`
      : `Bied de oproep aan ${name} aan: nam vandaag ${answered} van ${offered} oproepen aan.`,
  adviceGroup: (group: string) => `Bied de oproep aan ${group} aan.`,

  dialRefused: 'De telefooncentrale weigerde deze oproep.',
  dialUnanswered: 'De telefooncentrale antwoordde niet. Kijk op uw toestel of de oproep loopt.',
};
