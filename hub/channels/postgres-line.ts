import pg from 'pg';
import { bellName, consumerSession } from './postgres-statements.ts';

export interface Line {
  /** Rows of one statement, prepared once under its name. Connects first when there is no connection (any more). */
  query<Row extends pg.QueryResultRow>(
    name: string,
    text: string,
    values: readonly unknown[],
  ): Promise<Row[]>;
  close(): Promise<void>;
}

/**
 * A consumer's own connection to the database of `pool`, for its statements and for the bell: `ring` is called when
 * something was published to the channel `name`, on whatever node, and when that may have been missed.
 */
export function openLine(pool: pg.Pool, name: string, ring: () => void): Line {
  let current: { readonly client: pg.Client; readonly ready: Promise<unknown> } | undefined;

  function connect() {
    const client = new pg.Client({ ...pool.options, keepAlive: true, query_timeout: 30_000 });
    const ready = client.connect().then(() => client.query(`${consumerSession}; listen ${bellName}`));
    const lose = () => {
      drop(client);
      ready.then(ring, () => {}); // a connection that never was is tried again in its own time
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ payload }) => payload === name && ring());
    ready.then(ring, lose);
    return { client, ready };
  }

  function drop(client: pg.Client) {
    if (current?.client !== client) return;
    current = undefined;
    client.end().catch(() => {});
  }

  return {
    query: async <Row extends pg.QueryResultRow>(
      statement: string,
      text: string,
      values: readonly unknown[],
    ) => {
      current ??= connect();
      const { client, ready } = current;
      await ready;
      try {
        return (await client.query<Row>({ name: statement, text, values: [...values] })).rows;
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) drop(client);
        throw error;
      }
    },
    close: async () => {
      const client = current?.client;
      current = undefined;
      await client?.end().catch(() => {});
    },
  };
}
