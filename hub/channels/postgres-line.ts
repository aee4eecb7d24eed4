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
  let current: Promise<pg.Client> | undefined;

  async function connect() {
    const client = new pg.Client({ ...pool.options, keepAlive: true, query_timeout: 30_000 });
    const drop = () => {
      current = undefined;
      ring();
    };
    client.on('error', drop);
    client.on('end', drop);
    client.on('notification', ({ payload }) => payload === name && ring());
    await client.connect();
    await client.query(`${consumerSession}; listen ${bellName}`);
    ring();
    return client;
  }

  async function hangUp() {
    const client = await current?.catch(() => undefined);
    current = undefined;
    await client?.end().catch(() => {});
  }

  return {
    query: async <Row extends pg.QueryResultRow>(
      statement: string,
      text: string,
      values: readonly unknown[],
    ) => {
      current ??= connect();
      try {
        const client = await current;
        return (await client.query<Row>({ name: statement, text, values: [...values] })).rows;
      } catch (error) {
        if (!(error instanceof pg.DatabaseError)) void hangUp();
        throw error;
      }
    },
    close: hangUp,
  };
}
