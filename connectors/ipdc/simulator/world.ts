import { Faults } from '../../../hub/simulator.ts';
import { buildHistories } from './histories.ts';
import { readSheets } from './product-sheet.ts';
import { openRecordings } from './recorded-pages.ts';
import { SnapshotStream } from './stream.ts';
import { TokenBucket } from './token-bucket.ts';

/** Ways in which a page can be wrong, until it is mended with `none`. */
export const corruptions = ['none', 'truncated', 'not-json', 'no-members', 'member'] as const;
export type Corruption = (typeof corruptions)[number];

/** All that the simulator knows and that its control interface can change. */
export interface World {
  readonly stream: SnapshotStream;
  readonly bucket: TokenBucket;
  readonly faults: Faults;
  readonly corrupted: Map<number, Corruption>;
  /** How often each operation was asked. */
  readonly asked: Map<string, number>;
  apiKey: string;
}

export function createWorld(recordings: string | undefined): World {
  return {
    stream: recordings === undefined ? ownStream() : recordedStream(recordings),
    bucket: new TokenBucket(1_000_000, 60_000),
    faults: new Faults(),
    corrupted: new Map(),
    asked: new Map(),
    apiKey: 'simulated-ipdc-key',
  };
}

function ownStream() {
  return new SnapshotStream(buildHistories(readSheets()));
}

function recordedStream(folder: string) {
  const recordings = openRecordings(folder);
  return new SnapshotStream(recordings.last, recordings);
}
