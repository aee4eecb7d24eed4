import type { Channel } from '../channels/channel.ts';
import type { Sql } from '../database/sql.ts';
import type { Failure } from '../errors.ts';
import { connectorOf } from '../journal/emit.ts';

/** A message that could not be handled or delivered, with why. */
export interface DeadLetter {
  readonly id: string;
  readonly way: 'in' | 'out';
  readonly type: string;
  readonly correlationid: string;
  readonly failure: Failure;
  readonly reason: string;
  readonly attempts: number;
  /** An instant in UTC. */
  readonly diedAt: string;
}

export interface DeadLetterOptions {
  readonly sql: Sql;
  readonly inboxOf: (connector: string) => Channel;
  readonly channelOf: (destination: string) => Channel;
}

export type Replay = 'replayed' | 'superseded' | 'not-dead';

export interface DeadLetterChannel {
  /** Newest first. */
  list(limit: number): Promise<readonly DeadLetter[]>;
  /** The raw body; it is personal data, so the caller answers for who sees it. */
  body(id: string): Promise<unknown>;
  /** Replaces the body of an incoming dead letter; says whether there was one. It is replayed separately. */
  repair(id: string, data: unknown): Promise<boolean>;
  /**
   * Hands it over again under its own id, so that pressing twice does no harm. An outgoing one that a newer message of
   * its key has overtaken stays dead (`superseded`): it would undo what the partner knows.
   */
  replay(id: string): Promise<Replay>;
  /** Closes it for good; who and why is the caller's audit. */
  discard(id: string): Promise<boolean>;
}

const letters = `
  select id, 'in' as way, type, correlationid, failure, reason, attempts, settled_at
  from inbound_message where state = 'dead'
  union all
  select d.id, 'out', d.destination, e.correlationid, d.failure, d.reason, d.attempts, d.settled_at
  from outbound_delivery d join outbound_event e on e.id = d.event_id where d.state = 'dead'`;

/** What could not be handled or delivered stays in the journal; a person repairs, replays or discards it. */
export function createDeadLetterChannel({ sql, inboxOf, channelOf }: DeadLetterOptions): DeadLetterChannel {
  const replayIn = async (id: string): Promise<Replay | undefined> => {
    const [row] = await sql.query<{ key: string; type: string }>(
      `update inbound_message set state = 'pending', settled_at = null
       where id = $1::uuid and state = 'dead' returning correlationid as key, type`,
      [id],
    );
    if (!row) return undefined;
    await handOver(inboxOf(connectorOf(row.type)), id, row.key);
    return 'replayed';
  };
  const replayOut = async (id: string): Promise<Replay | undefined> => {
    const [row] = await sql.query<{ key: string; destination: string; superseded: boolean }>(
      `select d.key, d.destination, exists (
         select from outbound_delivery newer where newer.destination = d.destination and newer.key = d.key
           and newer.created_at > d.created_at and newer.state = 'delivered') as superseded
       from outbound_delivery d where d.id = $1::uuid and d.state = 'dead'`,
      [id],
    );
    if (!row) return undefined;
    if (row.superseded) return 'superseded';
    await sql.query(
      `update outbound_delivery set state = 'pending', settled_at = null where id = $1::uuid and state = 'dead'`,
      [id],
    );
    await handOver(channelOf(row.destination), id, row.key);
    return 'replayed';
  };
  return {
    list: async (limit) => {
      const rows = await sql.query<DeadLetterRow>(
        `select * from (${letters}) as dead order by settled_at desc limit $1`,
        [limit],
      );
      return rows.map(({ settled_at, ...row }) => ({ ...row, diedAt: settled_at.toISOString() }));
    },
    body: async (id) => {
      const [row] = await sql.query<{ data: unknown; claim: string | null }>(
        `select m.data, convert_from(c.body, 'UTF8') as claim
         from inbound_message m left join claim c on c.id = m.claim_id where m.id = $1::uuid
         union all
         select e.data, null from outbound_delivery d join outbound_event e on e.id = d.event_id where d.id = $1::uuid`,
        [id],
      );
      return row?.claim ? JSON.parse(row.claim) : row?.data;
    },
    repair: async (id, data) => {
      const rows = await sql.query(
        `update inbound_message set data = $2::json, claim_id = null where id = $1::uuid and state = 'dead' returning id`,
        [id, JSON.stringify(data)],
      );
      return rows.length === 1;
    },
    replay: async (id) => (await replayIn(id)) ?? (await replayOut(id)) ?? 'not-dead',
    discard: async (id) => {
      const [gone] = await sql.query<{ type: string }>(
        `update inbound_message set state = 'discarded', settled_at = now()
         where id = $1::uuid and state = 'dead' returning type`,
        [id],
      );
      const [out] = await sql.query<{ destination: string }>(
        `update outbound_delivery set state = 'discarded', settled_at = now()
         where id = $1::uuid and state = 'dead' returning destination`,
        [id],
      );
      if (gone) await inboxOf(connectorOf(gone.type)).discard([id]);
      if (out) await channelOf(out.destination).discard([id]);
      return gone !== undefined || out !== undefined;
    },
  };
}

type DeadLetterRow = Omit<DeadLetter, 'diedAt'> & { readonly settled_at: Date };

/** The channel may know it as dead, or may have forgotten it; publishing what is there changes nothing. */
async function handOver(channel: Channel, id: string, key: string) {
  await channel.replay([id]);
  await channel.publish([{ id, key }]);
}
