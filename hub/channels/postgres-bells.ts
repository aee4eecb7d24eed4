import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { ChannelLog } from './channel.ts';
import { bellName } from './postgres-statements.ts';

interface Ear {
  readonly rings: Set<{ readonly name: string; readonly ring: () => void }>;
  close(): void;
}

const ears = new WeakMap<pg.Pool, Ear>();

/**
 * Calls `ring` when something was published to the channel `name`, on whatever node, and whenever that may have been
 * missed. All channels on one pool share one LISTEN connection, made anew when it breaks. Gives back how to stop.
 */
export function listen(pool: pg.Pool, name: string, ring: () => void, log: ChannelLog): () => void {
  const ear = ears.get(pool) ?? openEar(pool, log);
  const entry = { name, ring };
  ears.set(pool, ear);
  ear.rings.add(entry);
  return () => {
    ear.rings.delete(entry);
    if (ear.rings.size > 0 || ears.get(pool) !== ear) return;
    ears.delete(pool);
    ear.close();
  };
}

function openEar(pool: pg.Pool, log: ChannelLog): Ear {
  const rings: Ear['rings'] = new Set();
  let client: pg.Client | undefined;
  let closed = false;
  let lost = false;

  const ring = (name?: string) => {
    for (const entry of rings) if (name === undefined || entry.name === name) entry.ring();
  };

  async function hearUntilBroken(current: pg.Client) {
    const broken = new Promise<void>((resolve) => current.once('end', resolve));
    current.on('error', () => {});
    current.on('notification', ({ payload }) => ring(payload));
    await current.connect();
    await current.query(`listen ${bellName}`);
    if (lost) log('channel bell is back');
    lost = false;
    ring();
    await broken;
  }

  async function keepHearing() {
    while (!closed) {
      client = new pg.Client({ ...pool.options, keepAlive: true });
      await hearUntilBroken(client).catch(() => {});
      await client.end().catch(() => {});
      if (closed) return;
      if (!lost) log('channel bell is lost: polling until it is back');
      lost = true;
      await sleep(1000, undefined, { ref: false });
    }
  }

  void keepHearing();
  return {
    rings,
    close: () => {
      closed = true;
      client?.end().catch(() => {});
    },
  };
}
