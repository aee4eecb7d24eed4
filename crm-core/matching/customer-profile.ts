import { readNationalNumber } from '../customers/belgium/national-number.ts';
import {
  familyName,
  givenName,
  homeOf,
  type Name,
  nobody,
  organisationName,
  type Profile,
} from './profile.ts';

/** What a record says, as it is kept. */
export interface KeptRecord {
  readonly kind: string;
  readonly given: string | null;
  readonly family: string | null;
  readonly organisation: string | null;
  readonly birth: string | null;
  /** Opened, and only for the day of birth that is in it. */
  readonly number: string | null;
  /** Its keyed hash. */
  readonly index: string | null;
  readonly enterprise: string | null;
  readonly association: string | null;
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly homes: readonly { street: string; houseNumber: string; postcode: string }[];
}

/** Of one field so many values are compared; nobody has more names, and a wrong cluster must not cost more than it. */
const most = 8;

/** The profile of a customer from all that is kept of him. */
export function profileOf(records: readonly KeptRecord[]): Profile {
  const person = records[0]?.kind === 'person';
  const all = <Value>(read: (record: KeptRecord) => readonly (Value | null)[]) =>
    distinct(records.flatMap(read).filter((value) => value !== null)).slice(0, most) as Value[];
  const nameOf = person ? familyName : organisationName;
  return {
    ...nobody,
    kind: records[0]?.kind ?? 'person',
    given: all(({ given }) => [given])
      .map(givenName)
      .filter(saysSomething),
    family: all(({ family, organisation }) => [person ? family : organisation])
      .map(nameOf)
      .filter(saysSomething),
    births: all(({ birth, number }) => [
      birth ?? (number && (readNationalNumber(number).number?.birthDate ?? null)),
    ]),
    national: all(({ index }) => [index]),
    registered: all(({ enterprise, association }) => [enterprise, association]),
    phones: all(({ phones }) => phones),
    emails: all(({ emails }) => emails),
    homes: distinct(records.flatMap(({ homes }) => homes).map(homeOf)).slice(0, most),
  };
}

const saysSomething = ({ word }: Name) => word !== '';

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
