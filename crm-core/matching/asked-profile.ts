import { readAssociationCode } from '../customers/belgium/association-code.ts';
import { digitsOf } from '../customers/belgium/digits.ts';
import { readEnterpriseNumber } from '../customers/belgium/enterprise-number.ts';
import { isNationalNumber, readNationalNumber } from '../customers/belgium/national-number.ts';
import { readTelephones } from '../customers/belgium/telephone.ts';
import { blindIndex } from '../customers/vault.ts';
import type { Ports } from '../ports.ts';
import { meantBy } from './meant-by.ts';
import {
  homeOf,
  type Name,
  nobody,
  familyName as ofFamily,
  givenName as ofGiven,
  organisationName,
  type Profile,
} from './profile.ts';

type Typed = string | null | undefined;

/** What is known so far of whoever turns to us, as it is typed: any of it may be missing, half typed or wrong. */
export interface AskedCustomer {
  /** First and family name in whatever order. */
  readonly name?: Typed;
  readonly givenName?: Typed;
  readonly familyName?: Typed;
  readonly organisationName?: Typed;
  readonly birthDate?: Typed;
  readonly nationalNumber?: Typed;
  readonly enterpriseNumber?: Typed;
  readonly associationCode?: Typed;
  readonly telephone?: Typed;
  readonly email?: Typed;
  readonly street?: Typed;
  readonly houseNumber?: Typed;
  readonly postcode?: Typed;
}

/** Its comparable form. What cannot be read, because somebody is still typing it, is left out and refuses nothing. */
export function askedProfile(ports: Ports, asked: AskedCustomer): Profile {
  const digits = digitsOf((asked.nationalNumber ?? '').slice(0, 50));
  const national = isNationalNumber(digits) ? [digits] : meantBy(digits);
  const indexes = national.map((number) => blindIndex(ports, number).toString('hex').slice(0, 32));
  const exact = national[0] === digits;
  return {
    ...nobody,
    ...namesOf(asked),
    births: birthsOf(asked.birthDate, national),
    national: exact ? indexes : [],
    ...(!exact && indexes.length > 0 && { nearNational: indexes }),
    registered: [
      ...optional(readEnterpriseNumber(asked.enterpriseNumber ?? '').number?.digits),
      ...optional(readAssociationCode(asked.associationCode ?? '')),
    ],
    phones: readTelephones(asked.telephone ?? '').numbers.slice(0, 3),
    emails: some((asked.email ?? '').trim().toLowerCase(), (email) =>
      /^[^\s@]{1,100}@[^\s@]{1,100}$/.test(email),
    ),
    homes: homesOf(asked),
  };
}

function namesOf({ name, givenName, familyName, organisationName: organisation }: AskedCustomer) {
  if (organisation?.trim()) return { kind: 'organisation', family: [organisationName(organisation)] };
  const words = (name ?? '').trim().slice(0, 200).split(/\s+/).filter(Boolean);
  const ways =
    words.length < 2
      ? []
      : [
          [words[0], words.slice(1).join(' ')],
          [words.at(-1), words.slice(0, -1).join(' ')],
        ];
  const names = (typed: readonly Typed[], nameOf: (text: string) => Name) =>
    typed.map((text) => nameOf(text ?? '')).filter(({ word }) => word !== '');
  return {
    given: names([givenName, ...ways.map(([given]) => given)], ofGiven),
    family: names([familyName, ...ways.map(([, family]) => family)], ofFamily),
  };
}

function birthsOf(typed: Typed, national: readonly string[]): string[] {
  const day = typed?.trim() ?? '';
  if (/^\d{4}-\d\d-\d\d$/.test(day)) return [day];
  return [...new Set(national.flatMap((digits) => optional(readNationalNumber(digits).number?.birthDate)))];
}

function homesOf({ street, houseNumber, postcode }: AskedCustomer) {
  if (!(street?.trim() || postcode?.trim())) return [];
  return [
    homeOf({ street: street ?? '', houseNumber: houseNumber?.slice(0, 50) ?? '', postcode: postcode ?? '' }),
  ];
}

function some(text: string, isValid: (text: string) => boolean): string[] {
  return isValid(text) ? [text] : [];
}

function optional(value: string | null | undefined): string[] {
  return value ? [value] : [];
}
