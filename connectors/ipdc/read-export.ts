import { setTimeout as sleep } from 'node:timers/promises';
import { type Delivery, parse } from '../../hub/index.ts';
import { type ExportCursor, readExportCursor } from './cursor.ts';
import { deliver } from './deliver.ts';
import { asVersion, type Member, readMember } from './member.ts';
import { pageSize, type Reading } from './read-stream.ts';
import { type ExportPage, exportPage } from './wire.ts';

/**
 * The fallback: the live versions that were received since a moment, as sweeps over a window. The API promises no order
 * and a product that changes moves the pages under the reader, so a window of several pages is swept until a sweep
 * brings nothing new; only then it moves on.
 */
export async function* readExport(
  reading: Reading,
  signal: AbortSignal,
  cursor: string | undefined,
): AsyncGenerator<Delivery, void> {
  let place = readExportCursor(cursor);
  let known: ReadonlySet<string> = new Set(); // the versions of this window: at most one a product
  let news = place.page; // what earlier pages of a resumed sweep brought is not known: as if something
  while (!signal.aborted) {
    await reading.pace.turn(signal);
    if (signal.aborted) return;
    const page = await readPage(reading, place, signal);
    const members = readMembers(page, place, reading.now());
    const fresh = members.filter(({ id }) => !known.has(id));
    const at = place;
    yield* deliver(fresh, (count) => JSON.stringify(placeAfter(at, fresh.slice(0, count))), signal);
    known = new Set([...known, ...fresh.map(({ id }) => id)]);
    news += fresh.length;
    const { next, isSettled } = goOn(placeAfter(at, fresh), page.hydraTotalItems, news);
    place = next;
    if (place.page === 0) news = 0;
    if (!isSettled) continue;
    if (next.from !== at.from) known = new Set(members.map(({ id }) => id));
    await sleep(reading.pollMs, undefined, { signal }).catch(() => {});
  }
}

/** Where to read after a page: the next one, the same window once more, or a window that starts at the latest version. */
function goOn(place: ExportCursor, total: number, news: number) {
  const hasNext = (place.page + 1) * pageSize < total;
  if (hasNext) return { next: { ...place, page: place.page + 1 }, isSettled: false };
  const isSettled = place.page === 0 || news === 0;
  return { next: { ...place, page: 0, ...(isSettled && { from: place.latest }) }, isSettled };
}

async function readPage(reading: Reading, { from, page }: ExportCursor, signal: AbortSignal) {
  const { body, headers } = await reading.client.get({
    route: '/doc/instantie/export/byLaatstOntvangen',
    query: { limit: pageSize, pageIndex: page, ...(from && { laatstOntvangenVanaf: toSecond(from) }) },
    correlationid: reading.correlationid,
    signal,
  });
  reading.pace.learn(headers);
  return parse(exportPage, body, `reading page ${page} of the export`);
}

/** The parameter is documented to the second; rounded down, it repeats a little and misses nothing. */
function toSecond(instant: string) {
  return `${instant.slice(0, 19)}Z`;
}

function readMembers({ hydraMember }: ExportPage, { page }: ExportCursor, now: Date): readonly Member[] {
  return hydraMember.map((raw) => readMember(asVersion(raw), page, now));
}

function placeAfter(place: ExportCursor, delivered: readonly Member[]): ExportCursor {
  const latest = delivered.reduce<string | null | undefined>(
    (latest, { micros, message }) => (micros === undefined ? latest : later(latest, message.time)),
    place.latest,
  );
  return { ...place, latest };
}

/** To the second, which is all that a window needs. */
function later(one: string | null | undefined, other: string) {
  return one && toSecond(one) >= toSecond(other) ? one : other;
}
