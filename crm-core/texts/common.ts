/** What every concept says. */
export const commonTexts = {
  signIn: 'Meld u eerst aan.',
  notAllowed: 'U hebt geen toegang tot deze gegevens.',
  purposeNeeded: 'Voor het volledige rijksregisternummer is een doel nodig.',
  limit: (most: number) => `Vraag er minstens 1 en hoogstens ${most}.`,
  cursor: 'Deze plaats in de lijst bestaat niet.',
  worklistNeedsGroup: 'U hoort bij geen behandelaarsgroep.',

  controlCharacter: 'Deze tekst bevat een teken dat niet bewaard kan worden.',
  tooLong: (most: number) => `Deze tekst is te lang: hoogstens ${most} tekens.`,
  required: 'Vul dit in.',
  idempotencyKey: 'De sleutel heeft 8 tot 100 letters, cijfers of leestekens.',
  idempotencyKeyUsed: 'Deze sleutel is al gebruikt voor iets anders.',
  telephone: 'Dit is geen geldig telefoonnummer.',
  email: 'Dit is geen geldig e-mailadres.',
  day: 'Dit is geen geldige datum.',
  country: 'Een landcode heeft twee letters, zoals BE.',
  enterpriseNumber: 'Dit is geen geldig ondernemingsnummer.',
  associationCode: 'Dit is geen geldige VCode.',
  numberOfOtherKind: 'Dit nummer hoort niet bij dit soort klant.',
  noDevice: 'Er is geen toestel aan u gekoppeld.',
  searchTooShort: 'Zoek met minstens twee tekens.',

  bySystem: 'Schakel',
};
