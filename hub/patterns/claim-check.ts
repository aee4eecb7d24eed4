import { randomUUIDv7 } from 'node:crypto';
import type { Sql } from '../database/sql.ts';

/** Bodies over this size are stored apart and travel as a ticket. */
const largestTravelling = 65_536;

/** The body as it is, or the id of the claim under which it was stored. */
export async function checkIn(
  sql: Sql,
  data: unknown,
): Promise<{ data: string | null; claimId: string | null }> {
  const text = JSON.stringify(data ?? null);
  if (Buffer.byteLength(text) <= largestTravelling) return { data: text, claimId: null };
  const claimId = randomUUIDv7();
  await sql.query(`insert into claim (id, body) values ($1::uuid, convert_to($2, 'UTF8'))`, [claimId, text]);
  return { data: null, claimId };
}

/** The body behind a ticket. */
export async function checkOut(sql: Sql, claimId: string): Promise<unknown> {
  const [row] = await sql.query<{ body: string }>(
    `select convert_from(body, 'UTF8') as body from claim where id = $1::uuid`,
    [claimId],
  );
  return row && JSON.parse(row.body);
}
