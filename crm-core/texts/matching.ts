/** Why somebody is or is not the one meant: for each field its levels of agreement, the surest first. */
const matchReasons = {
  family: [
    'De familienaam is dezelfde.',
    'De familienaam klinkt hetzelfde.',
    'De familienaam lijkt erop.',
    'De familienaam is een deel van de andere.',
    'De familienaam verschilt.',
  ],
  given: [
    'De voornaam is dezelfde.',
    'De voornaam klinkt hetzelfde.',
    'De voornaam lijkt erop.',
    'De voornaam is een kortere vorm.',
    'De voornaam verschilt.',
  ],
  births: [
    'De geboortedatum is dezelfde.',
    'De geboortedatum verschilt in één cijfer, of dag en maand zijn omgewisseld.',
    'Het geboortejaar is hetzelfde.',
    'De geboortedatum verschilt.',
  ],
  national: [
    'Het rijksregisternummer is hetzelfde.',
    'Het rijksregisternummer verschilt in één cijfer.',
    'Het rijksregisternummer verschilt.',
  ],
  registered: [
    'Het ondernemingsnummer of de VCode is hetzelfde.',
    'Het ondernemingsnummer of de VCode verschilt.',
  ],
  phones: [
    'Het telefoonnummer is bij deze klant bekend.',
    'Het telefoonnummer is bij deze klant niet bekend.',
  ],
  emails: [
    'Het e-mailadres is bij deze klant bekend.',
    'Het e-mailadres lijkt erop.',
    'Het e-mailadres is een ander.',
  ],
  homes: [
    'Het adres is hetzelfde.',
    'Het adres is hetzelfde; de straat is anders geschreven.',
    'De straat is dezelfde.',
    'De postcode is dezelfde.',
    'Het adres verschilt.',
  ],
} as const;

interface Sender {
  readonly givenName: string;
  readonly familyName: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly municipality: string;
  readonly email: string | null;
  readonly telephone: string | null;
}

/** Of comparing customers, and of the form without signing in. */
export const matchingTexts = {
  matchReasons,
  matchRunning: 'Er loopt al een zoektocht naar dubbele klanten.',
  duplicateUnknown: 'Dit voorstel bestaat niet.',
  duplicateDecided: 'Over dit voorstel is al beslist.',
  survivorUnknown: 'Kies een van de twee klanten van dit voorstel.',
  stopValueUnknown: 'Deze waarde staat niet in de lijst.',
  stopValueUnreadable: 'Deze waarde past niet bij dit veld.',

  openedByForm: 'Ingestuurd met het contactformulier',
  formTooMany: 'Er zijn te veel formulieren verstuurd. Probeer het later opnieuw, of bel 016 27 20 00.',
  formTokenUnknown: 'Deze bevestiging is niet meer geldig. Uw vraag is wel goed ontvangen.',
  formConfirmed: 'Bedankt. Kennen wij u, dan bewaren wij uw vraag bij uw gegevens.',
  formSender: ({
    givenName,
    familyName,
    street,
    houseNumber,
    postcode,
    municipality,
    email,
    telephone,
  }: Sender) =>
    [
      `Afzender (niet aangemeld): ${givenName} ${familyName}`,
      `${street} ${houseNumber}, ${postcode} ${municipality}`,
      email,
      telephone,
    ]
      .filter((line) => line !== null)
      .join('\n'),
};
