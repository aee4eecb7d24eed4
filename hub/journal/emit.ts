import { randomUUIDv7 } from 'node:crypto';
import type { Channel, Item } from '../channels/channel.ts';
import type { Sql } from '../database/sql.ts';
import { routesOf } from '../patterns/content-based-router.ts';
import type { Routes } from '../routes.ts';

/** The PostgreSQL notification that tells of a delivery for a channel outside the database. */
export const owedTopic = 'schakel_owed';

/** Something that happened in the core; past participle. */
export interface HubEvent {
  readonly type: string;
  readonly time: string;
  readonly correlationid: string;
  readonly data: object;
}

export interface Outbox {
  readonly routes: Routes['outbound'];
  /** The channel of the connector that owns a destination. */
  readonly channelOf: (destination: string) => Channel;
}

/**
 * Writes an event and one delivery per destination in the transaction `sql` of the change itself, and hands them to
 * their channels. A channel outside the database is told by a notification that leaves with the commit.
 */
export async function emit(sql: Sql, outbox: Outbox, event: HubEvent): Promise<void> {
  const eventId = randomUUIDv7();
  await sql.query(
    `insert into outbound_event (id, source, type, time, correlationid, data)
     values ($1::uuid, 'schakel', $2, $3::timestamptz, $4, $5::json)`,
    [eventId, event.type, event.time, event.correlationid, JSON.stringify(event.data)],
  );
  for (const { to } of routesOf(event, outbox.routes)) {
    const item: Item = { id: randomUUIDv7(), key: event.correlationid };
    await sql.query(
      `insert into outbound_delivery (id, event_id, destination, key) values ($1::uuid, $2::uuid, $3, $4)`,
      [item.id, eventId, to, item.key],
    );
    const channel = outbox.channelOf(to);
    if (channel.transactional) await channel.publish([item], sql);
    else
      await sql.query('select pg_notify($1, $2)::text', [
        owedTopic,
        JSON.stringify({ destination: to, ...item }),
      ]);
  }
}

/** The connector that owns a destination: the first word of its message types. */
export function connectorOf(destination: string): string {
  return destination.split('.', 1)[0] ?? destination;
}
