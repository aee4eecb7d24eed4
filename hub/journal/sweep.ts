import type { Channel } from '../channels/channel.ts';
import type { Sql } from '../database/sql.ts';
import { connectorOf } from './emit.ts';

export interface SweepOptions {
  readonly sql: Sql;
  readonly inboxOf: (connector: string) => Channel;
  readonly channelOf: (destination: string) => Channel;
  /** How long something may be pending before it counts as forgotten by its queue. */
  readonly olderThanSeconds: number;
}

/**
 * Hands everything that is still owed to its channel again: publishing what is already there changes nothing, so this
 * heals a queue that was emptied, and fills one that lives outside the database. Says how much was owed.
 */
export async function sweep({ sql, inboxOf, channelOf, olderThanSeconds }: SweepOptions): Promise<number> {
  const owedIn = await sql.query<{ id: string; key: string; type: string }>(
    `select id, correlationid as key, type from inbound_message
     where state = 'pending' and received_at < now() - make_interval(secs => $1) order by id limit 5000`,
    [olderThanSeconds],
  );
  for (const [connector, items] of Map.groupBy(owedIn, ({ type }) => connectorOf(type))) {
    await inboxOf(connector).publish(items.map(({ id, key }) => ({ id, key })));
  }
  const owedOut = await sql.query<{ id: string; key: string; destination: string }>(
    `select id, key, destination from outbound_delivery
     where state = 'pending' and created_at < now() - make_interval(secs => $1) order by id limit 5000`,
    [olderThanSeconds],
  );
  for (const [destination, items] of Map.groupBy(owedOut, (owed) => owed.destination)) {
    await channelOf(destination).publish(items.map(({ id, key }) => ({ id, key })));
  }
  return owedIn.length + owedOut.length;
}
