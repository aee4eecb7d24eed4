import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedPages, Snapshot } from './stream.ts';

const pageFile = /^instantiesnapshot-limit-(\d+)-pageNumber-(\d+)\.json$/;

/** Pages kept as files, read one at a time; the last one is given apart, because it still grows. */
export function openRecordings(folder: string): RecordedPages & { readonly last: readonly Snapshot[] } {
  const found = readdirSync(folder)
    .map((file) => pageFile.exec(file))
    .filter((match) => match !== null);
  const pageSize = Number(found[0]?.[1]);
  const count = found.length - 1;
  if (count < 0 || found.some(([, size, page]) => Number(size) !== pageSize || Number(page) > count)) {
    throw new Error('opening recordings: the pages are not all there, or not all of one size');
  }
  const read = (page: number): readonly Snapshot[] => {
    const file = join(folder, `instantiesnapshot-limit-${pageSize}-pageNumber-${page}.json`);
    const { member } = JSON.parse(readFileSync(file, 'utf8')) as { member: Snapshot[] };
    return member.reverse();
  };
  return { count, pageSize, read, last: read(count) };
}
