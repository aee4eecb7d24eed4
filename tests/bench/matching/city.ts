import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testNationalNumber } from '../../../crm-core/customers/belgium/national-number.ts';
import { chance } from '../../../crm-core/matching/chance.ts';
import { mistyped, pick } from './mistakes.ts';

/** Somebody of an invented city. */
export interface Person {
  readonly number: number;
  readonly given: string;
  readonly family: string;
  /** As `1984-02-29`. */
  readonly birth: string;
  readonly national: string;
  readonly phone: string;
  readonly email: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly postcode: string;
}

/** What one source told of a person: much of it is missing, some of it is wrong. */
export interface Stored {
  readonly person: number;
  readonly given: string;
  readonly family: string;
  readonly birth: string | null;
  readonly national: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly street: string | null;
  readonly houseNumber: string;
  readonly postcode: string;
}

const list = (file: string) =>
  readFileSync(join(import.meta.dirname, 'names', file), 'utf8')
    .split('\n')
    .filter(Boolean);
const familyNames = list('family-names.txt').map(capital);
const boys = list('boys.txt').map(capital);
const girls = list('girls.txt').map(capital);

const streets = [
  'Linde',
  'Molen',
  'Kerk',
  'Veld',
  'Berken',
  'Brug',
  'Dijle',
  'Eiken',
  'Heide',
  'Kapel',
  'Kasteel',
  'Klooster',
  'Konings',
  'Meer',
  'Naamse',
  'Park',
  'Ridder',
  'Rozen',
  'School',
  'Stations',
  'Tiense',
  'Vaart',
  'Wijngaard',
  'Zand',
  'Bos',
  'Beek',
  'Abdij',
  'Acacia',
  'Sint-Jans',
  'Sint-Maartens',
  'Burgemeester Claes',
  'Pastoor Maes',
].flatMap((name) =>
  ['straat', 'laan', 'weg', 'steenweg', 'dreef', 'plein', 'pad', 'hof', 'berg', 'dal'].flatMap((kind) => [
    `${name}${kind}`,
    `Oude ${name}${kind}`,
    `Nieuwe ${name}${kind}`,
  ]),
);
const postcodes = ['3000', '3000', '3000', '3001', '3010', '3010', '3012', '3018'];

/** An invented city: who lives there, and which of them are in the stock so far. */
export interface City {
  readonly seed: number;
  readonly inside: Person[];
  readonly outside: Person[];
  /** Takes in more people until so many more customers are stored. */
  settle(count: number): Stored[];
}

/**
 * Four of five people are in the stock, three of a hundred of these twice, as two sources told of them. The same seed gives
 * the same city.
 */
export function foundCity(seed: number): City {
  const people = inhabitants(seed);
  const draw = chance(seed + 1);
  const inside: Person[] = [];
  const outside: Person[] = [];
  const settleOne = (person: Person): Stored[] => {
    if (draw() < 0.2) {
      outside.push(person);
      return [];
    }
    inside.push(person);
    return draw() < 0.03 ? [store(draw, person), store(draw, person)] : [store(draw, person)];
  };
  return {
    seed,
    inside,
    outside,
    settle(count) {
      const stored: Stored[] = [];
      while (stored.length < count) stored.push(...settleOne(people.next().value));
      return stored;
    },
  };
}

/** People by households: one address, often one name and one telephone, and now and then a father and son of the same name. */
function* inhabitants(seed: number): Generator<Person, never> {
  const draw = chance(seed);
  const born = new Map<string, number>();
  const serialOf = (birth: string) => {
    const serial = (born.get(birth) ?? 0) + 1;
    born.set(birth, serial);
    return serial;
  };
  for (let first = 0; ; ) {
    const home = household(draw, first, serialOf);
    yield* home;
    first += home.length;
  }
}

function household(draw: () => number, first: number, serialOf: (birth: string) => number): Person[] {
  const size = pick(draw, [1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5]);
  const family = common(draw, familyNames);
  const line = `+3216${digits(draw, 6)}`;
  const home = {
    street: streets[Math.floor(draw() * streets.length)] ?? '',
    houseNumber: String(1 + Math.floor(draw() ** 2 * 250)),
    postcode: pick(draw, postcodes),
  };
  const parent = 1935 + Math.floor(draw() * 65);
  const namesake = common(draw, boys);
  return Array.from({ length: size }, (_, place) => {
    const given = givenAt(draw, place, size, namesake);
    const own = place === 1 ? common(draw, familyNames) : family;
    const age = place >= 2 ? 22 + Math.floor(draw() * 18) : Math.floor(draw() * 6);
    const birth = dayIn(draw, Math.min(parent + age, 2024));
    return {
      number: first + place,
      given,
      family: own,
      birth,
      national: testNationalNumber(birth, serialOf(birth)),
      phone: draw() < 0.85 ? `+324${pick(draw, ['7', '8', '9'])}${digits(draw, 7)}` : line,
      email: mailOf(draw, given, own, birth),
      ...home,
    };
  });
}

/** Of two in a hundred fathers a son has the name. */
function givenAt(draw: () => number, place: number, size: number, namesake: string): string {
  if (size > 2 && (place === 0 || place === 2) && draw() < 0.14) return namesake;
  return common(draw, draw() < 0.5 ? boys : girls);
}

/** What the city has of a person: no national number of 45 in a hundred, no birth date of 20, no street of 8. */
function store(draw: () => number, person: Person): Stored {
  const kept = <Value>(share: number, value: Value) => (draw() < share ? value : null);
  return {
    person: person.number,
    given: mistyped(draw, 0.02, person.given),
    family: mistyped(draw, 0.02, person.family),
    birth: kept(0.8, person.birth),
    national: kept(0.55, person.national),
    phone: kept(0.8, person.phone),
    email: kept(0.7, person.email),
    street: kept(0.92, person.street),
    houseNumber: person.houseNumber,
    postcode: person.postcode,
  };
}

/** The names stand in the lists by how common they are: the first has one in a hundred people. */
function common(draw: () => number, names: readonly string[]): string {
  return names[Math.floor(names.length * draw() ** 2)] ?? '';
}

function mailOf(draw: () => number, given: string, family: string, birth: string): string {
  const [first, last] = [given, family].map((name) =>
    name
      .toLowerCase()
      .normalize('NFKD')
      .replaceAll(/[^a-z]/g, ''),
  );
  const local = pick(draw, [
    `${first}.${last}`,
    `${first}${last}`,
    `${first?.[0]}${last}`,
    `${first}.${last}${birth.slice(2, 4)}`,
    `${last}.${first}`,
  ]);
  return `${local}${draw() < 0.3 ? digits(draw, 2) : ''}@${pick(draw, ['mail.example', 'post.example', 'telenet.example', 'web.example'])}`;
}

function dayIn(draw: () => number, year: number): string {
  const at = new Date(Date.UTC(year, 0, 1 + Math.floor(draw() * 365)));
  return at.toISOString().slice(0, 10);
}

function digits(draw: () => number, count: number): string {
  return Array.from({ length: count }, () => Math.floor(draw() * 10)).join('');
}

function capital(name: string): string {
  return name.replaceAll(/(^|[ '-])(\p{L})/gu, (letters) => letters.toUpperCase());
}
