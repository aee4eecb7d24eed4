import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground, Ports, Tx } from './ports.ts';

export interface Announcement {
  readonly topic: string;
  readonly payload: object;
}

interface Waiting {
  readonly since: number;
  readonly ports: Ports;
  readonly announcements: Announcement[];
}

/** Transactions of the core's own → what is announced as soon as they are committed. */
const own = new WeakMap<Tx, Announcement[]>();

/** Carries out `work` in a transaction of the core's own. A read by others sees all of it before any of it is announced. */
export async function transact<T>({ ports }: Ground, work: (tx: Tx) => Promise<T>): Promise<T> {
  const announcements: Announcement[] = [];
  const result = await ports.transact((tx) => {
    own.set(tx, announcements);
    return work(tx);
  });
  for (const { topic, payload } of announcements) ports.announce(topic, payload);
  return result;
}

/** Transaction id → what is announced when it is committed; one watch for each database. */
const watches = new WeakMap<object, Map<string, Waiting>>();

const patienceMs = 60_000;
const longestPauseMs = 20;

/**
 * Announces once `tx` is committed, and never when it is rolled back. Of a transaction that is somebody else's PostgreSQL
 * is asked how it ended.
 */
export async function announceOnCommit(tx: Tx, ground: Ground, announcements: readonly Announcement[]) {
  if (announcements.length === 0) return;
  const ours = own.get(tx);
  if (ours) {
    ours.push(...announcements);
    return;
  }
  const [row] = await tx.$queryRaw<{ id: string }[]>`select pg_current_xact_id()::text as id`;
  if (!row) return;
  const { prisma, ports } = ground;
  const watched = watches.get(prisma);
  const waiting = watched ?? new Map<string, Waiting>();
  const known = waiting.get(row.id);
  if (known) known.announcements.push(...announcements);
  else waiting.set(row.id, { since: performance.now(), ports, announcements: [...announcements] });
  if (watched) return;
  watches.set(prisma, waiting);
  watch(ground, waiting).catch((error: unknown) =>
    ports.log?.('announcements lost', { error: error instanceof Error ? error.name : 'unknown' }),
  );
}

async function watch({ prisma }: Ground, waiting: Map<string, Waiting>) {
  try {
    for (let pauseMs = 1; waiting.size > 0; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      await sleep(pauseMs);
      const ended = await prisma.$queryRaw<{ id: string; committed: boolean }[]>`
        select id, status = 'committed' as committed
        from unnest(${[...waiting.keys()]}::text[]) as id cross join pg_xact_status(id::xid8) as status
        where status <> 'in progress'`;
      for (const { id, committed } of ended) settle(waiting, id, committed);
      forget(waiting, performance.now() - patienceMs);
    }
  } finally {
    watches.delete(prisma);
  }
}

function settle(waiting: Map<string, Waiting>, id: string, committed: boolean) {
  const settled = waiting.get(id);
  waiting.delete(id);
  if (!(settled && committed)) return;
  for (const { topic, payload } of settled.announcements) settled.ports.announce(topic, payload);
}

function forget(waiting: Map<string, Waiting>, oldest: number) {
  for (const [id, { since }] of waiting) if (since < oldest) waiting.delete(id);
}
