import { createHmac } from 'node:crypto';
import type { Ports } from '../ports.ts';

export interface PostalAddress {
  readonly street: string;
  readonly houseNumber: string;
  readonly box?: string | null;
  readonly postcode: string;
  readonly municipality: string;
  readonly country?: string;
}

/** What one source tells of one customer. Telephones are E.164, e-mail addresses in lower case, numbers without signs. */
export interface ToldCustomer {
  readonly source: string;
  /** The source's own key; what it tells later under the same key is a version of the same record. */
  readonly externalId?: string | null;
  /** When the source said so, ISO 8601; now, where it does not say. Orders its versions. */
  readonly toldAt?: string | null;
  /** A correction says only what is mended, so that it may be without a name. */
  readonly role?: 'told' | 'correction';
  readonly kind: 'person' | 'company' | 'association';
  readonly givenName?: string | null;
  readonly familyName?: string | null;
  readonly organisationName?: string | null;
  readonly birthDate?: string | null;
  readonly formOfAddress?: 'mevrouw' | 'heer' | 'neutral' | null;
  readonly nationalNumber?: string | null;
  readonly enterpriseNumber?: string | null;
  readonly associationCode?: string | null;
  readonly telephones?: readonly string[];
  readonly emails?: readonly string[];
  readonly address?: PostalAddress | null;
  /** The days from and until which it holds, the last one included. */
  readonly validFrom?: string | null;
  readonly validUntil?: string | null;
}

/** The fields of which a record has one value, without the national number, which is sealed. */
export const singleFields = [
  'givenName',
  'familyName',
  'organisationName',
  'birthDate',
  'formOfAddress',
  'enterpriseNumber',
  'associationCode',
  'validFrom',
  'validUntil',
] as const;

export type SingleField = (typeof singleFields)[number];

/** A version as it is kept, in one order of keys, so that the same content has the same hash. */
export type Content = Readonly<Record<SingleField, string | null>> & {
  readonly kind: ToldCustomer['kind'];
  readonly points: readonly { readonly kind: 'phone' | 'email'; readonly value: string }[];
  readonly address: Required<PostalAddress> | null;
};

export function contentOf(told: ToldCustomer): Content {
  const { kind, telephones = [], emails = [], address } = told;
  const single = Object.fromEntries(singleFields.map((field) => [field, told[field] ?? null]));
  return {
    ...(single as Record<SingleField, string | null>),
    kind,
    points: [
      ...[...new Set(telephones)].map((value) => ({ kind: 'phone' as const, value })),
      ...[...new Set(emails)].map((value) => ({ kind: 'email' as const, value })),
    ],
    address: address ? wholeAddress(address) : null,
  };
}

/** The same for the same content, and of no use without the key. */
export function contentHash({ keys }: Ports, content: Content, nationalNumber: string | null) {
  const text = JSON.stringify([content, nationalNumber]);
  return Buffer.from(createHmac('sha256', keys.blindIndex).update(text).digest());
}

/** An address and nothing else, in one order of keys. */
export function wholeAddress(address: PostalAddress): Required<PostalAddress> {
  const { street, houseNumber, box = null, postcode, municipality, country = 'BE' } = address;
  return { street, houseNumber, box, postcode, municipality, country };
}
