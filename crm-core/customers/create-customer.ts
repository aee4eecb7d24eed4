import { cleanText, optionalText, requiredText } from '../clean-text.ts';
import { tieCustomer } from '../contacts/tie-customer.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { digitsOf, isAssociationCode, isEnterpriseNumber } from './identifiers.ts';
import { e164 } from './phone.ts';
import { type PostalAddress, recordCustomer, type ToldCustomer } from './record-customer.ts';

type Given = string | null | undefined;

export interface CreateCustomerInput {
  readonly idempotencyKey: string;
  readonly contactId?: Given;
  readonly kind: 'PERSON' | 'COMPANY' | 'ASSOCIATION';
  readonly givenName?: Given;
  readonly familyName?: Given;
  readonly organisationName?: Given;
  readonly birthDate?: Given;
  readonly telephone?: Given;
  readonly email?: Given;
  readonly address?: (Omit<PostalAddress, 'country'> & { readonly country: string }) | null;
  readonly enterpriseNumber?: Given;
  readonly associationCode?: Given;
}

/** Records what somebody said of himself as a new customer, and ties him to a draft where one is named. */
export function createCustomer(ground: Ground, asking: Asking, input: CreateCustomerInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  return once(ground, asking, 'createCustomer', input, async (tx) => {
    const told = toldBy(input, ports.now());
    const id = await recordCustomer(tx, ground, told);
    const act = { act: 'customer.create', subjectType: 'customer', subjectId: id } as const;
    await writeAudit(tx, ports.now(), actorOf(identity), asking, { ...act, details: { kind: told.kind } });
    if (input.contactId) await tieCustomer(tx, ground, asking, input.contactId, id);
    return { __typename: 'Customer', id };
  });
}

function toldBy(input: CreateCustomerInput, now: Date): ToldCustomer {
  const kind = fromEnum(input.kind) as ToldCustomer['kind'];
  const person = kind === 'person';
  const { telephone, email } = input;
  return {
    source: 'desk',
    kind,
    ...(person
      ? {
          givenName: optionalText('givenName', input.givenName),
          familyName: requiredText('familyName', input.familyName),
          birthDate: day('birthDate', input.birthDate, now),
        }
      : { organisationName: requiredText('organisationName', input.organisationName) }),
    enterpriseNumber: numberFor(
      kind === 'company',
      'enterpriseNumber',
      digitsOf(input.enterpriseNumber ?? ''),
      isEnterpriseNumber,
    ),
    associationCode: numberFor(
      kind === 'association',
      'associationCode',
      (input.associationCode ?? '').trim().toUpperCase(),
      isAssociationCode,
    ),
    telephones: telephone
      ? [valid('telephone', e164(cleanText('telephone', telephone)), texts.telephone)]
      : [],
    emails: email ? [valid('email', mailAddress(cleanText('email', email)), texts.email)] : [],
    address: input.address ? addressOf(input.address) : null,
  };
}

function numberFor(
  fits: boolean,
  field: 'enterpriseNumber' | 'associationCode',
  number: string,
  isValid: (number: string) => boolean,
) {
  if (number === '') return null;
  if (!fits) throw invalid(field, texts.numberOfOtherKind);
  if (!isValid(number)) throw invalid(field, texts[field]);
  return number;
}

function valid(field: string, value: string | null, message: string): string {
  if (value === null) throw invalid(field, message);
  return value;
}

function mailAddress(text: string): string | null {
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(text) ? text.toLowerCase() : null;
}

function day(field: string, text: Given, now: Date): string | null {
  if (!text) return null;
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  const exists = at && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
  if (!exists || at > now || at.getUTCFullYear() < 1850) throw invalid(field, texts.day);
  return text;
}

function addressOf(address: NonNullable<CreateCustomerInput['address']>): PostalAddress {
  const country = address.country.toUpperCase();
  if (!/^[A-Z]{2}$/.test(country)) throw invalid('address.country', texts.country);
  return {
    street: requiredText('address.street', address.street),
    houseNumber: requiredText('address.houseNumber', address.houseNumber),
    box: optionalText('address.box', address.box),
    postcode: requiredText('address.postcode', address.postcode),
    municipality: requiredText('address.municipality', address.municipality),
    country,
  };
}
