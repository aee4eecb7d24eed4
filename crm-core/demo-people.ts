import { testNationalNumber } from './customers/belgium/national-number.ts';

/** Invented people of the bundled world. No number can be anybody's: the month in a national number is 60 too high. */
export interface Household {
  /** The line that all of them use. */
  readonly telephone: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
  readonly municipality: string;
  readonly members: readonly {
    readonly givenName: string;
    readonly familyName: string;
    readonly nationalNumber: string;
    /** A line of one's own. */
    readonly telephone?: string;
    readonly email?: string;
  }[];
}

/** Given name, family name, birth as yymmdd (after 2000 with a +), and whether there is a mobile number and an e-mail address. */
type Person = readonly [given: string, family: string, birth: string, own?: 'own'];
type Home = readonly [street: string, houseNumber: string, place: string, ...members: Person[]];

const homes: readonly Home[] = [
  [
    'Tiensestraat',
    '112',
    '3000 Leuven',
    ['Jan', 'Peeters', '84651200313', 'own'],
    ['Sofie', 'Aerts', '860304'],
    ['Lotte', 'Peeters', '+120917'],
  ],
  [
    'Diestsestraat',
    '48',
    '3000 Leuven',
    ['Fatima', 'El Amrani', '91630802451', 'own'],
    ['Youssef', 'El Amrani', '890621', 'own'],
  ],
  [
    'Naamsestraat',
    '203',
    '3000 Leuven',
    ['Lies', 'Maes', '78670211787', 'own'],
    ['Bart', 'Verlinden', '770115'],
  ],
  ['Kapeldreef', '9', '3001 Heverlee', ['Piet', 'Lemmens', '68661105253', 'own']],
  ['Brusselsestraat', '77', '3000 Leuven', ['Marie', 'Janssens', '420518'], ['Gaston', 'Janssens', '400203']],
  [
    'Parkstraat',
    '31',
    '3000 Leuven',
    ['Thomas', 'Vermeulen', '950712', 'own'],
    ['Emma', 'Pauwels', '960830', 'own'],
  ],
  [
    'Geldenaaksebaan',
    '315',
    '3001 Heverlee',
    ['Hilde', 'Claes', '630927', 'own'],
    ['Dirk', 'Michiels', '610411', 'own'],
  ],
  [
    'Eenmeilaan',
    '22',
    '3010 Kessel-Lo',
    ['Noor', 'Hendrickx', '880226', 'own'],
    ['Stijn', 'De Smet', '870805', 'own'],
    ['Kobe', 'De Smet', '+150319'],
  ],
  [
    'Diestsesteenweg',
    '140',
    '3010 Kessel-Lo',
    ['Ahmed', 'Benali', '730914', 'own'],
    ['Samira', 'Benali', '760602', 'own'],
  ],
  ['Aarschotsesteenweg', '56', '3012 Wilsele', ['Rita', 'Goossens', '550130'], ['Luc', 'Goossens', '521218']],
  ['Mechelsestraat', '19', '3000 Leuven', ['Joris', 'Van den Broeck', '990405', 'own']],
  [
    'Bondgenotenlaan',
    '88',
    '3000 Leuven',
    ['Zoë', 'Coppens', '+010123', 'own'],
    ['Elise', 'Smets', '+001109', 'own'],
  ],
  [
    'Ridderstraat',
    '5',
    '3000 Leuven',
    ['Viktor', "D'Hondt", '810716', 'own'],
    ['An', 'Dhont', '830822', 'own'],
  ],
  [
    'Tervuursevest',
    '61',
    '3001 Heverlee',
    ['Klaas', 'Wouters', '700528', 'own'],
    ['Ilse', 'Segers', '720310'],
  ],
  [
    'Vaartkom',
    '14',
    '3000 Leuven',
    ['Mehmet', 'Yıldız', '850909', 'own'],
    ['Ayşe', 'Yıldız', '870117', 'own'],
  ],
  ['Wijnpersstraat', '3', '3000 Leuven', ['Godelieve', 'Cools', '381002'], ['Roza', 'Cools', '411120']],
  [
    'Jozef Pierrestraat',
    '27',
    '3010 Kessel-Lo',
    ['Wim', 'Heylen', '790813', 'own'],
    ['Katrien', 'Thys', '801225', 'own'],
  ],
];

export const households: readonly Household[] = homes.map(
  ([street, houseNumber, place, ...members], index) => {
    const [postcode = '', ...municipality] = place.split(' ');
    return {
      telephone: `+3216${880000 + index * 37}`,
      street,
      houseNumber,
      postcode,
      municipality: municipality.join(' '),
      members: members.map(([givenName, familyName, birth, own], place) => ({
        givenName,
        familyName,
        nationalNumber:
          birth.length === 11 ? birth : testNationalNumber(birthDateOf(birth), index * 10 + place + 1),
        ...(own && {
          telephone: `+3247000${String(index * 10 + place + 1).padStart(4, '0')}`,
          email: mail(givenName, familyName),
        }),
      })),
    };
  },
);

export const organisations = [
  {
    kind: 'company',
    source: 'kbo',
    organisationName: 'Bakkerij De Gouden Aar',
    number: '0199999944',
    telephone: '+3216889001',
    street: 'Mechelsestraat',
    houseNumber: '52',
  },
  {
    kind: 'company',
    source: 'kbo',
    organisationName: 'Fietsatelier Spaak',
    number: '0199999845',
    telephone: '+3216889002',
    street: 'Vital Decosterstraat',
    houseNumber: '18',
  },
  {
    kind: 'company',
    source: 'kbo',
    organisationName: 'Brasserie Het Sas',
    number: '0199999746',
    telephone: '+3216889003',
    street: 'Vaartkom',
    houseNumber: '30',
  },
  {
    kind: 'association',
    source: 'verenigingsregister',
    organisationName: 'Buurtwerking De Brug',
    number: 'V0009012',
    telephone: '+3216889004',
    street: 'Ridderstraat',
    houseNumber: '11',
  },
  {
    kind: 'association',
    source: 'verenigingsregister',
    organisationName: 'Toneelkring De Klaproos',
    number: 'V0009013',
    telephone: '+3216889005',
    street: 'Kapeldreef',
    houseNumber: '2',
  },
  {
    kind: 'association',
    source: 'verenigingsregister',
    organisationName: 'Zwemclub De Dijlevissen',
    number: 'V0009014',
    telephone: '+3216889006',
    street: 'Stadionlaan',
    houseNumber: '4',
  },
] as const;

/** `860304` and, of this century, `+120917`. */
function birthDateOf(birth: string): string {
  const [year, month, day] = birth.replace('+', '').match(/../g) ?? [];
  return `${birth.startsWith('+') ? 20 : 19}${year}-${month}-${day}`;
}

function mail(given: string, family: string): string {
  const words = `${given}.${family}`
    .normalize('NFKD')
    .replaceAll('ı', 'i')
    .replaceAll(/[^A-Za-z.]/g, '');
  return `${words.toLowerCase()}@voorbeeld.example`;
}
