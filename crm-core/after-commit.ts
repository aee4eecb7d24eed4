import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground, Tx } from './ports.ts';

export interface Announcement {
  readonly topic: string;
  readonly payload: object;
}

const patienceMs = 60_000;

/**
 * Announces once `tx` is committed, and never when it is rolled back. The transaction may be somebody else's, so it is
 * PostgreSQL that is asked how it ended.
 */
export async function announceOnCommit(tx: Tx, ground: Ground, announcements: readonly Announcement[]) {
  const [row] = await tx.$queryRaw<{ id: string }[]>`select pg_current_xact_id()::text as id`;
  if (!row || announcements.length === 0) return;
  committed(ground, row.id).then(
    (yes) => {
      if (yes) for (const { topic, payload } of announcements) ground.ports.announce(topic, payload);
    },
    (error: unknown) =>
      ground.ports.log?.('announcement lost', { error: error instanceof Error ? error.name : 'unknown' }),
  );
}

async function committed({ prisma }: Ground, transaction: string): Promise<boolean> {
  const until = performance.now() + patienceMs;
  for (let pauseMs = 1; performance.now() < until; pauseMs = Math.min(pauseMs * 2, 100)) {
    await sleep(pauseMs, undefined, { ref: false });
    const [row] = await prisma.$queryRaw<{ status: string }[]>`
      select pg_xact_status(${transaction}::text::xid8) as status`;
    if (row?.status !== 'in progress') return row?.status === 'committed';
  }
  return false;
}
