import { keepMatchKeys } from '../matching/keep-match-keys.ts';
import type { Ground, Ports, Tx } from '../ports.ts';
import type { Prisma } from '../prisma/client/client.ts';
import { texts } from '../texts.ts';
import { isNationalNumber, readNationalNumber } from './belgium/national-number.ts';
import { plain, soundKeys } from './names.ts';
import { keyOf, type RecordState, recordState } from './record-state.ts';
import { type By, differsFrom, separate } from './separate.ts';
import { type Content, contentHash, contentOf, type ToldCustomer, wholeAddress } from './told-customer.ts';
import { blindIndex, sealNumber } from './vault.ts';

export type { PostalAddress, ToldCustomer } from './told-customer.ts';

export interface Recorded {
  /** Of the record; of a new one also of a new customer. */
  readonly id: string;
  /** `older`: something newer was known already. `same`: exactly this was known already, and nothing changed. */
  readonly outcome: 'new' | 'newer' | 'older' | 'same';
}

/** Keeps what a source told as a record of its own, and answers its id. */
export async function recordCustomer(tx: Tx, ground: Ground, told: ToldCustomer): Promise<string> {
  return (await recordVersion(tx, ground, told)).id;
}

/**
 * Keeps a version of what a source tells under one key. Versions may come in any order and more than once: the record
 * is what follows from all of them. Where a number that becomes known proves that an earlier merge was wrong, that merge
 * is undone.
 */
export async function recordVersion(
  tx: Tx,
  ground: Ground,
  told: ToldCustomer,
  by: By = { actor: { subject: `source:${told.source}`, name: texts.bySystem }, correlationid: told.source },
): Promise<Recorded> {
  const { ports } = ground;
  const now = ports.now();
  const { source } = told;
  const content = contentOf(told);
  const number = told.nationalNumber ?? null;
  const version = {
    toldAt: told.toldAt ? new Date(told.toldAt) : now,
    content,
    contentHash: contentHash(ports, content, number),
    ...sealed(ports, number),
    authorSubject: by.actor.subject,
    authorName: by.actor.name,
    receivedAt: now,
  };
  const externalId = told.externalId ? externalIdOf(ports, told.externalId) : null;
  const known = externalId === null ? null : await lockRecord(tx, source, externalId);
  if (!known) {
    const { id } = await tx.customerRecord.create({
      data: {
        source,
        externalId,
        role: told.role ?? 'told',
        recordedAt: now,
        ...columnsOf(recordState([version]), sealed(ports, number)),
        contactPoints: { create: content.points.map((point) => ({ ...point, toldAt: version.toldAt })) },
        addresses: { create: content.address ? [{ ...content.address, toldAt: version.toldAt }] : [] },
        versions: { create: version },
      },
      select: { id: true },
    });
    await keepMatchKeys(tx, ground, [id]);
    return { id, outcome: 'new' };
  }
  const { count } = await tx.customerRecordVersion.createMany({
    data: { ...version, recordId: known.id },
    skipDuplicates: true,
  });
  if (count === 0) return { id: known.id, outcome: 'same' };
  const newest = await bringUpToDate(tx, ground, known.id, by);
  return { id: known.id, outcome: newest.equals(version.contentHash) ? 'newer' : 'older' };
}

/** A national number as key would stand in the open: its keyed hash takes its place. */
function externalIdOf(ports: Ports, key: string): string {
  const { number } = readNationalNumber(key);
  return number ? `insz:${blindIndex(ports, number.digits).toString('hex')}` : key;
}

