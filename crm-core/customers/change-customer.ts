import { keepMatchKeys } from '../matching/keep-match-keys.ts';
import { isUuid } from '../page.ts';
import type { Ground, Tx } from '../ports.ts';
import type { View } from '../privacy/who.ts';
import { notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { clusterOf, ownRecords, rootsOf } from './cluster.ts';

/** The customer of today that an id stands for, or `NotFound`. */
export async function existingCustomer(tx: Tx, id: string): Promise<string> {
  const record = isUuid(id)
    ? await tx.customerRecord.findUnique({ where: { id }, select: { id: true } })
    : null;
  if (!record) throw notFound(texts.customerUnknown);
  return (await rootsOf(tx, [record.id])).get(record.id) ?? record.id;
}

/** The same, where the one who asks may mend something of him: an agent of all, a citizen of himself. */
export async function mendableCustomer(tx: Tx, ground: Ground, view: View, id: string): Promise<string> {
  const root = await existingCustomer(tx, id);
  if (view.kind === 'all') return root;
  const reader = { prisma: tx, ports: ground.ports };
  const own = new Set(view.kind === 'own' ? await ownRecords(reader, view.identity) : []);
  const cluster = await clusterOf(tx, root);
  if (!cluster.every((record) => own.has(record))) throw notFound(texts.customerUnknown);
  return root;
}

/** Joins what was mended, or what a register told, to the customer whom it is about. */
export async function joinRecord(
  tx: Tx,
  ground: Ground,
  link: {
    readonly kind: 'correction' | 'enrichment';
    readonly survivorId: string;
    readonly absorbedId: string;
    readonly reason: string;
    readonly author: { readonly subject: string; readonly name: string };
  },
) {
  const { author, ...data } = link;
  await tx.customerLink.create({
    data: { ...data, authorSubject: author.subject, authorName: author.name, madeAt: ground.ports.now() },
  });
  await keepMatchKeys(tx, ground, [link.survivorId]);
}
