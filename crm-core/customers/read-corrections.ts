import { cleanText } from '../clean-text.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { e164 } from './belgium/telephone.ts';
import { type Given, type GivenAddress, read } from './read-customer.ts';
import type { Content, PostalAddress, SingleField } from './told-customer.ts';

export interface CorrectCustomerInput {
  readonly idempotencyKey: string;
  readonly customerId: string;
  readonly givenName?: Given;
  readonly familyName?: Given;
  readonly organisationName?: Given;
  readonly birthDate?: Given;
  readonly formOfAddress?: 'MEVROUW' | 'HEER' | 'NEUTRAL' | null;
  readonly telephone?: Given;
  readonly email?: Given;
  readonly address?: GivenAddress | null;
  readonly noLongerUsed?: readonly string[] | null;
}

export interface Corrections {
  readonly single: Readonly<Partial<Record<SingleField, string | null>>>;
  readonly points: Content['points'];
  readonly address: PostalAddress | null;
  readonly noLongerUsed: readonly string[];
  /** The names of the fields that were given. */
  readonly fields: readonly string[];
}

const most = 50;

/** What somebody mends, read field by field; at least one. */
export function readCorrections(input: CorrectCustomerInput, now: Date): Corrections {
  const { idempotencyKey: _, customerId, ...given } = input;
  const fields = Object.entries(given)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([field]) => field);
  if (fields.length === 0) throw invalid('customerId', texts.nothingToCorrect);
  const email = read.email('email', input.email);
  return {
    single: {
      givenName: read.name('givenName', input.givenName),
      familyName: read.name('familyName', input.familyName),
      organisationName: read.name('organisationName', input.organisationName),
      birthDate: read.birthDate('birthDate', input.birthDate, now),
      formOfAddress: input.formOfAddress ? fromEnum(input.formOfAddress) : null,
    },
    points: [
      ...read.telephones('telephone', input.telephone).map((value) => ({ kind: 'phone' as const, value })),
      ...(email ? [{ kind: 'email' as const, value: email }] : []),
    ],
    address: input.address ? read.address('address', input.address) : null,
    noLongerUsed: readEnded(input.noLongerUsed ?? []),
    fields,
  };
}

/** Numbers and e-mail addresses however they are written. */
function readEnded(given: readonly string[]): string[] {
  if (given.length > most) throw invalid('noLongerUsed', texts.limit(most));
  return given.map((written, index) => {
    const text = cleanText(`noLongerUsed.${index}`, written);
    return e164(text) ?? text.toLowerCase();
  });
}
