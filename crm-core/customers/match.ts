import type { Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import { rootsOf } from './cluster.ts';

/** Somebody who may be the one meant; `customerId` is a customer of today. */
export interface Match {
  readonly customerId: string;
  /** From 0 to 1. */
  readonly score: number;
  /** In Dutch, for an agent. */
  readonly reasons: readonly string[];
}

const recentDays = 30;

/**
 * Who uses a number today. One customer: almost sure. Several (a household): less sure, and those first who had contact in
 * the last 30 days.
 */
export async function matchNumber(tx: Tx, number: string | null, now: Date): Promise<Match[]> {
  if (number === null) return [];
  const customers = await customersWith(tx, 'phone', number, now);
  const recent = await recentlyInTouch(tx, customers, now);
  const shared = customers.length > 1;
  const matches = customers.map((customerId) => ({
    customerId,
    score: (shared ? 0.5 : 0.9) + (recent.has(customerId) ? 0.05 : 0),
    reasons: [
      texts.matchNumber,
      ...(shared ? [texts.matchShared(customers.length)] : []),
      ...(recent.has(customerId) ? [texts.matchRecent] : []),
    ],
  }));
  return matches.sort((a, b) => b.score - a.score || (a.customerId < b.customerId ? -1 : 1));
}

/** The customers of today that can be reached at a number or an address. */
export async function customersWith(
  tx: Tx,
  kind: 'phone' | 'email',
  value: string,
  now: Date,
): Promise<string[]> {
  const today = new Date(now.toISOString().slice(0, 10));
  const points = await tx.customerContactPoint.findMany({
    where: { kind, value, OR: [{ validUntil: null }, { validUntil: { gte: today } }] },
    select: { recordId: true },
    take: 200,
  });
  const roots = await rootsOf(
    tx,
    points.map(({ recordId }) => recordId),
  );
  return [...new Set(roots.values())];
}

async function recentlyInTouch(tx: Tx, customers: readonly string[], now: Date): Promise<Set<string>> {
  if (customers.length === 0) return new Set();
  const since = new Date(now.getTime() - recentDays * 86_400_000);
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select given.id::text as id from unnest(${[...customers]}::uuid[]) as given (id)
    where exists (
      select from contact where customer_id in (select customer_cluster(given.id)) and started_at >= ${since}
    )`;
  return new Set(rows.map(({ id }) => id));
}
