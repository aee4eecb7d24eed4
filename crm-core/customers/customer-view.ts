import type { Prisma } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';
import { addressForm, addressKey } from './belgium/address.ts';
import { plain } from './names.ts';
import { provenanceLine, rankOf } from './sources.ts';

export type CustomerRow = Prisma.CustomerRecordGetPayload<{
  include: { contactPoints: true; addresses: true };
}>;

/** The fields of a customer that have one value, and the column that each is kept in. */
const shown = {
  givenName: 'givenName',
  familyName: 'familyName',
  organisationName: 'organisationName',
  birthDate: 'birthDate',
  formOfAddress: 'formOfAddress',
  enterpriseNumber: 'enterpriseNumber',
  associationCode: 'associationCode',
  maskedNationalNumber: 'nationalNumber',
} as const satisfies Record<string, keyof CustomerRow>;

type Shown = keyof typeof shown;
type Holds = (thing: { validUntil: Date | null }) => boolean;

/** One customer from all that its sources told: for every field the best source that has it. */
export function customerView(id: string, rows: readonly CustomerRow[], today: Date) {
  const holds: Holds = ({ validUntil }) => validUntil === null || validUntil >= startOfDay(today);
  const best = rows.toSorted(
    (a, b) =>
      Number(holds(b)) - Number(holds(a)) ||
      rankOf(a.source) - rankOf(b.source) ||
      toldAt(b).getTime() - toldAt(a).getTime(),
  );
  const from = (field: Shown) => bestFirst(best, field, holds);
  const pick = <Field extends Shown>(field: Field) => from(field)[0]?.[shown[field]] ?? null;
  const points = best.flatMap(pointsOf);
  const addresses = best.flatMap((row) => addressesOf(row, holds));
  const address = addresses.find(holds) ?? null;
  const names = {
    givenName: pick('givenName'),
    familyName: pick('familyName'),
    organisationName: pick('organisationName'),
  };
  const current = unique(points.filter(holds));
  return {
    id,
    kind: best[0]?.kind ?? 'person',
    displayName: nameOf(names),
    ...names,
    salutation: texts.salutation(pick('formOfAddress'), names),
    formOfAddress: pick('formOfAddress'),
    birthDate: pick('birthDate'),
    enterpriseNumber: pick('enterpriseNumber'),
    associationCode: pick('associationCode'),
    sealedNumber: pick('maskedNationalNumber'),
    contactPoints: current,
    formerContactPoints: unique(points).filter(
      ({ value }) => !current.some((point) => point.value === value),
    ),
    address,
    formerAddresses: addresses.filter((former) => !holds(former)),
    records: best.map((row) => ({
      ...row,
      displayName: nameOf(row),
      contactPoints: pointsOf(row),
      addresses: addressesOf(row, holds),
    })),
    provenance: [
      ...(Object.keys(shown) as Shown[]).flatMap((field) => originOf(field, from(field), holds)),
      ...(address ? [originOfAddress(address, addresses.filter(holds))] : []),
    ],
  };
}

export type CustomerView = ReturnType<typeof customerView>;

/** The rows that have a field, the best first; of equals, what was said last of this very field. */
function bestFirst(rows: readonly CustomerRow[], field: Shown, holds: Holds): CustomerRow[] {
  return rows
    .filter((row) => row[shown[field]] !== null)
    .toSorted(
      (a, b) =>
        Number(holds(b)) - Number(holds(a)) ||
        rankOf(a.source) - rankOf(b.source) ||
        sinceOf(b, field).getTime() - sinceOf(a, field).getTime(),
    );
}

interface Origin {
  readonly field: string;
  readonly source: string;
  readonly recordedAt: Date;
  readonly line: string;
  readonly others: readonly { source: string; value: string; line: string }[];
}

function originOf(field: Shown, [row, ...rest]: readonly CustomerRow[], holds: Holds): Origin[] {
  if (!row) return [];
  const since = sinceOf(row, field);
  const label = texts.fieldLabels[field];
  const value = textOf(row, field);
  const others = rest
    .filter((other) => field !== 'maskedNationalNumber' && holds(other))
    .filter((other) => plain(textOf(other, field)) !== plain(value))
    .map((other) => ({
      source: other.source,
      value: textOf(other, field),
      line: provenanceLine(label, other.source, sinceOf(other, field)),
    }));
  return [
    { field, source: row.source, recordedAt: since, line: provenanceLine(label, row.source, since), others },
  ];
}

type ShownAddress = ReturnType<typeof addressesOf>[number];

function originOfAddress(address: ShownAddress, all: readonly ShownAddress[]): Origin {
  const { source, since: recordedAt, line } = address;
  const key = addressKey(addressForm(address));
  const others = all
    .filter((other) => addressKey(addressForm(other)) !== key)
    .map((other) => ({ source: other.source, value: texts.address(other), line: other.line }));
  return { field: 'address', source, recordedAt, line, others };
}

function textOf(row: CustomerRow, field: Shown): string {
  const value = row[shown[field]];
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? '');
}

/** Since when its source says what it says now of one field. */
function sinceOf(row: CustomerRow, field: Shown): Date {
  const since = (row.since as Readonly<Record<string, string>>)[shown[field]];
  return since ? new Date(since) : row.recordedAt;
}

function toldAt({ toldAt, recordedAt }: CustomerRow): Date {
  return toldAt ?? recordedAt;
}

interface Names {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly organisationName: string | null;
}

export function nameOf({ givenName, familyName, organisationName }: Names): string {
  return organisationName ?? [givenName, familyName].filter(Boolean).join(' ');
}

function pointsOf({ contactPoints, source, recordedAt }: CustomerRow) {
  return contactPoints.map(({ kind, value, validUntil, toldAt }) => {
    const since = toldAt ?? recordedAt;
    const label = kind === 'phone' ? texts.fieldLabels.telephone : texts.fieldLabels.email;
    return { kind, value, source, since, validUntil, line: provenanceLine(label, source, since) };
  });
}

function unique<Point extends { kind: string; value: string }>(points: readonly Point[]): Point[] {
  const first = new Map(points.toReversed().map((point) => [`${point.kind} ${point.value}`, point]));
  return [...first.values()].reverse();
}

function addressesOf({ addresses, source, recordedAt }: CustomerRow, holds: Holds) {
  return addresses
    .toSorted((a, b) => Number(holds(b)) - Number(holds(a)) || (a.id < b.id ? 1 : -1))
    .map((address) => {
      const since = address.toldAt ?? recordedAt;
      return { ...address, source, since, line: provenanceLine(texts.fieldLabels.address, source, since) };
    });
}

function startOfDay(instant: Date): Date {
  return new Date(instant.toISOString().slice(0, 10));
}
