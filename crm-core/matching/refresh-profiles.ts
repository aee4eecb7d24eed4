import type { Ground } from '../ports.ts';
import { keepMatchKeys } from './keep-match-keys.ts';

const together = 500;

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
  let refreshed = 0;
  for (;;) {
    const count = await prisma.$transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        select record_id::text as id from match_stale order by record_id limit ${together}::int for update skip locked`;
      await keepMatchKeys(
        tx,
        ground,
        rows.map(({ id }) => id),
      );
      return rows.length;
    }, patience);
    refreshed += count;
    if (count < together) return refreshed;
  }
}

const patience = { maxWait: 10_000, timeout: 60_000 };
