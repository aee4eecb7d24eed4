import type { Settlement, Taken } from './channel.ts';
import type { Line } from './postgres-line.ts';
import {
  claimItems,
  nextLook,
  renewLeases,
  ringBell,
  settleItems,
  wakeHeads,
} from './postgres-statements.ts';

/** An item that is ours for a while. The sequence and the attempt say which hand-over of it this is. */
export interface Lease {
  readonly taken: Taken;
  readonly sequence: string;
}

export interface Settled {
  readonly lease: Lease;
  readonly settlement: Settlement;
}

export interface Claimed {
  readonly leases: readonly Lease[];
  /** How many due items were looked at, also those that stand behind another. */
  readonly seen: number;
}

/** The consumer's side of the table `channel_item`. */
export interface PostgresStock {
  claim(take: number, look: number): Promise<Claimed>;
  settle(settled: readonly Settled[]): Promise<void>;
  /** What is still ours of what was. */
  renew(leases: readonly Lease[]): Promise<ReadonlySet<Lease>>;
  /** Milliseconds until something may be due, as far as is known now. */
  nextInMs(): Promise<number>;
  /** Lets other consumers look at what this one leaves, and hangs up. */
  leave(): Promise<void>;
}

interface ClaimedRow {
  readonly id: string | null;
  readonly key: string;
  readonly sequence: string;
  readonly attempt: number;
  readonly due_at: Date;
  readonly seen: number;
}

export function postgresStock(line: Line, name: string, leaseMs: number): PostgresStock {
  const tokens = (leases: readonly Lease[]) => [
    leases.map(({ taken }) => taken.key),
    leases.map(({ sequence }) => sequence),
    leases.map(({ taken }) => taken.attempt),
  ];
  return {
    claim: async (take, look) => {
      const rows = await line.query<ClaimedRow>('claim', claimItems, [name, look, take, leaseMs]);
      return { leases: rows.flatMap(readLease), seen: rows[0]?.seen ?? 0 };
    },

    settle: async (settled) => {
      const settlements = settled.map(({ settlement }) => settlement);
      await line.query('settle', settleItems, [
        name,
        ...tokens(settled.map(({ lease }) => lease)),
        settlements.map(({ kind }) => kind),
        settlements.map((made) => (made.kind === 'nack' ? made.delayMs : null)),
        settlements.map((made) => (made.kind === 'dead' ? made.reason : null)),
      ]);
      await line.query('wake', wakeHeads, [name, [...new Set(settled.map(({ lease }) => lease.taken.key))]]);
    },

    renew: async (leases) => {
      const rows = await line.query<{ sequence: string }>('renew', renewLeases, [
        name,
        ...tokens(leases),
        leaseMs,
      ]);
      const kept = new Set(rows.map(({ sequence }) => sequence));
      return new Set(leases.filter(({ sequence }) => kept.has(sequence)));
    },

    nextInMs: async () => {
      const rows = await line.query<{ ms: number | null }>('next', nextLook, [name]);
      return rows[0]?.ms ?? Number.POSITIVE_INFINITY;
    },

    leave: async () => {
      await line.query('ring', ringBell, [name]).catch(() => []);
      await line.close();
    },
  };
}

function readLease({ id, key, sequence, attempt, due_at }: ClaimedRow): Lease[] {
  return id === null ? [] : [{ taken: { id, key, attempt, dueAt: due_at }, sequence }];
}
