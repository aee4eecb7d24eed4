import type { Tx } from '../ports.ts';

interface Counted {
  /** How often a caller was to be passed on. */
  readonly offered: number;
  /** How often somebody tapped or spoke, whatever he said. */
  readonly answered: number;
}

/** How often a group was there for those who were passed on to it in opening hours (R065). */
export interface Reachability {
  readonly groupKey: string;
  readonly today: Counted;
  readonly last30Days: Counted;
  /** The newest of these thirty days, at most nine. */
  readonly latest: Counted;
}

const nobody: Counted = { offered: 0, answered: 0 };

/** Counted from the transfers themselves; a card that nobody tapped in time counts from that moment on. */
export async function reachabilityOf(
  tx: Tx,
  groupKeys: readonly string[],
  now: Date,
): Promise<Map<string, Reachability>> {
  const rows = await tx.$queryRaw<
    { group_key: string; window: 'today' | 'last30Days' | 'latest'; offered: number; answered: number }[]
  >`
    with counted as (
      select group_key, offered_at, state in ('taken', 'not-mine', 'call-back') as answered,
        row_number() over (partition by group_key order by offered_at desc, id desc) <= 9 as latest,
        (offered_at at time zone 'Europe/Brussels')::date = (${now}::timestamptz at time zone 'Europe/Brussels')::date as today
      from transfer
      where group_key = any(${[...groupKeys]}) and in_opening_hours
        and offered_at > ${now}::timestamptz - interval '30 days'
        and (state in ('taken', 'not-mine', 'call-back', 'not-reached') or (state = 'offered' and expires_at <= ${now}))
    )
    select group_key, "window", count(*)::int as offered, (count(*) filter (where answered))::int as answered
    from counted cross join lateral (
      values ('last30Days', true), ('today', today), ('latest', latest)
    ) as part ("window", holds)
    where holds group by group_key, "window"`;
  const found = Map.groupBy(rows, (row) => row.group_key);
  return new Map(
    groupKeys.map((groupKey) => {
      const counted = { today: nobody, last30Days: nobody, latest: nobody };
      for (const { window, offered, answered } of found.get(groupKey) ?? [])
        counted[window] = { offered, answered };
      return [groupKey, { groupKey, ...counted }];
    }),
  );
}

/** The same for each of these people, today. */
export async function answeredToday(
  tx: Tx,
  groupKey: string,
  subjects: readonly string[],
  now: Date,
): Promise<Map<string, Counted>> {
  const rows = await tx.$queryRaw<(Counted & { subject: string })[]>`
    select coalesce(answered_by_subject, receiver_subject) as subject, count(*)::int as offered,
      (count(*) filter (where state in ('taken', 'not-mine', 'call-back')))::int as answered
    from transfer
    where group_key = ${groupKey} and coalesce(answered_by_subject, receiver_subject) = any(${[...subjects]})
      and (offered_at at time zone 'Europe/Brussels')::date = (${now}::timestamptz at time zone 'Europe/Brussels')::date
      and (state in ('taken', 'not-mine', 'call-back', 'not-reached') or (state = 'offered' and expires_at <= ${now}))
    group by 1`;
  return new Map(rows.map(({ subject, offered, answered }) => [subject, { offered, answered }]));
}
