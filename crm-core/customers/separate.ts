import type { Actor, Ports, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { texts } from '../texts.ts';
import { clusterOf } from './cluster.ts';

/** What two records of one customer may not differ in. */
interface Distinct {
  readonly kind: string;
  readonly nationalNumberIndex: Uint8Array | null;
  readonly enterpriseNumber: string | null;
  readonly associationCode: string | null;
}

/** In whose name, and in which story. */
export interface By {
  readonly actor: Actor;
  readonly correlationid: string;
}

interface Link {
  readonly id: string;
  readonly absorbedId: string;
  readonly survivorId: string;
}

/**
 * A record is about to have another number or kind. What its source says is true; so where that cannot be the customer
 * that it was merged with, the newest merge between the two is undone. The database would refuse them together. Answers a record of each customer that
 * stands on his own again.
 */
export async function separate(
  tx: Tx,
  ports: Ports,
  recordId: string,
  becomes: Distinct,
  by: By,
): Promise<readonly string[]> {
  const apart: string[] = [];
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('customer_link'))`;
  for (;;) {
    const cluster = await clusterOf(tx, recordId);
    if (cluster.length === 1) return apart;
    const others = await tx.customerRecord.findMany({ where: { id: { in: cluster, not: recordId } } });
    const other = others.find((record) => exclude(record, becomes));
    if (!other) return apart;
    const links = await tx.customerLink.findMany({
      where: { absorbedId: { in: cluster }, undoneAt: null },
      orderBy: [{ madeAt: 'desc' }, { id: 'desc' }],
    });
    const suspect = between(links, recordId, other.id);
    const wrong = links.find((link) => suspect.has(link));
    if (!wrong) throw new Error('separating two customers: nothing joins them');
    await undo(tx, ports, wrong, by);
    apart.push(wrong.survivorId, wrong.absorbedId);
  }
}

async function undo(tx: Tx, ports: Ports, { id, survivorId, absorbedId }: Link, by: By) {
  const now = ports.now();
  await tx.customerLink.update({
    where: { id },
    data: { undoneAt: now, undoneBy: by.actor.subject, undoneReason: texts.mergeProvedWrong },
  });
  const act = { act: 'customer.undo-merge', subjectType: 'customer', details: { link: id } } as const;
  const both = [survivorId, absorbedId].map((subjectId) => ({ ...act, subjectId }));
  await writeAudit(tx, now, by.actor, by, ...both);
}

/** Whether a record has another kind or number than it had; only then can it have come to be somebody else. */
export function differsFrom(one: Distinct, other: Distinct): boolean {
  return pairsOf(one, other).some(([a, b]) => a !== b);
}

/** Whether two records cannot be of one customer. */
function exclude(one: Distinct, other: Distinct): boolean {
  return pairsOf(one, other).some(([a, b]) => a !== null && b !== null && a !== b);
}

function pairsOf(one: Distinct, other: Distinct) {
  return [
    [hex(one.nationalNumberIndex), hex(other.nationalNumberIndex)],
    [one.enterpriseNumber, other.enterpriseNumber],
    [one.associationCode, other.associationCode],
    [one.kind, other.kind],
  ] as const;
}

function hex(bytes: Uint8Array | null): string | null {
  return bytes && Buffer.from(bytes).toString('hex');
}

/** The links of a tree that lie between two of its records. */
function between(links: readonly Link[], one: string, other: string): ReadonlySet<Link> {
  return wayUp(links, one).symmetricDifference(wayUp(links, other));
}

function wayUp(links: readonly Link[], from: string): Set<Link> {
  const above = new Map(links.map((link) => [link.absorbedId, link]));
  const way = new Set<Link>();
  for (let link = above.get(from); link; link = above.get(link.survivorId)) way.add(link);
  return way;
}
