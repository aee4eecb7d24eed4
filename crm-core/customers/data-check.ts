import { createHmac } from 'node:crypto';
import { batched } from '../batch.ts';
import type { Asking, Ground, Ports } from '../ports.ts';
import type { CustomerConfirmation } from '../prisma/client/client.ts';
import { asEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import { dutchDayInBrussels } from '../working-time/dutch-day-in-brussels.ts';
import { addressForm, addressKey } from './belgium/address.ts';
import { clusterOf } from './cluster.ts';
import type { CustomerView } from './customer-view.ts';
import { plain } from './names.ts';

/** ASSUMPTION: what a customer confirmed a year ago is asked again. */
const confirmedForMs = 365 * 86_400_000;

const ofOrganisation = ['name', 'address', 'telephone', 'email'];

/** What is gone through with a customer, by kind of customer. */
const checked: Readonly<Record<string, readonly string[]>> = {
  person: ['name', 'birth-date', 'address', 'telephone', 'email'],
  company: ofOrganisation,
  association: ofOrganisation,
};

/** For every field that is gone through: whether it must be asked, only confirmed, or neither (R044). */
export async function dataCheck(ground: Ground, asking: Asking, customer: CustomerView) {
  const { ports } = ground;
  const confirmations = await confirmationsOf(ground, asking, customer.id);
  const oldest = ports.now().getTime() - confirmedForMs;
  return (checked[customer.kind] ?? []).map((field) => {
    const value = shownOf(customer, field);
    const hash = shownHash(ports, value);
    const last = confirmations.find(
      (confirmation) => confirmation.field === field && hash.equals(confirmation.valueHash),
    );
    return {
      field: asEnum(field),
      label: texts.checkLabels[field] ?? field,
      state: stateOf(value, last, oldest),
      ...(last && confirmed(last)),
    };
  });
}

function stateOf(value: string, last: CustomerConfirmation | undefined, oldest: number): string {
  if (value === '') return 'MISSING';
  return last && last.confirmedAt.getTime() >= oldest ? 'CONFIRMED' : 'TO_CONFIRM';
}

function confirmed({ confirmedAt, authorName, contactId }: CustomerConfirmation) {
  return {
    confirmedAt,
    confirmedBy: authorName,
    contact: { __typename: 'Contact', id: contactId },
    line: texts.confirmed(dutchDayInBrussels(confirmedAt), authorName),
  };
}

/** Newest first. */
async function confirmationsOf({ prisma }: Ground, asking: Asking, customerId: string) {
  const load = async (ids: string[]) => {
    const clusters = await Promise.all(ids.map(async (id) => [id, await clusterOf(prisma, id)] as const));
    const rows = await prisma.customerConfirmation.findMany({
      where: { customerId: { in: clusters.flatMap(([, records]) => records) } },
      orderBy: [{ confirmedAt: 'desc' }, { id: 'desc' }],
      distinct: ['customerId', 'field', 'valueHash'],
    });
    return new Map(
      clusters.map(([id, records]) => [id, rows.filter((row) => records.includes(row.customerId))]),
    );
  };
  return (await batched(asking, 'confirmations', customerId, load)) ?? [];
}

const shown: Readonly<Record<string, (customer: CustomerView) => string>> = {
  name: ({ displayName }) => plain(displayName) || displayName,
  'birth-date': ({ birthDate }) => birthDate?.toISOString().slice(0, 10) ?? '',
  address: ({ address }) => (address ? addressKey(addressForm(address)) : ''),
  telephone: (customer) => pointsOf(customer, 'phone'),
  email: (customer) => pointsOf(customer, 'email'),
};

/** What is shown of a field, as it is compared; empty where nothing is known. */
export function shownOf(customer: CustomerView, field: string): string {
  return shown[field]?.(customer) ?? '';
}

/** A value that was confirmed is known again, and not kept. */
export function shownHash({ keys }: Ports, value: string) {
  return Buffer.from(createHmac('sha256', keys.blindIndex).update(value).digest());
}

function pointsOf({ contactPoints }: CustomerView, kind: string): string {
  const values = contactPoints.filter((point) => point.kind === kind).map(({ value }) => value);
  return values.sort().join(' ');
}
