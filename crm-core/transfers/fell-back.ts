import type { Tx } from '../ports.ts';

/** Call id → ids of the transfers by which this call, or another of the same caller in the quarter of an hour before it, was not taken; newest first. */
export async function fellBack(
  tx: Tx,
  callIds: readonly string[],
  now: Date,
): Promise<Map<string, readonly string[]>> {
  const rows = await tx.$queryRaw<{ call_id: string; id: string }[]>`
    select this.id::text as call_id, transfer.id::text as id
    from call this
    join transfer on transfer.offered_at > this.started_at - interval '15 minutes'
      and (this.ended_at is null or transfer.offered_at <= this.ended_at)
    join call that on that.id = transfer.call_id
    where this.id = any(${[...callIds]}::uuid[]) and (that.id = this.id or that.number = this.number)
      and (transfer.state in ('not-reached', 'not-mine', 'failed')
        or (transfer.state = 'offered' and transfer.expires_at <= ${now}))
    order by transfer.offered_at desc, transfer.id desc`;
  const found = Map.groupBy(rows, ({ call_id }) => call_id);
  return new Map([...found].map(([callId, those]) => [callId, those.map(({ id }) => id)]));
}
