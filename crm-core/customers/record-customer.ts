import { keepMatchKeys } from '../matching/keep-match-keys.ts';
import type { Ground, Tx } from '../ports.ts';
import { isNationalNumber } from './belgium/national-number.ts';
import { plain, soundKeys } from './names.ts';
import { blindIndex, sealNumber } from './vault.ts';

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
  /** The source's own key; the same key is recorded once. */
  readonly externalId?: string | null;
  readonly kind: 'person' | 'company' | 'association';
  readonly givenName?: string | null;
  readonly familyName?: string | null;
  readonly organisationName?: string | null;
  readonly birthDate?: string | null;
  readonly nationalNumber?: string | null;
  readonly enterpriseNumber?: string | null;
  readonly associationCode?: string | null;
  readonly telephones?: readonly string[];
  readonly emails?: readonly string[];
  readonly address?: PostalAddress | null;
}

/** Keeps what a source told as a record of its own, and answers its id, which is a new customer's. */
export async function recordCustomer(tx: Tx, ground: Ground, told: ToldCustomer): Promise<string> {
  const { ports } = ground;
  const { source, externalId = null, address } = told;
  if (externalId !== null) {
    const known = await tx.customerRecord.findUnique({
      where: { source_externalId: { source, externalId } },
    });
    if (known) return known.id;
  }
  const { id } = await tx.customerRecord.create({
    data: {
      ...namesOf(told),
      source,
      externalId,
      kind: told.kind,
      birthDate: told.birthDate ? new Date(`${told.birthDate}T00:00:00Z`) : null,
      ...sealed(ports, told.nationalNumber),
      enterpriseNumber: told.enterpriseNumber ?? null,
      associationCode: told.associationCode ?? null,
      recordedAt: ports.now(),
      contactPoints: { create: pointsOf(told) },
      ...(address && { addresses: { create: [{ ...address, box: address.box ?? null }] } }),
    },
  });
  await keepMatchKeys(tx, ground, [id]);
  return id;
}

function namesOf({ givenName = null, familyName = null, organisationName = null }: ToldCustomer) {
  const names = [givenName, familyName, organisationName].filter(Boolean).join(' ');
  return { givenName, familyName, organisationName, searchName: plain(names), soundKeys: soundKeys(names) };
}

function pointsOf({ telephones = [], emails = [] }: ToldCustomer) {
  return [
    ...telephones.map((value) => ({ kind: 'phone', value })),
    ...emails.map((value) => ({ kind: 'email', value })),
  ];
}

function sealed(ports: Ground['ports'], digits: string | null | undefined) {
  if (!digits) return {};
  if (!isNationalNumber(digits)) throw new Error('recording a customer: not a national number');
  return { nationalNumber: sealNumber(ports, digits), nationalNumberIndex: blindIndex(ports, digits) };
}
