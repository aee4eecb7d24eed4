import { requiredText } from '../clean-text.ts';
import { keepMatchKeys } from '../matching/keep-match-keys.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { existingCustomer } from './change-customer.ts';
import { clusterOf } from './cluster.ts';
import { nameOf } from './customer-view.ts';

export interface MergeCustomersInput {
  readonly idempotencyKey: string;
  readonly survivorId: string;
  readonly otherId: string;
  readonly reason: string;
}

/** Joins two customers by a link; the survivor's id remains. */
export function mergeCustomers(ground: Ground, asking: Asking, input: MergeCustomersInput) {
  requireRole(asking, 'agent', 'coordinator');
  return once(ground, asking, 'mergeCustomers', input, async (tx) => ({
    __typename: 'Customer',
    id: await joinCustomers(tx, ground, asking, input),
  }));
}

/** The same inside a transaction; answers whose id remains. */
export async function joinCustomers(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  input: Omit<MergeCustomersInput, 'idempotencyKey'>,
): Promise<string> {
  const identity = requireRole(asking, 'agent', 'coordinator');
  const { ports } = ground;
  const reason = requiredText('reason', input.reason);
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('customer_link'))`;
  const survivorId = await existingCustomer(tx, input.survivorId);
  const absorbedId = await existingCustomer(tx, input.otherId);
  if (survivorId === absorbedId) throw conflict(texts.mergeSelf);
  await refuseDifferent(tx, survivorId, absorbedId);
  const { id } = await tx.customerLink.create({
    data: {
      survivorId,
      absorbedId,
      reason,
      authorSubject: identity.subject,
      authorName: identity.name,
      madeAt: ports.now(),
    },
  });
  const act = { act: 'customer.merge', subjectType: 'customer', details: { link: id } } as const;
  await writeAudit(
    tx,
    ports.now(),
    actorOf(identity),
    asking,
    { ...act, subjectId: survivorId },
    { ...act, subjectId: absorbedId },
  );
  await keepMatchKeys(tx, ground, [survivorId]);
  return survivorId;
}

export interface UndoMergeInput {
  readonly idempotencyKey: string;
  readonly mergeId: string;
  readonly reason: string;
}

/** Takes a link away; answers the customer that stands on his own again. */
export function undoMerge(ground: Ground, asking: Asking, input: UndoMergeInput) {
  const identity = requireRole(asking, 'agent', 'coordinator');
  const { ports } = ground;
  return once(ground, asking, 'undoMerge', input, async (tx) => {
    const undoneReason = requiredText('reason', input.reason);
    const link = isUuid(input.mergeId)
      ? await tx.customerLink.findUnique({ where: { id: input.mergeId, kind: 'merge' } })
      : null;
    if (!link) throw notFound(texts.mergeUnknown);
    const undone = await tx.customerLink.updateMany({
      where: { id: link.id, undoneAt: null },
      data: { undoneAt: ports.now(), undoneBy: identity.subject, undoneReason },
    });
    if (undone.count === 0) throw conflict(texts.mergeUndone);
    const act = { act: 'customer.undo-merge', subjectType: 'customer', details: { link: link.id } } as const;
    await writeAudit(
      tx,
      ports.now(),
      actorOf(identity),
      asking,
      { ...act, subjectId: link.survivorId },
      { ...act, subjectId: link.absorbedId },
    );
    await keepMatchKeys(tx, ground, [link.survivorId, link.absorbedId]);
    return { __typename: 'Customer', id: link.absorbedId };
  });
}

/** The database refuses the same; this says why. */
export async function refuseDifferent(tx: Tx, ...customers: readonly string[]) {
  const members: string[] = [];
  for (const id of customers) members.push(...(await clusterOf(tx, id)));
  const records = await tx.customerRecord.findMany({ where: { id: { in: members } } });
  if (new Set(records.map(({ kind }) => kind)).size > 1) throw conflict(texts.mergeKinds);
  const numbers = (numberOf: (record: (typeof records)[number]) => string | null) =>
    new Set(records.map(numberOf).filter((number) => number !== null)).size;
  const different =
    numbers(({ nationalNumberIndex: index }) => index && Buffer.from(index).toString('hex')) > 1 ||
    numbers(({ enterpriseNumber }) => enterpriseNumber) > 1 ||
    numbers(({ associationCode }) => associationCode) > 1;
  if (different) throw conflict(texts.mergeNumbers);
}

/** The merges that made a customer, newest first. */
export async function mergesOf({ prisma }: Ground, id: string) {
  const links = await prisma.customerLink.findMany({
    where: { survivorId: { in: await clusterOf(prisma, id) }, kind: 'merge', undoneAt: null },
    include: { absorbed: true },
    orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
  });
  return links.map(({ absorbed, ...link }) => ({
    ...link,
    mergedAt: link.madeAt,
    mergedName: nameOf(absorbed),
  }));
}
