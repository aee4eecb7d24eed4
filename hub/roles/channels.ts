import type pg from 'pg';
import { createBullChannel } from '../channels/bull-channel.ts';
import type { Channel } from '../channels/channel.ts';
import { createPostgresChannel } from '../channels/postgres-channel.ts';
import { connectorOf } from '../journal/emit.ts';
import type { Log } from '../log.ts';

export interface Channels {
  readonly inboxOf: (connector: string) => Channel;
  readonly channelOf: (destination: string) => Channel;
  readonly all: () => readonly Channel[];
  close(): Promise<void>;
}

/** One incoming and one outgoing channel per connector: a ring never waits behind a catalogue, nor one remote for another. */
export function openChannels(pool: pg.Pool, redisUrl: string | undefined, log: Log): Channels {
  const opened = new Map<string, Channel>();
  const open = (name: string) => {
    const known = opened.get(name);
    if (known) return known;
    const channel = redisUrl
      ? createBullChannel({ name, redisUrl, log })
      : createPostgresChannel({ name, pool, log });
    opened.set(name, channel);
    return channel;
  };
  return {
    inboxOf: (connector) => open(`from.${connector}`),
    channelOf: (destination) => open(`to.${connectorOf(destination)}`),
    all: () => [...opened.values()],
    close: async () => {
      await Promise.all([...opened.values()].map((channel) => channel.close()));
    },
  };
}
