import { createHash } from 'node:crypto';
import { Prisma } from '../prisma/client/client.ts';

/** An entry as it is sealed: every column as text, so that a change of any of them shows. */
export interface Entry {
  readonly id: string;
  readonly at: string;
  readonly actorSubject: string;
  readonly actorName: string;
  readonly act: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly purpose: string | null;
  readonly correlationid: string;
  readonly details: string;
}

/** The columns of an `Entry`; instants with microseconds, in UTC. */
export const entryColumns = Prisma.sql`
  id::text, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, actor_subject as "actorSubject",
  actor_name as "actorName", act, subject_type as "subjectType", subject_id as "subjectId", purpose, correlationid,
  details::text as details`;

/** What the first entry follows. */
export const beginning = Buffer.alloc(32);

/** SHA-256 over the hash before it, the place in the chain and the entry in a fixed order. */
export function hashOf(previous: Uint8Array, number: bigint, entry: Entry): Buffer<ArrayBuffer> {
  const { id, at, actorSubject, actorName, act, subjectType, subjectId, purpose, correlationid, details } =
    entry;
  const row = [id, at, actorSubject, actorName, act, subjectType, subjectId, purpose, correlationid, details];
  const text = JSON.stringify([number.toString(), ...row]);
  return Buffer.from(createHash('sha256').update(previous).update(text).digest());
}
