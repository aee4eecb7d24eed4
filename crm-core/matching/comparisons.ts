import { damerau, jaroWinkler } from './likeness.ts';
import type { Comparison } from './model.ts';
import { type Home, type Name, nobody, type Profile } from './profile.ts';

export type Field = 'family' | 'given' | 'births' | 'national' | 'registered' | 'phones' | 'emails' | 'homes';

type Values = Exclude<keyof Profile, 'kind'>;

/** The best level of any two values; -1 where one of the two has none. */
function best<Value>(
  ones: readonly Value[],
  others: readonly Value[],
  level: (one: Value, other: Value) => number,
) {
  let least = -1;
  for (const one of ones)
    for (const other of others) {
      const found = level(one, other);
      if (found === 0) return 0;
      if (least < 0 || found < least) least = found;
    }
  return least;
}

function comparison<Field extends Exclude<Values, 'nearNational'>>(
  name: Field,
  levels: number,
  level: (one: Profile[Field][number], other: Profile[Field][number]) => number,
  termOf: (value: Profile[Field][number]) => string = String,
): Comparison<Profile> {
  type Value = Profile[Field][number];
  return {
    name,
    levels,
    compare: (one, other) => best<Value>(one[name], other[name], level),
    term(one, other) {
      const same = (one[name] as readonly Value[]).find((value) =>
        (other[name] as readonly Value[]).some((there) => level(value, there) === 0),
      );
      return same === undefined ? undefined : termOf(same);
    },
  };
}

function nameLevel(one: Name, other: Name): number {
  if (one.word === other.word) return 0;
  if (one.sound === other.sound) return 1;
  const likeness = jaroWinkler(one.word, other.word);
  if (likeness >= 0.93) return 1;
  return likeness >= 0.85 ? 2 : 4;
}

/** A double name of which only one half is given, or an organisation that is called by the beginning of its name. */
function partLevel({ word: one }: Name, { word: other }: Name): number {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length >= 4 && (long.startsWith(short) || long.endsWith(short)) ? 3 : 4;
}

/** A name that is cut short: Jo, or a letter, for Johan. */
function givenLevel(one: Name, other: Name): number {
  const level = nameLevel(one, other);
  if (level < 4) return level;
  const [short, long] = one.word.length < other.word.length ? [one.word, other.word] : [other.word, one.word];
  return long.startsWith(short) ? 3 : 4;
}

function birthLevel(one: string, other: string): number {
  if (one === other) return 0;
  if (damerau(one, other, 1) === 1) return 1;
  const [year, month, day] = one.split('-');
  if (other === `${year}-${day}-${month}`) return 1;
  return other.startsWith(year ?? '') ? 2 : 3;
}

function emailLevel(one: string, other: string): number {
  if (one === other) return 0;
  if (damerau(one, other, 2) <= 2) return 1;
  return one.split('@')[0] === other.split('@')[0] ? 1 : 2;
}

function homeLevel(one: Home, other: Home): number {
  const street = streetLevel(one.street, other.street);
  if (street === 2) return one.postcode !== '' && one.postcode === other.postcode ? 3 : 4;
  return one.number !== '' && one.number === other.number ? street : 2;
}

function streetLevel(one: string, other: string): 0 | 1 | 2 {
  if (one === '' || other === '') return 2;
  if (one === other) return 0;
  return jaroWinkler(one, other) >= 0.92 ? 1 : 2;
}

function nationalLevel(one: Profile, other: Profile): number {
  const near = [...(one.nearNational ?? []), ...(other.nearNational ?? [])];
  if (near.length === 0) return best(one.national, other.national, (a, b) => (a === b ? 0 : 2));
  const known = [...one.national, ...other.national];
  if (known.length === 0) return -1;
  return known.some((number) => near.includes(number)) ? 1 : -1;
}

/** How two customers are compared, field by field. */
export const comparisons: readonly Comparison<Profile>[] = [
  comparison(
    'family',
    5,
    (one, other) => Math.min(nameLevel(one, other), partLevel(one, other)),
    ({ word }) => word,
  ),
  comparison('given', 5, givenLevel, ({ word }) => word),
  comparison('births', 4, birthLevel),
  { name: 'national', levels: 3, compare: nationalLevel },
  comparison('registered', 2, (one, other) => (one === other ? 0 : 1)),
  comparison('phones', 2, (one, other) => (one === other ? 0 : 1)),
  comparison('emails', 3, emailLevel),
  comparison('homes', 5, homeLevel, ({ street, number }) => `${street} ${number}`),
];

/** Fields in which people who live together agree. */
export const householdFields: readonly string[] = ['family', 'phones', 'homes'] satisfies Field[];

/** What is believed of two records of the same one before anything is learnt. */
export const beliefs: Readonly<Record<Field, readonly number[]>> = {
  family: [0.88, 0.07, 0.02, 0.015, 0.015],
  given: [0.85, 0.06, 0.02, 0.04, 0.03],
  births: [0.94, 0.04, 0.005, 0.015],
  national: [0.9, 0.09, 0.01],
  registered: [0.99, 0.01],
  phones: [0.7, 0.3],
  emails: [0.72, 0.08, 0.2],
  homes: [0.72, 0.06, 0.03, 0.08, 0.11],
};

/** The same of two records of different ones; replaced by the first training. */
const strangers: Readonly<Record<Field, readonly number[]>> = {
  family: [0.001, 0.003, 0.006, 0.002, 0.988],
  given: [0.004, 0.01, 0.02, 0.006, 0.96],
  births: [0.00004, 0.0006, 0.015, 0.98436],
  national: [0.00001, 0.00001, 0.99998],
  registered: [0.00001, 0.99999],
  phones: [0.00002, 0.99998],
  emails: [0.00001, 0.00002, 0.99997],
  homes: [0.00005, 0.00002, 0.003, 0.15, 0.84693],
};

/** Holds until the stock has been learnt from. */
export const untrained = Object.fromEntries(
  Object.entries(beliefs).map(([field, m]) => [field, { m, u: strangers[field as Field] }]),
);

/** A profile without what says nothing: `without` answers whether a value is one that many people give. */
export function withoutStopValues(
  profile: Profile,
  stops: (field: Field, value: string) => boolean,
): Profile {
  const names = (field: 'family' | 'given') => profile[field].filter(({ word }) => !stops(field, word));
  const kept = (field: 'births' | 'phones') => profile[field].filter((value) => !stops(field, value));
  return {
    ...nobody,
    ...profile,
    family: names('family'),
    given: names('given'),
    births: kept('births'),
    phones: kept('phones'),
    emails: profile.emails.filter(
      (email) => !stops('emails', email) && !stops('emails', `${email.split('@')[0]}@`),
    ),
    homes: profile.homes.filter(
      ({ street, number }) => !stops('homes', `${street} ${number}`) && !stops('homes', street),
    ),
  };
}
