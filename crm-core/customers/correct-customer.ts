import { CoreError } from '../core-error.ts';
import { keepMatchKeys } from '../matching/keep-match-keys.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireIdentity, viewOf } from '../privacy/who.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { joinRecord, mendableCustomer } from './change-customer.ts';
import { clusterOf } from './cluster.ts';
import { type CorrectCustomerInput, type Corrections, readCorrections } from './read-corrections.ts';
import { recordVersion } from './record-customer.ts';
import { dayBefore } from './record-state.ts';
import { type Content, singleFields, type ToldCustomer } from './told-customer.ts';

/** What comes from the registers and the desk, and is not for a customer to mend by himself. */
const byStaff = ['givenName', 'familyName', 'organisationName', 'birthDate'] as const;

const selfSources = { citizen: 'burger', entrepreneur: 'onderneming', association: 'vereniging' } as const;

/**
 * Keeps what an agent or the customer himself mended as a record of its own beside what the sources told: one for each
 * of both, with its versions. What is no longer used ends, and remains as history.
 */
export function correctCustomer(ground: Ground, asking: Asking, input: CorrectCustomerInput) {
  const view = viewOf(asking);
  const identity = requireIdentity(asking);
  if (view.kind === 'groups' || (view.kind === 'own' && byStaff.some((field) => input[field])))
    throw new CoreError(texts.notAllowed, 'FORBIDDEN');
  const { ports } = ground;
  return once(ground, asking, 'correctCustomer', input, async (tx) => {
    const root = await mendableCustomer(tx, ground, view, input.customerId);
    const corrections = readCorrections(input, ports.now());
    const recordId = await keepCorrections(tx, ground, asking, identity, root, corrections);
    await beginAgain(tx, recordId, corrections);
    await endPoints(tx, ground, identity, root, corrections.noLongerUsed);
    await keepMatchKeys(tx, ground, [root]);
    await writeAudit(tx, ports.now(), actorOf(identity), asking, {
      act: 'customer.correct',
      subjectType: 'customer',
      subjectId: root,
      details: { fields: corrections.fields },
    });
    return { __typename: 'Customer', id: root };
  });
}

async function keepCorrections(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  identity: Identity,
  root: string,
  corrections: Corrections,
): Promise<string> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('customer_link'))`;
  const { kind } = await tx.customerRecord.findUniqueOrThrow({ where: { id: root }, select: { kind: true } });
  const source =
    identity.kind in selfSources ? selfSources[identity.kind as keyof typeof selfSources] : 'desk';
  const externalId = `correction:${root}`;
  const last = await tx.customerRecordVersion.findFirst({
    where: { record: { source, externalId } },
    orderBy: { toldAt: 'desc' },
  });
  const now = ground.ports.now().getTime();
  const told: ToldCustomer = {
    ...corrected((last?.content as unknown as Content | undefined) ?? null, corrections),
    kind: kind as ToldCustomer['kind'],
    role: 'correction',
    source,
    externalId,
    toldAt: new Date(Math.max(now, (last?.toldAt.getTime() ?? 0) + 1)).toISOString(),
  };
  const actor = actorOf(identity);
  const { id, outcome } = await recordVersion(tx, ground, told, {
    actor,
    correlationid: asking.correlationid,
  });
  if (outcome === 'new')
    await joinRecord(tx, ground, {
      kind: 'correction',
      survivorId: root,
      absorbedId: id,
      reason: texts.correction,
      author: actor,
    });
  return id;
}

/** What was mended before, with what is mended now. */
function corrected(before: Content | null, { single, points, address, noLongerUsed }: Corrections) {
  const kept = before?.points.filter(({ value }) => !noLongerUsed.includes(value)) ?? [];
  const all = [...kept, ...points];
  const valuesOf = (kind: string) => all.filter((point) => point.kind === kind).map(({ value }) => value);
  const singles = singleFields.map((field) => [field, single[field] ?? before?.[field] ?? null]);
  return {
    ...Object.fromEntries(singles),
    telephones: valuesOf('phone'),
    emails: valuesOf('email'),
    address: address ?? before?.address ?? null,
  };
}

/** What was said to be no longer used, and is given again, holds again. */
async function beginAgain(tx: Tx, recordId: string, { points }: Corrections) {
  await tx.customerContactPoint.updateMany({
    where: { recordId, value: { in: points.map(({ value }) => value) }, endedAt: { not: null } },
    data: { endedAt: null, endedBy: null, validUntil: null },
  });
}

async function endPoints(
  tx: Tx,
  { ports }: Ground,
  { name }: Identity,
  root: string,
  values: readonly string[],
) {
  if (values.length === 0) return;
  const where = { recordId: { in: await clusterOf(tx, root) }, value: { in: [...values] }, validUntil: null };
  const now = ports.now();
  const known = await tx.customerContactPoint.findMany({ where, select: { value: true } });
  const knownValues = new Set(known.map(({ value }) => value));
  const unknown = values.findIndex((value) => !knownValues.has(value));
  if (unknown !== -1) throw invalid(`noLongerUsed.${unknown}`, texts.contactPointUnknown);
  await tx.customerContactPoint.updateMany({
    where,
    data: { validUntil: dayBefore(now), endedAt: now, endedBy: name },
  });
}
