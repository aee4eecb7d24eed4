import { createHash } from 'node:crypto';
import type { Prepared } from '../documents.ts';
import type { GraphResult } from '../execute.ts';
import type { Reply } from '../response.ts';

/** Root field → seconds that its answer may be kept by anyone: only what is the same for everybody. */
export type PublicFields = ReadonlyMap<string, number>;

/** Seconds that the answer to this request may be kept; undefined for what may be personal, and for all but GET. */
export function publicSeconds(
  fields: PublicFields,
  method: string,
  prepared: Prepared | undefined,
): number | undefined {
  if (method !== 'GET' || !prepared || 'errors' in prepared || prepared.operation.kind !== 'query')
    return undefined;
  const seconds = prepared.operation.rootFields.map((name) =>
    name === '__typename' ? Number.POSITIVE_INFINITY : fields.get(name),
  );
  const known = seconds.filter((one) => one !== undefined);
  const least = Math.min(...known);
  return known.length === seconds.length && Number.isFinite(least) ? least : undefined;
}

/** The same answer with an `ETag`, or 304 when the client has it already; a partial answer is never kept. */
export function withPublicCache(
  reply: Reply,
  result: GraphResult,
  seconds: number,
  ifNoneMatch: string | null,
): Reply {
  if (result.errors) return reply;
  const etag = `"${createHash('sha256').update(reply.body).digest('base64url')}"`;
  const headers = { ...reply.headers, 'cache-control': `public, max-age=${seconds}`, etag };
  const known = ifNoneMatch?.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
  return known ? { status: 304, headers, body: '' } : { ...reply, headers };
}
