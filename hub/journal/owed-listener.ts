import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Channel } from '../channels/channel.ts';
import { owedTopic } from './emit.ts';

/** Hands committed deliveries to channels outside the database, until `signal` aborts. What it misses the sweep finds. */
export async function listenForOwed(
  url: string,
  channelOf: (destination: string) => Channel,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await listenOnce(url, channelOf, signal).catch(() => {}); // the database went away: try again
    await sleep(1000, undefined, { signal }).catch(() => {});
  }
}

async function listenOnce(url: string, channelOf: (destination: string) => Channel, signal: AbortSignal) {
  const client = new pg.Client({ connectionString: url });
  const lost = Promise.withResolvers<void>();
  const end = () => lost.resolve();
  client.on('error', end);
  client.on('end', end);
  client.on('notification', ({ payload = '{}' }) => {
    const { destination, id, key } = JSON.parse(payload) as { destination: string; id: string; key: string };
    channelOf(destination)
      .publish([{ id, key }])
      .catch(() => {}); // the sweep finds it
  });
  signal.addEventListener('abort', end, { once: true });
  try {
    await client.connect();
    await client.query(`listen ${owedTopic}`);
    await lost.promise;
  } finally {
    signal.removeEventListener('abort', end);
    await client.end().catch(() => {});
  }
}
