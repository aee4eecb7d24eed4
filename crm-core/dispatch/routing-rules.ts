import type { Ground, Tx } from '../ports.ts';
import { type Rule, ruleList } from './rule.ts';

export interface RoutingRules {
  readonly revision: number;
  readonly rules: readonly Rule[];
}

/** Revision → its rules; one map for each database. A revision never changes. */
const known = new WeakMap<object, Map<number, readonly Rule[]>>();
const mostKept = 8;

/** The rules of a revision; read from the database once by each process. */
export async function rulesOf(tx: Tx, { prisma }: Ground, revision: number): Promise<RoutingRules> {
  const revisions = known.get(prisma) ?? new Map<number, readonly Rule[]>();
  known.set(prisma, revisions);
  let rules = revisions.get(revision);
  if (!rules) {
    const row = await tx.routingRevision.findUniqueOrThrow({ where: { number: revision } });
    rules = ruleList.parse(row.rules);
    revisions.set(revision, rules);
    for (const old of [...revisions.keys()].sort((a, b) => b - a).slice(mostKept)) revisions.delete(old);
  }
  return { revision, rules };
}

export async function currentRules(tx: Tx, ground: Ground): Promise<RoutingRules> {
  const { _max } = await tx.routingRevision.aggregate({ _max: { number: true } });
  return rulesOf(tx, ground, _max.number ?? 1);
}
