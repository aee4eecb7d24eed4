import type { Tx } from '../ports.ts';

/** Three rings of the Belgian ringing tone, four seconds each. */
const threeRingsSeconds = 12;

/** How long a call took, in seconds; null for what it has not come to. */
export interface CallTimes {
  readonly answeredAfterSeconds: number | null;
  readonly answeredInTime: boolean | null;
  readonly talkSeconds: number | null;
  readonly heldSeconds: number | null;
  /** From the answer until its contact was registered, or its end where it was not. */
  readonly handlingSeconds: number | null;
}

/** The times of calls, from their happenings (R061). */
export async function callTimes(tx: Tx, callIds: readonly string[]): Promise<Map<string, CallTimes>> {
  const rows = await tx.$queryRaw<(CallTimes & { id: string })[]>`
    with spoken as (
      select call_id, happening, extract(epoch from coalesce(
        lead(occurred_at) over (partition by call_id order by occurred_at, id), occurred_at) - occurred_at) as seconds
      from call_happening where call_id = any(${[...callIds]}::uuid[])
    ), summed as (
      select call_id,
        sum(seconds) filter (where happening in ('answered', 'retrieved')) as talk,
        coalesce(sum(seconds) filter (where happening = 'held'), 0) as held
      from spoken group by call_id
    )
    select call.id::text,
      extract(epoch from answered_at - call.started_at)::float8 as "answeredAfterSeconds",
      extract(epoch from answered_at - call.started_at) <= ${threeRingsSeconds} as "answeredInTime",
      case when call.ended_at is not null then talk::float8 end as "talkSeconds",
      case when call.ended_at is not null and answered_at is not null then held::float8 end as "heldSeconds",
      case when call.ended_at is not null then extract(epoch from
        greatest(call.ended_at, case when contact.state = 'registered' then contact.registered_at end) - answered_at
      )::float8 end as "handlingSeconds"
    from call left join summed on summed.call_id = call.id left join contact on contact.call_id = call.id
    where call.id = any(${[...callIds]}::uuid[])`;
  return new Map(rows.map(({ id, ...times }) => [id, times]));
}

export interface CallFigures {
  readonly offered: number;
  readonly answered: number;
  readonly answeredInTime: number;
  readonly averageTalkSeconds: number | null;
  readonly averageHandlingSeconds: number | null;
}

/** The same over all calls of customers that began in a period: from `since`, before `until`. */
export async function callFigures(tx: Tx, since: Date, until: Date): Promise<CallFigures> {
  const [figures] = await tx.$queryRaw<CallFigures[]>`
    with counted as (
      select id, started_at, answered_at, ended_at from call
      where direction = 'inbound' and started_at >= ${since} and started_at < ${until}
    ), spoken as (
      select call_id, happening, extract(epoch from coalesce(
        lead(occurred_at) over (partition by call_id order by occurred_at, happening.id), occurred_at) - occurred_at) as seconds
      from call_happening happening join counted on counted.id = call_id
    ), talked as (
      select call_id, sum(seconds) filter (where happening in ('answered', 'retrieved')) as talk
      from spoken group by call_id
    )
    select count(*)::int as offered, count(answered_at)::int as answered,
      (count(*) filter (where extract(epoch from answered_at - counted.started_at) <= ${threeRingsSeconds}))::int
        as "answeredInTime",
      (avg(talk) filter (where counted.ended_at is not null))::float8 as "averageTalkSeconds",
      (avg(extract(epoch from greatest(counted.ended_at,
        case when contact.state = 'registered' then contact.registered_at end) - answered_at))
        filter (where counted.ended_at is not null))::float8 as "averageHandlingSeconds"
    from counted left join talked on talked.call_id = counted.id left join contact on contact.call_id = counted.id`;
  return figures as CallFigures;
}
