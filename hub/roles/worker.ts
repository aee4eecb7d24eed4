import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql, Transact } from '../database/sql.ts';
import { connectorOf } from '../journal/emit.ts';
import { listenForOwed } from '../journal/owed-listener.ts';
import { sweep } from '../journal/sweep.ts';
import type { Lifetimes } from '../patterns/message-expiration.ts';
import { type CarryOut, receiving } from '../receiving.ts';
import type { Routes } from '../routes.ts';
import { sending } from '../sending.ts';
import type { HubNode, RunningRole } from './node.ts';

export interface WorkerOptions<Tx extends Sql> {
  readonly routes: Routes;
  readonly lifetimes: Lifetimes;
  readonly transact: Transact<Tx>;
  readonly carryOut: CarryOut<Tx>;
}

const graceMs = 5000;
const sweepEveryMs = 10_000;

/** Handles what came in, sends what must go out, and sweeps for what a queue forgot. */
export function startWorker<Tx extends Sql>(node: HubNode, options: WorkerOptions<Tx>): RunningRole {
  const { database: sql, inboxOf, channelOf, broker, tap, log } = node;
  const { routes, lifetimes, transact, carryOut } = options;
  const stopping = new AbortController();
  const now = () => new Date();
  const receive = receiving({ sql, transact, carryOut, routes: routes.inbound, lifetimes, tap, log, now });
  const send = sending({
    sql,
    routes: routes.outbound,
    tap,
    send: (message, signal) =>
      broker.call(`connector.${connectorOf(message.type)}.send`, message, { signal }),
  });
  const sources = [...new Set(routes.inbound.map(({ from }) => connectorOf(from)))];
  const destinations = [...new Set(routes.outbound.map(({ to }) => connectorOf(to)))];
  const consumers = [
    ...sources.map((connector) => inboxOf(connector).consume(receive, { concurrency: 8 })),
    ...destinations.map((connector) => channelOf(connector).consume(send, { concurrency: 8 })),
  ];

  const sweeping = (async () => {
    while (!stopping.signal.aborted) {
      const olderThanSeconds = sweepEveryMs / 1000;
      await sweep({ sql, inboxOf, channelOf, olderThanSeconds }).catch(() => {}); // the next sweep finds it too
      await sleep(sweepEveryMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  const outside = destinations.some((connector) => !channelOf(connector).transactional);
  const listening = outside ? listenForOwed(sql.url, channelOf, stopping.signal) : undefined;

  return {
    parts: sources.map((connector) => ({
      name: `inbox.${connector}`,
      needed: false,
      check: async () => ({ ...(await inboxOf(connector).depth()) }),
    })),
    stop: async () => {
      stopping.abort();
      await Promise.all([...consumers.map((consumer) => consumer.stop(graceMs)), sweeping, listening]);
    },
  };
}
