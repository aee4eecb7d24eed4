/** Of customers, and of finding and joining them. */
export const customerTexts = {
  customerUnknown: 'Deze klant bestaat niet.',

  mergeSelf: 'Dit is al dezelfde klant.',
  mergeNumbers:
    'Deze twee hebben een verschillend rijksregister- of ondernemingsnummer: ze zijn niet dezelfde.',
  mergeKinds: 'Een persoon, een onderneming en een vereniging kunnen niet dezelfde klant zijn.',
  mergeUnknown: 'Deze samenvoeging bestaat niet.',
  mergeProvedWrong: 'Een bron vertelt een ander rijksregister-, ondernemings- of verenigingsnummer.',
  mergeUndone: 'Deze samenvoeging is al ongedaan gemaakt.',

  matchNumber: 'Het telefoonnummer is bij deze klant bekend.',
  matchShared: (count: number) => `${count} klanten gebruiken dit nummer.`,
  matchRecent: 'Deze klant had de voorbije 30 dagen contact.',
  matchEmail: 'Het e-mailadres is bij deze klant bekend.',
  matchReference: 'De referentie is van deze klant.',
  matchName: 'De naam komt overeen.',
  matchSound: 'De naam klinkt hetzelfde.',
  matchNationalNumber: 'Het rijksregisternummer is van deze klant.',
  matchEnterpriseNumber: 'Het ondernemingsnummer is van deze klant.',

  correction: 'Verbetering.',
  nothingToCorrect: 'Zeg wat er verbeterd moet worden.',
  contactPointUnknown: 'Dit nummer of adres is niet bij deze klant bekend.',

  enrichment: 'Opgevraagd bij het register.',
  numberNeeded: 'Geef het nummer waarmee het register deze klant kent.',
  registerOfOther: 'Wat het register vertelt, staat al bij een andere klant. Voeg beide eerst samen.',
  enrichmentOutcomes: {
    ENRICHED: 'Het register heeft gegevens toegevoegd.',
    UNCHANGED: 'Het register vertelt niets nieuws.',
    UNKNOWN: 'Het register kent dit nummer niet.',
    UNAVAILABLE: 'Het register antwoordt nu niet. Probeer het later opnieuw.',
  } as Readonly<Record<string, string>>,

  contactOfNobody: 'Koppel het contact eerst aan een klant.',
  nothingToConfirm: 'Hiervan is niets bekend: vraag het en vul het in.',
  checkLabels: {
    name: 'Naam',
    'birth-date': 'Geboortedatum',
    address: 'Adres',
    telephone: 'Telefoon',
    email: 'E-mail',
  } as Readonly<Record<string, string>>,
  confirmed: (day: string, by: string) => `Bevestigd op ${day} bij ${by}`,

  representsHimself: 'Iemand kan niet voor zichzelf spreken.',
  representationUnknown: 'Deze vertegenwoordiging bestaat niet.',
  representationEnded: 'Deze vertegenwoordiging is al voorbij.',
  endsBeforeItBegins: 'De laatste dag ligt voor de eerste.',
  onlyMandate: 'Alleen een volmacht kan gecontroleerd worden.',
  nameOfSpeaker: 'Geef een klant of een naam, niet beide.',

  sourceNames: {
    rijksregister: 'Rijksregister',
    kbo: 'KBO',
    verenigingsregister: 'Verenigingsregister',
    desk: 'KCC',
    phone: 'telefoon',
    form: 'formulier',
    burger: 'de klant zelf',
    onderneming: 'de onderneming zelf',
    vereniging: 'de vereniging zelf',
  } as Readonly<Record<string, string>>,
  fieldLabels: {
    givenName: 'Voornaam',
    familyName: 'Familienaam',
    organisationName: 'Naam',
    birthDate: 'Geboortedatum',
    formOfAddress: 'Aanspreking',
    enterpriseNumber: 'Ondernemingsnummer',
    associationCode: 'VCode',
    maskedNationalNumber: 'Rijksregisternummer',
    address: 'Adres',
    telephone: 'Telefoon',
    email: 'E-mail',
  },
  provenance: (label: string, source: string, day: string) => `${label}: ${source}, ${day}`,
  address: (address: {
    street: string;
    houseNumber: string;
    box: string | null;
    postcode: string;
    municipality: string;
  }) =>
    `${address.street} ${address.houseNumber}${address.box ? ` bus ${address.box}` : ''}, ${address.postcode} ${address.municipality}`,
  salutation: (
    title: string | null,
    { givenName, familyName }: { givenName: string | null; familyName: string | null },
  ) =>
    title === 'mevrouw' || title === 'heer'
      ? `Geachte ${title} ${familyName ?? ''}`.trim()
      : ['Geachte', givenName, familyName].filter(Boolean).join(' '),
};
