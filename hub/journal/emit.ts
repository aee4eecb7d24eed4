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

interface Owed extends Item {
  readonly eventId: string;
  readonly destination: string;
}

/**
 * Writes events and one delivery per destination in the transaction `sql` of the change itself, and hands them to
 * their channels. A channel outside the database is told by a notification that leaves with the commit.
 */
export async function emit(sql: Sql, outbox: Outbox, ...events: readonly HubEvent[]): Promise<void> {
  if (events.length === 0) return;
  const written = events.map((event) => ({ id: randomUUIDv7(), ...event }));
  const owed = written.flatMap((event) =>
    routesOf(event, outbox.routes).map(
      ({ to }): Owed => ({
        id: randomUUIDv7(),
        eventId: event.id,
        destination: to,
        key: event.correlationid,
      }),
    ),
  );
  await write(sql, written, owed);
  for (const [channel, items] of Map.groupBy(owed, ({ destination }) => outbox.channelOf(destination))) {
    if (channel.transactional) await channel.publish(items, sql);
    else for (const item of items) await tell(sql, item);
  }
}

async function write(sql: Sql, events: readonly (HubEvent & { id: string })[], owed: readonly Owed[]) {
  await sql.query(
    `with event as (
       insert into outbound_event (id, source, type, time, correlationid, data)
       select id, 'schakel', type, time, correlationid, data::json
       from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[])
         as written (id, type, time, correlationid, data)
     )
     insert into outbound_delivery (id, event_id, destination, key)
     select * from unnest($6::uuid[], $7::uuid[], $8::text[], $9::text[])`,
    [
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ time }) => time),
      events.map(({ correlationid }) => correlationid),
      events.map(({ data }) => JSON.stringify(data)),
      owed.map(({ id }) => id),
      owed.map(({ eventId }) => eventId),
      owed.map(({ destination }) => destination),
      owed.map(({ key }) => key),
    ],
  );
}

async function tell(sql: Sql, { destination, id, key }: Owed) {
  await sql.query('select pg_notify($1, $2)::text', [owedTopic, JSON.stringify({ destination, id, key })]);
}

/** The connector that owns a destination: the first word of its message types. */
export function connectorOf(destination: string): string {
  return destination.split('.', 1)[0] ?? destination;
}
