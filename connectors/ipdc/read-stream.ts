import { setTimeout as sleep } from 'node:timers/promises';
import { ConnectorError, type Delivery, parse } from '../../hub/index.ts';
import type { Client } from './client.ts';
import { readStreamCursor, type StreamCursor } from './cursor.ts';
import { deliver } from './deliver.ts';
import { type Member, readMember } from './member.ts';
import type { Pace } from './pace.ts';
import { type StreamPage, streamPage } from './wire.ts';

/** Part of the address of every page: another size numbers the pages anew, and cursors hold page numbers. */
export const pageSize = 25;

export interface Reading {
  readonly client: Client;
  readonly pace: Pace;
  readonly pollMs: number;
  readonly now: () => Date;
  /** One per reader: what the remote sees as one correlated story. */
  readonly correlationid: string;
}

/** The event stream from `cursor` on, oldest version first; at its end it looks again every `pollMs`. */
export async function* readStream(
  reading: Reading,
  signal: AbortSignal,
  cursor: string | undefined,
): AsyncGenerator<Delivery, void> {
  let place = readStreamCursor(cursor);
  while (!signal.aborted) {
    await reading.pace.turn(signal);
    if (signal.aborted) return;
    const page = await readPage(reading, place.page, signal);
    const fresh = unseen(page, place, reading.now());
    const hasNext = page.view.relation?.some((relation) => relation['@type'] === forwards) ?? false;
    const placeAfter = placesIn(place, fresh, hasNext);
    yield* deliver(fresh, (count) => JSON.stringify(placeAfter(count)), signal);
    place = placeAfter(fresh.length);
    if (!hasNext) await sleep(reading.pollMs, undefined, { signal }).catch(() => {});
  }
}

const forwards = 'GreaterThanOrEqualToRelation';

async function readPage({ client, pace, correlationid }: Reading, pageNumber: number, signal: AbortSignal) {
  const doing = `reading page ${pageNumber} of the stream`;
  try {
    const { body, headers } = await client.get({
      route: '/doc/instantiesnapshot',
      query: { limit: pageSize, pageNumber },
      correlationid,
      signal,
    });
    pace.learn(headers);
    return parse(streamPage, body, 'GET /doc/instantiesnapshot');
  } catch (cause) {
    if (!(cause instanceof ConnectorError) || cause.failure !== 'malformed') throw cause;
    throw new ConnectorError(`${doing}: ${cause.message}`, { failure: 'malformed', cause });
  }
}

/** What is new on a page, oldest first: pages list the newest first, but it is the instants that count. */
function unseen(page: StreamPage, { page: pageNumber, seen }: StreamCursor, now: Date): readonly Member[] {
  const known = new Set(seen);
  const fresh: { readonly member: Member; readonly micros: number }[] = [];
  let micros = 0;
  for (const raw of page.member.toReversed()) {
    const member = readMember(raw, pageNumber, now);
    micros = member.micros ?? micros; // without an instant of its own it stays behind its neighbour
    if (!known.has(member.id)) fresh.push({ member, micros });
    known.add(member.id);
  }
  return fresh.sort((a, b) => a.micros - b.micros).map(({ member }) => member);
}

/** The place after some of the fresh members: within this page, or at the start of the next once it is used up. */
function placesIn({ page, seen }: StreamCursor, fresh: readonly Member[], hasNext: boolean) {
  return (count: number): StreamCursor => {
    if (hasNext && count === fresh.length) return { source: 'ldes', page: page + 1, seen: [] };
    return { source: 'ldes', page, seen: [...seen, ...fresh.slice(0, count).map(({ id }) => id)] };
  };
}
