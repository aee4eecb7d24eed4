import type { AskedCustomer } from '../../../crm-core/matching/asked-profile.ts';
import type { Person } from './city.ts';
import { heard, mistyped, pick, wrongDigit } from './mistakes.ts';

type Scenario = (draw: () => number, person: Person, elsewhere: Person) => AskedCustomer;

/** The ways in which somebody turns to the city, and what is then known of him. */
export const scenarios: Readonly<Record<string, Scenario>> = {
  webform: (draw, person) => ({
    ...typedNames(draw, person),
    telephone: draw() < 0.7 ? person.phone : null,
    email: mistyped(draw, 0.03, person.email),
    ...addressOf(draw, person),
  }),
  'moved house': (draw, person, elsewhere) => ({
    ...typedNames(draw, person),
    birthDate: draw() < 0.7 ? person.birth : null,
    telephone: draw() < 0.8 ? person.phone : null,
    email: draw() < 0.8 ? person.email : null,
    ...addressOf(draw, elsewhere),
  }),
  'name and birth date': (draw, person) => ({
    ...typedNames(draw, person),
    birthDate: mistakenDay(draw, person.birth),
  }),
  'name and address': (draw, person) => ({ ...typedNames(draw, person), ...addressOf(draw, person) }),
  'national number': (draw, person) => ({
    ...typedNames(draw, person),
    nationalNumber: draw() < 0.12 ? wrongDigit(draw, person.national) : person.national,
  }),
  telephone: (draw, person) => ({
    givenName: heard(draw, person.given),
    familyName: heard(draw, person.family),
    telephone: draw() < 0.85 ? person.phone : null,
    ...(draw() < 0.6 ? { street: heard(draw, person.street), houseNumber: person.houseNumber } : {}),
    ...(draw() < 0.5 ? { birthDate: mistakenDay(draw, person.birth) } : {}),
  }),
  'e-mail': (draw, person, elsewhere) => ({
    name: pick(draw, [`${person.given} ${person.family}`, `${person.family} ${person.given}`]),
    email: draw() < 0.92 ? person.email : elsewhere.email,
    ...(draw() < 0.5 ? addressOf(draw, person) : {}),
  }),
};

function typedNames(draw: () => number, { given, family }: Person) {
  return { givenName: mistyped(draw, 0.04, given), familyName: mistyped(draw, 0.04, family) };
}

function addressOf(draw: () => number, { street, houseNumber, postcode }: Person) {
  const written = draw() < 0.2 ? street.replace(/straat$/, 'str.').replace(/^Sint-/, 'St.-') : street;
  return {
    street: mistyped(draw, 0.04, written),
    houseNumber: draw() < 0.1 ? `${houseNumber} bus 2` : houseNumber,
    postcode,
  };
}

function mistakenDay(draw: () => number, day: string): string {
  if (draw() >= 0.04) return day;
  const [year, month = '', date = ''] = day.split('-');
  return Number(date) <= 12 && draw() < 0.5
    ? `${year}-${date}-${month}`
    : `${year}-${month}-${String((Number(date) % 28) + 1).padStart(2, '0')}`;
}
