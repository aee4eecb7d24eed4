import type { Settlement, Taken } from './channels/channel.ts';
import type { Sql } from './database/sql.ts';
import { ConnectorError } from './errors.ts';
import { failureOf } from './failure-of.ts';
import { translate } from './mapping.ts';
import type { Message } from './message.ts';
import { type RedeliveryPolicy, redelivery } from './patterns/redelivery.ts';
import { passing, type Tap } from './patterns/wire-tap.ts';
import type { Routes } from './routes.ts';
import { inTrace } from './trace.ts';

export interface SendingOptions {
  readonly sql: Sql;
  readonly routes: Routes['outbound'];
  /** Hands a message to the endpoint that owns its type, on whichever node that runs. */
  readonly send: (message: Message, signal: AbortSignal) => Promise<void>;
  readonly policy?: RedeliveryPolicy;
  readonly tap: Tap;
}

interface Owed {
  readonly event: {
    readonly type: string;
    readonly time: string;
    readonly correlationid: string;
    readonly data: object;
  };
  readonly destination: string;
  readonly state: string;
}

/**
 * The consumer of an outgoing channel: translates the event for its destination and sends it. The delivery's id is the
 * message id and the idempotency key, the same at every attempt.
 */
export function sending({ sql, routes, send, policy, tap }: SendingOptions) {
  const messageOf = (id: string, { event, destination }: Owed): Message => {
    const route = routes.find(({ on, to }) => on === event.type && to === destination);
    if (!route)
      throw new ConnectorError(`routing ${event.type}: no route leads to ${destination}`, {
        failure: 'malformed',
      });
    const data = translate(route.mapping, event.data);
    return {
      id,
      source: 'schakel',
      type: destination,
      time: event.time,
      correlationid: event.correlationid,
      data,
    };
  };

  const settle = (
    id: string,
    state: 'delivered' | 'dead',
    attempt: number,
    failure?: ConnectorError,
    reason?: string,
  ) =>
    sql.query(
      `update outbound_delivery set state = $2, attempts = $3, failure = $4, reason = $5, settled_at = now()
       where id = $1::uuid and state = 'pending'`,
      [id, state, attempt, failure?.failure ?? null, reason ?? null],
    );

  const failed = async (error: unknown, owed: Owed, { id, attempt }: Taken): Promise<Settlement> => {
    const failure = failureOf(error, `sending ${owed.destination}`);
    const verdict = redelivery(failure, attempt, policy);
    const outcome = verdict.kind === 'again' ? 'again' : 'dead';
    tap(passing('out', envelopeOf(id, owed), outcome, { failure: failure.failure }));
    if (verdict.kind === 'again') return { kind: 'nack', delayMs: verdict.delayMs };
    await settle(id, 'dead', attempt, failure, verdict.reason);
    return { kind: 'dead', reason: verdict.reason };
  };

  return async (taken: Taken, signal: AbortSignal): Promise<Settlement> => {
    const { id, attempt } = taken;
    const owed = await load(sql, id);
    if (owed?.state !== 'pending') return { kind: 'ack' };
    const startedAt = performance.now();
    try {
      await inTrace(owed.event.correlationid, () => send(messageOf(id, owed), signal));
      await settle(id, 'delivered', attempt);
      tap(passing('out', envelopeOf(id, owed), 'delivered', { durationMs: performance.now() - startedAt }));
      return { kind: 'ack' };
    } catch (error) {
      return failed(error, owed, taken);
    }
  };
}

function envelopeOf(id: string, { destination, event }: Owed) {
  return { id, type: destination, correlationid: event.correlationid };
}

async function load(sql: Sql, id: string): Promise<Owed | undefined> {
  const [row] = await sql.query<{
    destination: string;
    state: string;
    type: string;
    time: Date;
    correlationid: string;
    data: object;
  }>(
    `select d.destination, d.state, e.type, e.time, e.correlationid, e.data
     from outbound_delivery d join outbound_event e on e.id = d.event_id where d.id = $1::uuid`,
    [id],
  );
  if (!row) return undefined;
  const { destination, state, type, time, correlationid, data } = row;
  return { destination, state, event: { type, time: time.toISOString(), correlationid, data } };
}
