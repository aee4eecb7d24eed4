import type { Queue } from 'bull';
import {
  deadScript,
  discardScript,
  finishScript,
  publishScript,
  replayScript,
  type Script,
  takeScript,
} from './bull-scripts.ts';
import type { DeadItem, Item } from './channel.ts';

/** The first item of its key, and the data of the Bull job that hands it over. */
export interface Head {
  readonly id: string;
  readonly key: string;
  readonly sequence: number;
  /** Milliseconds since 1970; 0 when it need not wait. */
  readonly dueAt: number;
}

export interface BullItems {
  publish(items: readonly Item[]): Promise<void>;
  /** Which hand-over this is; 0 when it is not this item's turn any more. */
  take(head: Head): Promise<number>;
  /** Ends the hand-over `attempt`, dead with a reason, and offers the next of the key. */
  finish(head: Head, attempt: number, reason?: string): Promise<void>;
  dead(limit: number): Promise<readonly DeadItem[]>;
  replay(ids: readonly string[]): Promise<number>;
  discard(ids: readonly string[]): Promise<number>;
  /** How many there are, dead ones included, and how many of them are dead. */
  count(): Promise<{ readonly all: number; readonly dead: number }>;
}

const publishedAtOnce = 1000;

/**
 * The lines of waiting items beside the Bull queue, one per key. Only the first of a line has a job, named after its
 * sequence: whoever makes an item the first adds that job, and whoever finds the first again may add it once more, so
 * a process that dies between the two loses nothing.
 */
export function bullItems(queue: Queue<Head>): BullItems {
  const names = ['items', 'dead-items', 'sequence'].map((name) => queue.toKey(name));
  const lines = queue.toKey('line:');

  async function run({ lua, sha }: Script, values: readonly (string | number)[]): Promise<unknown> {
    const given = [...names, lines, ...values];
    try {
      return await queue.client.evalsha(sha, names.length, ...given);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return queue.client.eval(lua, names.length, ...given);
    }
  }

  async function offer(heads: readonly string[]) {
    if (heads.length === 0) return;
    const jobs = heads.map((text) => {
      const data: Head = JSON.parse(text);
      return { data, opts: { jobId: String(data.sequence), delay: Math.max(0, data.dueAt - Date.now()) } };
    });
    await queue.addBulk(jobs);
  }

  return {
    publish: async (items) => {
      for (let from = 0; from < items.length; from += publishedAtOnce) {
        const some = items.slice(from, from + publishedAtOnce);
        const values = some.flatMap(({ id, key, dueAt }) => [id, key, dueAt?.getTime() ?? 0]);
        await offer((await run(publishScript, values)) as string[]);
      }
    },
    take: async ({ id, key, sequence }) => (await run(takeScript, [id, key, sequence])) as number,
    finish: async ({ id, key, sequence }, attempt, reason) => {
      const diedAt = reason === undefined ? '' : Date.now();
      const next = await run(finishScript, [id, key, sequence, attempt, reason ?? '', diedAt]);
      if (typeof next === 'string') await offer([next]);
    },
    dead: async (limit) => readDead((await run(deadScript, [limit])) as string[]),
    replay: async (ids) => {
      const [count, ...heads] = (await run(replayScript, ids)) as [number, ...string[]];
      await offer(heads);
      return count;
    },
    discard: async (ids) => (await run(discardScript, ids)) as number,
    count: async () => ({
      all: await queue.client.hlen(queue.toKey('items')),
      dead: await queue.client.zcard(queue.toKey('dead-items')),
    }),
  };
}

function readDead(flat: readonly string[]): DeadItem[] {
  const found: DeadItem[] = [];
  for (let at = 0; at + 2 < flat.length; at += 3) {
    const [id = '', diedAt, record = ''] = flat.slice(at, at + 3);
    const { key, reason }: { key: string; reason: string } = JSON.parse(record);
    found.push({ id, key, reason, diedAt: new Date(Number(diedAt)) });
  }
  return found;
}
