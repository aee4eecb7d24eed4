import { tieCustomer } from '../contacts/tie-customer.ts';
import { once } from '../once.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { fromEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { requireIdentifyingPurpose } from './purpose.ts';
import { type Given, type GivenAddress, read } from './read-customer.ts';
import { recordCustomer, type ToldCustomer } from './record-customer.ts';

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
  readonly address?: GivenAddress | null;
  /** Asks for a purpose that calls for it; sealed at once. */
  readonly nationalNumber?: Given;
  readonly enterpriseNumber?: Given;
  readonly associationCode?: Given;
}

/** Records what somebody said of himself as a new customer, and ties him to a draft where one is named. */
export function createCustomer(ground: Ground, asking: Asking, input: CreateCustomerInput) {
  const identity = requireRole(asking, 'agent');
  const { ports } = ground;
  if (input.nationalNumber) requireIdentifyingPurpose(asking);
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
  const email = read.email('email', input.email);
  return {
    source: 'desk',
    kind,
    ...namesOf(input, now),
    ...numbersOf(input, now),
    telephones: read.telephones('telephone', input.telephone),
    emails: email ? [email] : [],
    address: input.address ? read.address('address', input.address) : null,
  };
}

function namesOf(input: CreateCustomerInput, now: Date): Partial<ToldCustomer> {
  if (input.kind !== 'PERSON')
    return { organisationName: read.nameNeeded('organisationName', input.organisationName) };
  return {
    givenName: read.name('givenName', input.givenName),
    familyName: read.nameNeeded('familyName', input.familyName),
    birthDate: read.birthDate('birthDate', input.birthDate, now),
  };
}

/** Which kind of customer has which number. */
const numberOf = {
  nationalNumber: 'PERSON',
  enterpriseNumber: 'COMPANY',
  associationCode: 'ASSOCIATION',
} as const;

function numbersOf(input: CreateCustomerInput, now: Date): Partial<ToldCustomer> {
  const numbers = {
    nationalNumber: read.nationalNumber('nationalNumber', input.nationalNumber, now),
    enterpriseNumber: read.enterpriseNumber('enterpriseNumber', input.enterpriseNumber),
    associationCode: read.associationCode('associationCode', input.associationCode),
  };
  for (const field of Object.keys(numbers) as (keyof typeof numbers)[])
    if (numbers[field] !== null && input.kind !== numberOf[field])
      throw invalid(field, texts.numberOfOtherKind);
  return numbers;
}
