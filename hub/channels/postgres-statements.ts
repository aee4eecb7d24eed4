/** PostgreSQL's own name for the bell that `publish` rings; its payload is the name of the channel. */
export const bellName = 'channel_item';

/**
 * What a consumer asks of its session. Its statements are planned once, perhaps while the table is empty, and must not
 * read the whole of it when it is full: each finds its rows one by one, by a whole key of an index, then works on them by
 * their place (ctid), and the planner is left no other way. And nobody waits for the disk: what a crash of the server
 * takes back is an acknowledgement, and the item comes again.
 */
export const consumerSession = `
  set plan_cache_mode = force_generic_plan;
  set enable_seqscan = off; set enable_bitmapscan = off; set enable_sort = off;
  set enable_hashjoin = off; set enable_mergejoin = off;
  set synchronous_commit = off`;

/** The place of the taken item of a key, if it is still in the hand-over that was given. */
const oursOf = `
  select item.ctid as place from channel_item item
  where item.channel = $1::text and item.key = given.key and item.state = 'taken'
    and item.sequence = given.sequence and item.attempt = given.attempt
  limit 1`;

/** $1 channel, $2 ids, $3 keys, $4 due. Rings at the commit of the caller's transaction, if anything was new. */
export const publishItems = `
  with item as (
    select id, key, coalesce(due_at, now()) as due_at, place
    from unnest($2::text[], $3::text[], $4::timestamptz[]) with ordinality as given (id, key, due_at, place)
  ), added as (
    insert into channel_item (channel, id, key, due_at, look_at)
    select $1::text, id, key, due_at, due_at from item order by place
    on conflict (channel, id) do nothing
    returning 1
  )
  select pg_notify('${bellName}', $1::text)::text where exists (select from added)`;

/**
 * $1 channel, $2 how many to look at, $3 how many to take, $4 lease in ms. Looks at what is due, takes what is the
 * oldest of its key, and puts off what stands behind another until {@link wakeHeads} fetches it back (or for five minutes,
 * should that ever fail). What it puts off it does under a share lock on the item in front: whoever settles that one
 * comes either before us, and we leave the item due, or after us, and wakes it.
 */
export const claimItems = `
  with due as materialized (
    select ctid as place, channel, id, key, sequence, look_at from channel_item
    where channel = $1::text and look_at <= now()
    order by look_at, sequence limit $2::int
    for update skip locked
  ), judged as materialized (
    select due.*, coalesce(
      (select other.sequence from channel_item other
       where other.channel = due.channel and other.key = due.key and other.state = 'taken' and other.sequence <> due.sequence),
      (select older.sequence from channel_item older
       where older.channel = due.channel and older.key = due.key and older.state <> 'dead'
         and older.sequence < due.sequence
       order by older.sequence limit 1)
    ) as front
    from due
  ), behind as materialized (
    select judged.place from judged
    cross join lateral (
      select 1 from channel_item front
      where front.channel = judged.channel and front.key = judged.key and front.sequence = judged.front
        and (front.state = 'taken' or (front.state <> 'dead' and front.sequence < judged.sequence))
      limit 1 for share skip locked
    ) locked
  ), put_off as (
    update channel_item item set look_at = now() + interval '5 minutes'
    from behind where item.ctid = behind.place
  ), taken as (
    update channel_item item
    set state = 'taken', attempt = item.attempt + 1, look_at = now() + make_interval(secs => $4::float8 / 1000)
    from (select place from judged where front is null order by look_at, sequence limit $3::int) head
    where item.ctid = head.place
    returning item.id, item.key, item.sequence, item.attempt, item.due_at
  )
  select taken.*, (select count(*)::int from due) as seen
  from (select 1) as always left join taken on true
  order by taken.sequence`;

/**
 * $1 channel, then one column each of what was settled: keys, sequences, attempts, kinds, delays in ms, reasons. Only what
 * is still ours (the same sequence and attempt) is touched.
 */
