import { randomUUIDv7 } from 'node:crypto';
import type pg from 'pg';
import type { Channel } from '../channels/channel.ts';
import { inTransaction } from '../database/in-transaction.ts';
import type { Sql } from '../database/sql.ts';
import type { Message } from '../message.ts';
import { checkIn } from '../patterns/claim-check.ts';

export interface Offered {
  readonly message: Message;
  readonly cursor?: string | undefined;
}

/**
 * Guaranteed delivery and idempotent receiver in one transaction: stores what is new on (source, id), hands it to the
 * inbox and moves the connector's cursor. Resolves once all of it is on disk; says of each whether it was new.
 */
export async function accept(
  pool: pg.Pool,
  inbox: Channel,
  connector: string,
  offered: readonly Offered[],
): Promise<readonly boolean[]> {
  const fresh = await inTransaction(pool, async (sql) => {
    const stored = await store(
      sql,
      offered.map(({ message }) => message),
    );
    if (inbox.transactional) await inbox.publish(stored, sql);
    const cursor = offered.findLast((offer) => offer.cursor !== undefined)?.cursor;
    if (cursor !== undefined) await moveCursor(sql, connector, cursor);
    return stored;
  });
  if (!inbox.transactional) await inbox.publish(fresh).catch(() => {}); // the sweep finds what the queue missed
  const news = new Set(fresh.map(({ identity }) => identity));
  return offered.map(({ message }) => news.delete(identityOf(message)));
}

async function store(sql: Sql, messages: readonly Message[]) {
  const bodies = await Promise.all(messages.map(({ data }) => checkIn(sql, data)));
  const rows = await sql.query<{ id: string; source: string; message_id: string; correlationid: string }>(
    `insert into inbound_message (id, source, message_id, type, time, correlationid, data, claim_id)
     select id, source, message_id, type, time, correlationid, data::json, claim_id
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[], $8::uuid[])
       as offered (id, source, message_id, type, time, correlationid, data, claim_id)
     on conflict (source, message_id) do nothing
     returning id, source, message_id, correlationid`,
    [
      messages.map(() => randomUUIDv7()),
      messages.map(({ source }) => storable(source)),
      messages.map(({ id }) => storable(id)),
      messages.map(({ type }) => type),
      messages.map(({ time }) => time),
      messages.map(({ correlationid }) => storable(correlationid)),
      bodies.map(({ data }) => data),
      bodies.map(({ claimId }) => claimId),
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    key: row.correlationid,
    identity: JSON.stringify([row.source, row.message_id]),
  }));
}

function identityOf({ source, id }: Message) {
  return JSON.stringify([storable(source), storable(id)]);
}

/** PostgreSQL text holds every character but NUL. */
function storable(text: string) {
  return text.replaceAll('\0', '\ufffd');
}

async function moveCursor(sql: Sql, connector: string, cursor: string) {
  await sql.query(
    `insert into connector_cursor (connector, cursor) values ($1, $2)
     on conflict (connector) do update set cursor = excluded.cursor, moved_at = now()`,
    [connector, cursor],
  );
}

/** Where a connector goes on reading. */
export async function cursorOf(sql: Sql, connector: string): Promise<string | undefined> {
  const [row] = await sql.query<{ cursor: string }>(
    'select cursor from connector_cursor where connector = $1',
    [connector],
  );
  return row?.cursor;
}
