import type { Ground } from '../ports.ts';
import { keepMatchKeys } from './keep-match-keys.ts';

const together = 1000;

/** Of a stock that is brought over, the database works on some while this node works on others. */
const lanes = 2;

/**
 * Makes the profiles again that are stale, because something wrote records past `keepMatchKeys` or because a telephone
 * number or an address has ended since. Answers how many records it looked at; safe on several nodes at once.
 */
export async function refreshProfiles(ground: Ground): Promise<number> {
  const { prisma, ports } = ground;
  const today = ports.now().toISOString().slice(0, 10);
  await prisma.$executeRaw`
    insert into match_stale (record_id)
    select customer_id from match_profile where holds_until < ${today}::date limit ${together}::int
    on conflict do nothing`;
  const first = await refreshSome(ground);
  if (first < together) return first;
  const counts = await Promise.all(Array.from({ length: lanes }, () => refreshAll(ground)));
  return counts.reduce((total, count) => total + count, first);
}

async function refreshAll(ground: Ground): Promise<number> {
  let refreshed = 0;
  for (;;) {
    const count = await refreshSome(ground);
    refreshed += count;
    if (count < together) return refreshed;
  }
}

function refreshSome(ground: Ground): Promise<number> {
  return ground.prisma.$transaction(async (tx) => {
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select record_id::text as id from match_stale order by record_id limit ${together}::int for update skip locked`;
    await keepMatchKeys(
      tx,
      ground,
      rows.map(({ id }) => id),
    );
    return rows.length;
  }, patience);
}

const patience = { maxWait: 60_000, timeout: 60_000 };