async function lockRecord(tx: Tx, source: string, externalId: string) {
  const lock = `customer record ${source} ${externalId}`;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`;
  return tx.customerRecord.findUnique({
    where: { source_externalId: { source, externalId } },
    select: { id: true },
  });
}

/** The record as all its versions have it; answers the hash of the newest. */
async function bringUpToDate(tx: Tx, ground: Ground, recordId: string, by: By): Promise<Buffer> {
  const kept = await tx.customerRecordVersion.findMany({ where: { recordId }, orderBy: { toldAt: 'asc' } });
  const rows = kept.toSorted(
    (a, b) => a.toldAt.getTime() - b.toldAt.getTime() || Buffer.compare(a.contentHash, b.contentHash),
  );
  const [first, ...others] = rows.map(({ toldAt, content }) => ({
    toldAt,
    content: content as unknown as Content,
  }));
  const newest = rows.at(-1);
  if (!(first && newest)) throw new Error('bringing a record up to date: it has no version');
  const state = recordState([first, ...others]);
  const { nationalNumber, nationalNumberIndex } = newest;
  const becomes = { ...state.newest.content, nationalNumberIndex };
  const is = await tx.customerRecord.findUniqueOrThrow({ where: { id: recordId } });
  const another = differsFrom(is, becomes);
  const apart = another ? await separate(tx, ground.ports, recordId, becomes, by) : [];
  const { kind, enterpriseNumber, associationCode, ...columns } = columnsOf(state, {});
  await tx.customerRecord.update({ where: { id: recordId }, data: columns });
  if (another)
    await tx.customerRecord.update({
      where: { id: recordId },
      data: { kind, enterpriseNumber, associationCode, nationalNumber, nationalNumberIndex },
    });
  await keepPoints(tx, recordId, state.points);
  await keepAddresses(tx, recordId, state.addresses);
  await keepMatchKeys(tx, ground, [recordId, ...apart]);
  return Buffer.from(newest.contentHash);
}

async function keepPoints(tx: Tx, recordId: string, points: RecordState['points']) {
  for (const { kind, value, ...times } of points)
    await tx.customerContactPoint.upsert({
      where: { recordId_kind_value: { recordId, kind, value } },
      create: { recordId, kind, value, ...times },
      update: times,
    });
  await tx.$executeRaw`
    update customer_contact_point set valid_until = (ended_at at time zone 'UTC')::date - 1
    where record_id = ${recordId}::uuid and ended_at is not null
      and coalesce(valid_until >= (ended_at at time zone 'UTC')::date, true)`;
}

async function keepAddresses(tx: Tx, recordId: string, addresses: RecordState['addresses']) {
  const kept = await tx.customerAddress.findMany({ where: { recordId } });
  const ids = new Map(kept.map((row) => [keyOf(wholeAddress(row)), row.id]));
  for (const { toldAt, validUntil, ...address } of addresses) {
    const id = ids.get(keyOf(address));
    if (id) await tx.customerAddress.update({ where: { id }, data: { toldAt, validUntil } });
    else await tx.customerAddress.create({ data: { ...address, recordId, toldAt, validUntil } });
  }
}

type Sealed = Pick<Prisma.CustomerRecordUncheckedCreateInput, 'nationalNumber' | 'nationalNumberIndex'>;

function columnsOf({ newest: { toldAt, content }, since }: RecordState, number: Sealed) {
  const { points: _, address: __, birthDate, validFrom, validUntil, ...fields } = content;
  const names = [fields.givenName, fields.familyName, fields.organisationName].filter(Boolean).join(' ');
  return {
    ...fields,
    ...number,
    birthDate: dayOf(birthDate),
    validFrom: dayOf(validFrom),
    validUntil: dayOf(validUntil),
    searchName: plain(names),
    soundKeys: soundKeys(names),
    toldAt,
    since,
  };
}

function dayOf(day: string | null): Date | null {
  return day === null ? null : new Date(`${day}T00:00:00Z`);
}

function sealed(ports: Ports, digits: string | null) {
  if (digits === null) return { nationalNumber: null, nationalNumberIndex: null };
  if (!isNationalNumber(digits)) throw new Error('recording a customer: not a national number');
  return { nationalNumber: sealNumber(ports, digits), nationalNumberIndex: blindIndex(ports, digits) };
}
