import type { Tx } from '../ports.ts';

/** How callers were passed on in a period. */
export interface TransferFigures {
  readonly warm: number;
  readonly cold: number;
  readonly unknown: number;
  readonly reached: number;
  readonly notReached: number;
  readonly coldNotAgreed: number;
  readonly withoutKnowledge: number;
  readonly notMine: number;
}

/** Counted from `since`, before `until`; of one group, or of all (R063–R065). */
export async function transferFigures(
  tx: Tx,
  { handlerGroup, since, until }: { handlerGroup?: string | null; since: Date; until: Date },
): Promise<TransferFigures> {
  const groupKey = handlerGroup ?? null;
  const [figures] = await tx.$queryRaw<TransferFigures[]>`
    select (count(*) filter (where kind = 'warm'))::int as warm, (count(*) filter (where kind = 'cold'))::int as cold,
      (count(*) filter (where kind = 'unknown'))::int as unknown,
      (count(*) filter (where state in ('taken', 'not-mine', 'call-back')))::int as reached,
      (count(*) filter (where state = 'not-reached'))::int as "notReached",
      (count(*) filter (where not agreed))::int as "coldNotAgreed",
      (count(*) filter (where knowledge_consulted = false))::int as "withoutKnowledge",
      (count(*) filter (where state = 'not-mine'))::int as "notMine"
    from transfer
    where offered_at >= ${since} and offered_at < ${until} and state not in ('withdrawn', 'failed')
      and (${groupKey}::text is null or group_key = ${groupKey})`;
  return figures as TransferFigures;
}
