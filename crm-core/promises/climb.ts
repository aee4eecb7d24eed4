import type { Ground, Tx } from '../ports.ts';
import { texts } from '../texts.ts';
import { calendarOf } from '../working-time/calendar-of.ts';
import { ladderOf } from './ladder.ts';

const mostAtOnce = 5_000;
const mostMoments = 5_000;

interface Moment {
  readonly calendar: string;
  readonly dueAt: Date;
}

/**
 * Takes every open promise as far up the ladder as its lateness demands, in the order of their turn: a dated step for each
 * that it was not on yet, and its audit entry. Works in batches that other nodes pass by. Answers how many promises it
 * looked at.
 */
export async function climb(ground: Ground): Promise<number> {
  let looked = 0;
  for (;;) {
    const moments = await dueMoments(ground);
    if (moments.length === 0) return looked;
    const batch = await climbFrom(ground, moments);
    if (batch === 0) return looked; // another node is at it
    looked += batch;
  }
}

async function dueMoments({ prisma, ports }: Ground): Promise<Moment[]> {
  return prisma.$queryRaw<Moment[]>`
    select distinct calendar_key as calendar, due_at as "dueAt" from (
      select calendar_key, due_at from promise where state = 'open' and look_at <= ${ports.now()} order by look_at limit ${mostAtOnce}
    ) as turn limit ${mostMoments}`;
}

async function climbFrom(ground: Ground, moments: readonly Moment[]): Promise<number> {
  return ground.prisma.$transaction(
    async (tx) => takeSteps(tx, ground, moments, await laddersOf(tx, ground, moments)),
    {
      timeout: 30_000,
    },
  );
}

async function laddersOf(tx: Tx, ground: Ground, moments: readonly Moment[]) {
  const ladders: (readonly Date[])[] = [];
  for (const { calendar, dueAt } of moments)
    ladders.push(ladderOf(await calendarOf(tx, ground, calendar), dueAt));
  return ladders;
}

async function takeSteps(
  tx: Tx,
  { ports }: Ground,
  moments: readonly Moment[],
  ladders: readonly (readonly Date[])[],
): Promise<number> {
  const now = ports.now();
  const rung = (index: number) => ladders.map((ladder) => ladder[index]?.toISOString());
  const [row] = await tx.$queryRaw<{ looked: number }[]>`
    with ladder as (
      select calendar_key, due_at, array[one, two, three, four] as rungs,
        (one <= ${now})::int + (two <= ${now})::int + (three <= ${now})::int + (four <= ${now})::int as step
      from unnest(
        ${moments.map(({ calendar }) => calendar)}::text[], ${moments.map(({ dueAt }) => dueAt.toISOString())}::timestamptz[],
        ${rung(0)}::timestamptz[], ${rung(1)}::timestamptz[], ${rung(2)}::timestamptz[], ${rung(3)}::timestamptz[]
      ) as given (calendar_key, due_at, one, two, three, four)
    ), turn as (
      select promise.id, promise.due_at, promise.correlationid, promise.step as was, ladder.step, ladder.rungs
      from promise join ladder using (calendar_key, due_at)
      where state = 'open' and look_at <= ${now} order by look_at limit ${mostAtOnce} for update of promise skip locked
    ), looked as (
      update promise set step = greatest(was, turn.step), look_at = rungs[turn.step + 1] from turn where promise.id = turn.id
    ), taken as (
      insert into promise_step (promise_id, due_at, step, at)
      select id, due_at, number, ${now} from turn cross join generate_series(was + 1, step) as number
      on conflict do nothing
      returning promise_id, step
    ), audited as (
      insert into audit_entry (id, at, actor_subject, actor_name, act, subject_type, subject_id, correlationid, details)
      select uuid_at(${now}), ${now}, 'source:schakel', ${texts.bySystem}, 'promise.escalate', 'promise', promise_id::text,
        correlationid, jsonb_build_object('step', taken.step)
      from taken join turn on turn.id = promise_id
    )
    select count(*)::int as looked from turn`;
  return row?.looked ?? 0;
}
