import type { Prisma } from '../prisma/client/client.ts';

export type CustomerRow = Prisma.CustomerRecordGetPayload<{
  include: { contactPoints: true; addresses: true };
}>;

/** Authentic sources come before what somebody said of himself; of equals, what was told last. */
const authentic = ['rijksregister', 'kbo', 'verenigingsregister'];

/** One customer from all that its sources told: for every field the best source that has it. */
export function customerView(id: string, rows: readonly CustomerRow[], today: Date) {
  const holds = ({ validUntil }: { validUntil: Date | null }) =>
    validUntil === null || validUntil >= startOfDay(today);
  const best = rows.toSorted(
    (a, b) =>
      Number(holds(b)) - Number(holds(a)) ||
      rankOf(a) - rankOf(b) ||
      b.recordedAt.getTime() - a.recordedAt.getTime(),
  );
  const provenance: { field: string; source: string; recordedAt: Date }[] = [];
  const pick = <Field extends keyof CustomerRow>(field: Field): CustomerRow[Field] | null => {
    const row = best.find((candidate) => candidate[field] !== null);
    if (!row) return null;
    provenance.push({ field, source: row.source, recordedAt: row.recordedAt });
    return row[field];
  };
  const points = best.flatMap((row) => pointsOf(row, holds));
  const address = best.flatMap((row) => addressesOf(row, holds)).at(0) ?? null;
  const named = best[0];
  const view = {
    id,
    kind: named?.kind ?? 'person',
    displayName: named ? nameOf(named) : '',
    givenName: pick('givenName'),
    familyName: pick('familyName'),
    organisationName: pick('organisationName'),
    birthDate: pick('birthDate'),
    enterpriseNumber: pick('enterpriseNumber'),
    associationCode: pick('associationCode'),
    sealedNumber: pick('nationalNumber'),
    contactPoints: [...new Map(points.toReversed().map((point) => [point.value, point])).values()].reverse(),
    address,
    records: best.map((row) => ({
      ...row,
      displayName: nameOf(row),
      contactPoints: pointsOf(row, () => true),
      addresses: addressesOf(row, () => true),
    })),
  };
  return { ...view, provenance: provenance.map(asShown) };
}

export type CustomerView = ReturnType<typeof customerView>;

function asShown<Entry extends { field: string }>(entry: Entry): Entry {
  return entry.field === 'nationalNumber' ? { ...entry, field: 'maskedNationalNumber' } : entry;
}

function rankOf({ source }: CustomerRow): number {
  const rank = authentic.indexOf(source);
  return rank === -1 ? authentic.length : rank;
}

function nameOf({ givenName, familyName, organisationName }: CustomerRow): string {
  return organisationName ?? [givenName, familyName].filter(Boolean).join(' ');
}

type Holds = (thing: { validUntil: Date | null }) => boolean;

function pointsOf({ contactPoints, source }: CustomerRow, holds: Holds) {
  return contactPoints.filter(holds).map(({ kind, value }) => ({ kind, value, source }));
}

function addressesOf({ addresses, source }: CustomerRow, holds: Holds) {
  const newestFirst = addresses.toSorted(
    (a, b) => Number(holds(b)) - Number(holds(a)) || (a.id < b.id ? 1 : -1),
  );
  return newestFirst.filter(holds).map((address) => ({ ...address, source }));
}

function startOfDay(instant: Date): Date {
  return new Date(instant.toISOString().slice(0, 10));
}
