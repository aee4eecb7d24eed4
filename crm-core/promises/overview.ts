import { limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { fromEnum } from '../scalars.ts';
import { askedFor } from './asked-for.ts';

export interface Period {
  readonly from: string;
  readonly until: string;
  readonly kind?: string | null;
}

export interface KeptRow {
  readonly handlerGroupKey: string;
  readonly due: number;
  readonly kept: number;
  readonly keptLate: number;
  readonly cancelled: number;
  readonly openLate: number;
  readonly open: number;
}

/**
 * How the promises that were made in a period ended, a row for each department. The rate is what was kept in time of all
 * that was to be kept by now: kept, kept late, and open past its due moment; what was cancelled counts for neither.
 */
export async function keptByGroup({ prisma, ports }: Ground, asking: Asking, period: Period, first: number) {
  requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
  const { from, until, kind } = period;
  return prisma.$queryRaw<KeptRow[]>`
    select handler_group_key as "handlerGroupKey",
      count(*) filter (where state in ('kept', 'kept-late') or (state = 'open' and due_at < ${ports.now()}))::int as due,
      count(*) filter (where state = 'kept')::int as kept,
      count(*) filter (where state = 'kept-late')::int as "keptLate",
      count(*) filter (where state = 'cancelled')::int as cancelled,
      count(*) filter (where state = 'open' and due_at < ${ports.now()})::int as "openLate",
      count(*) filter (where state = 'open')::int as open
    from promise
    where made_at >= ${askedFor(from)} and made_at < ${askedFor(until)}
      and (${kind ? fromEnum(kind) : null}::text is null or kind = ${kind ? fromEnum(kind) : null})
    group by handler_group_key order by handler_group_key limit ${limited(first, 100)}`;
}

export interface NormRow {
  readonly handlerGroupKey: string;
  readonly measured: number;
  readonly within: number;
}

/** How often the world stood within a norm, such as the first free appointment within five working days (R143). */
export async function normWatch(
  { prisma }: Ground,
  asking: Asking,
  { from, until, kind }: Period,
  first: number,
) {
  requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
  return prisma.$queryRaw<NormRow[]>`
    select handler_group_key as "handlerGroupKey", count(*)::int as measured,
      count(*) filter (where offered_at <= norm_at)::int as within
    from norm_measurement
    where kind = ${fromEnum(kind ?? 'APPOINTMENT')} and asked_at >= ${askedFor(from)} and asked_at < ${askedFor(until)}
    group by handler_group_key order by handler_group_key limit ${limited(first, 100)}`;
}
