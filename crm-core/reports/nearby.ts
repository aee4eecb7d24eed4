import { CoreError } from '../core-error.ts';
import { orBadInput } from '../or-bad-input.ts';
import { limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { requireRole } from '../privacy/who.ts';
import { texts } from '../texts.ts';
import { type PlaceInput, readPlace } from './place.ts';

interface Near {
  readonly id: string;
  readonly metres: number | null;
  readonly followers: number;
  readonly sameProduct: boolean;
}

interface Where {
  readonly place: PlaceInput;
  readonly productNumber?: string | null;
  readonly withinMetres: number;
  readonly first: number;
}

const metresPerDegree = 111_195;
const keptDays = 14;

/**
 * Reports that are open, or ended in the last 14 days, around a point or in the same street, the nearest and those about
 * the same product on top (R151). Distances are over the globe, in metres; null where one of both has an address only.
 */
export async function reportsNearby(ground: Ground, asking: Asking, where: Where): Promise<Near[]> {
  requireRole(asking, 'agent', 'expert', 'coordinator');
  const first = limited(where.first, 50);
  if (!(where.withinMetres >= 1 && where.withinMetres <= 5_000))
    throw new CoreError(texts.distance(5_000), 'BAD_USER_INPUT');
  const { latitude, longitude, placeKey } = orBadInput(() => readPlace('place', where.place));
  const { prisma, ports } = ground;
  const high = where.withinMetres / metresPerDegree;
  const wide = high / Math.max(Math.cos(((latitude ?? 0) * Math.PI) / 180), 0.01);
  const since = new Date(ports.now().getTime() - keptDays * 86_400_000);
  const product = where.productNumber ?? null;
  return prisma.$queryRaw<Near[]>`
    with near as (
      select id, latitude, longitude, product_number, place_key, ended_at from case_file
      where kind = 'report' and latitude is not null
        and point(longitude, latitude) <@ box(
          point(${longitude}::float8 - ${wide}::float8, ${latitude}::float8 - ${high}::float8),
          point(${longitude}::float8 + ${wide}::float8, ${latitude}::float8 + ${high}::float8)
        )
      union
      select id, latitude, longitude, product_number, place_key, ended_at from case_file
      where kind = 'report' and place_key = ${placeKey}
    ), measured as (
      select near.*,
        metres_between(latitude, longitude, ${latitude}::float8, ${longitude}::float8) as metres
      from near
    )
    select id::text, metres, coalesce(product_number = ${product}, false) as "sameProduct",
      (select count(*)::int from case_follower where case_id = measured.id) as followers
    from measured
    where (metres is null or metres <= ${where.withinMetres}::float8)
      and (ended_at is null or ended_at > ${since})
      and (${product}::text is null or product_number is null or product_number = ${product})
    order by coalesce(product_number = ${product}, false) desc, metres nulls last, id
    limit ${first}`;
}
