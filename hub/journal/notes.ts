import type { Notes } from '../connector.ts';
import type { Sql } from '../database/sql.ts';

/** The durable notes of one connector. */
export function connectorNotes(sql: Sql, connector: string): Notes {
  return {
    get: async <T>(key: string) => {
      const [row] = await sql.query<{ value: T }>(
        'select value from connector_note where connector = $1 and key = $2',
        [connector, key],
      );
      return row?.value;
    },
    set: async (key, value) => {
      await sql.query(
        `insert into connector_note (connector, key, value) values ($1, $2, $3::jsonb)
         on conflict (connector, key) do update set value = excluded.value`,
        [connector, key, JSON.stringify(value)],
      );
    },
    delete: async (key) => {
      await sql.query('delete from connector_note where connector = $1 and key = $2', [connector, key]);
    },
    list: async <T>(prefix: string) => {
      const rows = await sql.query<{ key: string; value: T }>(
        `select key, value from connector_note where connector = $1 and starts_with(key, $2) order by key collate "C"`,
        [connector, prefix],
      );
      return rows.map(({ key, value }) => [key, value] as const);
    },
  };
}
