/** Of customers, and of finding and joining them. */
export const customerTexts = {
  customerUnknown: 'Deze klant bestaat niet.',

  mergeSelf: 'Dit is al dezelfde klant.',
  mergeNumbers:
    'Deze twee hebben een verschillend rijksregister- of ondernemingsnummer: ze zijn niet dezelfde.',
  mergeKinds: 'Een persoon, een onderneming en een vereniging kunnen niet dezelfde klant zijn.',
  mergeUnknown: 'Deze samenvoeging bestaat niet.',
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
};
