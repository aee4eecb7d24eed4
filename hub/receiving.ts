import type { Settlement, Taken } from './channels/channel.ts';
import type { Sql, Transact } from './database/sql.ts';
import { ConnectorError } from './errors.ts';
import { failureOf } from './failure-of.ts';
import { translate } from './mapping.ts';
import type { Message } from './message.ts';
import { checkOut } from './patterns/claim-check.ts';
import { isExpired, type Lifetimes } from './patterns/message-expiration.ts';
import { type RedeliveryPolicy, redelivery } from './patterns/redelivery.ts';
import { passing, type Tap } from './patterns/wire-tap.ts';
import type { Routes } from './routes.ts';
import { inTrace } from './trace.ts';

export interface Cause {
  readonly correlationid: string;
  readonly messageId: string;
  readonly source: string;
}

/** Carries out one core command in the transaction `tx`; throws what makes the message a dead letter. */
export type CarryOut<Tx extends Sql> = (tx: Tx, command: string, data: object, cause: Cause) => Promise<void>;

export interface ReceivingOptions<Tx extends Sql> {
  readonly sql: Sql;
  readonly transact: Transact<Tx>;
  readonly carryOut: CarryOut<Tx>;
  readonly routes: Routes['inbound'];
  readonly lifetimes: Lifetimes;
  readonly policy?: RedeliveryPolicy;
  readonly tap: Tap;
  readonly log: (event: string, fields?: Record<string, unknown>) => void;
  readonly now: () => Date;
}

interface Row {
  readonly message: Message;
  readonly state: string;
}

/**
 * The consumer of the inbox: expired → set aside; otherwise translate and carry out one core command, in one
 * transaction with the mark "handled". What fails for good becomes a dead letter; nothing is dropped.
 */
export function receiving<Tx extends Sql>(options: ReceivingOptions<Tx>) {
  const { sql, transact, carryOut, routes, lifetimes, policy, tap, log, now } = options;

  const settle = (on: Sql, id: string, state: 'handled' | 'set-aside' | 'expired') =>
    on.query(
      `update inbound_message set state = $2, settled_at = now(), failure = null, reason = null
       where id = $1::uuid and state = 'pending' returning id`,
      [id, state],
    );

  const handle = async (message: Message, id: string) => {
    const route = routes.find(({ from }) => from === message.type);
    if (!route)
      throw new ConnectorError(`routing ${message.type}: no route leads on`, { failure: 'malformed' });
    if ('setAside' in route) return settle(sql, id, 'set-aside');
    const data: object = translate(route.mapping, message.data as object);
    const cause = { correlationid: message.correlationid, messageId: message.id, source: message.source };
    return transact(async (tx) => {
      const [mine] = await settle(tx, id, 'handled');
      if (mine) await carryOut(tx, route.to, data, cause);
    });
  };

  const failed = async (error: unknown, { message }: Row, { id, attempt }: Taken): Promise<Settlement> => {
    const failure = failureOf(error, `handling ${message.type}`);
    const verdict = redelivery(failure, attempt, policy);
    if (failure.failure === 'defect')
      log('defect while handling', { type: message.type, cause: nameOf(failure.cause) });
    tap(passing('in', message, verdict.kind === 'again' ? 'again' : 'dead', { failure: failure.failure }));
    if (verdict.kind === 'again') return { kind: 'nack', delayMs: verdict.delayMs };
    await sql.query(
      `update inbound_message set state = 'dead', failure = $2, reason = $3, attempts = $4, settled_at = now()
       where id = $1::uuid and state = 'pending'`,
      [id, failure.failure, verdict.reason, attempt],
    );
    return { kind: 'dead', reason: verdict.reason };
  };

  return async (taken: Taken): Promise<Settlement> => {
    const row = await load(sql, taken.id);
    if (row?.state !== 'pending') return { kind: 'ack' };
    const { message } = row;
    if (isExpired(message, lifetimes, now())) {
      await settle(sql, taken.id, 'expired');
      tap(passing('in', message, 'expired'));
      return { kind: 'ack' };
    }
    const startedAt = performance.now();
    try {
      await inTrace(message.correlationid, () => handle(message, taken.id));
      tap(passing('in', message, 'handled', { durationMs: performance.now() - startedAt }));
      return { kind: 'ack' };
    } catch (error) {
      return failed(error, row, taken);
    }
  };
}

function nameOf(error: unknown) {
  return error instanceof Error
    ? `${error.name} at ${error.stack?.split('\n')[1]?.trim() ?? 'unknown'}`
    : typeof error;
}

async function load(sql: Sql, id: string): Promise<Row | undefined> {
  const [row] = await sql.query<{
    source: string;
    message_id: string;
    type: string;
    time: Date;
    correlationid: string;
    data: unknown;
    claim_id: string | null;
    state: string;
  }>(
    `select source, message_id, type, time, correlationid, data, claim_id, state from inbound_message where id = $1::uuid`,
    [id],
  );
  if (!row) return undefined;
  const data = row.claim_id === null ? row.data : await checkOut(sql, row.claim_id);
  const { source, type, correlationid, state } = row;
  return {
    state,
    message: { id: row.message_id, source, type, time: row.time.toISOString(), correlationid, data },
  };
}