export const settleItems = `
  with settled as materialized (
    select ours.place, given.*
    from unnest($2::text[], $3::bigint[], $4::int[], $5::text[], $6::float8[], $7::text[])
      as given (key, sequence, attempt, kind, delay_ms, reason)
    cross join lateral (${oursOf}) ours
  ), acked as (
    delete from channel_item item using settled where item.ctid = settled.place and settled.kind = 'ack'
  ), kept as (
    update channel_item item set
      state = case settled.kind when 'dead' then 'dead' else 'waiting' end,
      due_at = case settled.kind when 'dead' then item.due_at else now() + make_interval(secs => delay_ms / 1000) end,
      look_at = case settled.kind when 'dead' then null else now() + make_interval(secs => delay_ms / 1000) end,
      reason = settled.reason,
      died_at = case settled.kind when 'dead' then now() end
    from settled where item.ctid = settled.place and settled.kind <> 'ack'
    returning 1
  )
  select pg_notify('${bellName}', $1::text) where exists (select from kept)`;

/** $1 channel: someone else may take what is there. */
export const ringBell = `select pg_notify('${bellName}', $1::text)`;

/** $1 channel, $2 keys of which an item was settled: the next of each becomes due at its own time again. */
export const wakeHeads = `
  with head as materialized (
    select next.* from unnest($2::text[]) as settled (key)
    cross join lateral (
      select ctid as place, state, look_at, due_at from channel_item item
      where item.channel = $1::text and item.key = settled.key and item.state <> 'dead'
      order by item.sequence limit 1
    ) next
  )
  update channel_item item set look_at = item.due_at from head
  where item.ctid = head.place and head.state = 'waiting' and head.look_at > head.due_at`;

/** $1 channel, $2 keys, $3 sequences, $4 attempts, $5 lease in ms; gives back what is still ours. */
export const renewLeases = `
  with held as materialized (
    select ours.place from unnest($2::text[], $3::bigint[], $4::int[]) as given (key, sequence, attempt)
    cross join lateral (${oursOf}) ours
  )
  update channel_item item set look_at = now() + make_interval(secs => $5::float8 / 1000) from held
  where item.ctid = held.place
  returning item.sequence`;

/** $1 channel: milliseconds until the next look. */
export const nextLook = `
  select extract(epoch from look_at - clock_timestamp())::float8 * 1000 as ms from channel_item
  where channel = $1::text and look_at is not null
  order by look_at, sequence limit 1`;

/** $1 channel, $2 ids; they keep the order among themselves. */
export const replayDead = `
  with next as (
    select id, nextval(pg_get_serial_sequence('channel_item', 'sequence')) as sequence
    from (
      select id from channel_item
      where channel = $1::text and id = any($2::text[]) and state = 'dead'
      order by sequence for update
    ) old
  ), replayed as (
    update channel_item item
    set state = 'waiting', attempt = 0, due_at = now(), look_at = now(), reason = null, died_at = null,
      sequence = next.sequence
    from next where item.channel = $1::text and item.id = next.id and item.state = 'dead'
    returning 1
  )
  select count(*)::int as count, pg_notify('${bellName}', $1::text)::text from replayed`;

/** $1 channel, $2 ids. */
export const discardDead = `
  with gone as (
    delete from channel_item where channel = $1::text and id = any($2::text[]) and state = 'dead' returning 1
  )
  select count(*)::int as count from gone`;

/** $1 channel, $2 limit. */
export const listDead = `
  select id, key, reason, died_at from channel_item
  where channel = $1::text and state = 'dead' order by died_at, sequence limit $2::int`;

/** $1 channel. */
export const measureDepth = `
  select
    count(*) filter (where state = 'waiting' and due_at <= now())::int as waiting,
    count(*) filter (where state = 'waiting' and due_at > now())::int as delayed,
    count(*) filter (where state = 'taken')::int as taken,
    count(*) filter (where state = 'dead')::int as dead
  from channel_item where channel = $1::text`;
