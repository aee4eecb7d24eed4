import type pg from 'pg';
import type { Sql } from './sql.ts';

/** Runs `work` in one transaction on a connection of its own. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (sql: Sql, connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(
      { query: async (text, values = []) => (await client.query(text, [...values])).rows },
      client,
    );
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
