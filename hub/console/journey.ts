import type { Sql } from '../database/sql.ts';

/** One step of a story, from the ring of the phone to the status in the citizen's profile. */
export interface Step {
  /** An instant in UTC. */
  readonly at: string;
  readonly kind: 'received' | 'event' | 'delivery';
  readonly type: string;
  readonly state: string;
  readonly attempts: number;
  readonly failure: string | null;
}

/** All that the hub did for one correlation id, in order of time; no data. */
export async function journeyOf(sql: Sql, correlationid: string): Promise<readonly Step[]> {
  const rows = await sql.query<Omit<Step, 'at'> & { at: Date }>(
    `select received_at as at, 'received' as kind, type, state, attempts, failure
     from inbound_message where correlationid = $1
     union all
     select time, 'event', type, 'emitted', 0, null from outbound_event where correlationid = $1
     union all
     select coalesce(d.settled_at, d.created_at), 'delivery', d.destination, d.state, d.attempts, d.failure
     from outbound_delivery d join outbound_event e on e.id = d.event_id where e.correlationid = $1
     order by 1, 2 limit 1000`,
    [correlationid],
  );
  return rows.map(({ at, ...step }) => ({ ...step, at: at.toISOString() }));
}
