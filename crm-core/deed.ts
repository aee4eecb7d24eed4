import { type Announcement, announceOnCommit } from './after-commit.ts';
import { allRows, insertRows, type Rows } from './insert-rows.ts';
import type { CoreEvent, Ground, Tx } from './ports.ts';

/** All that an act writes and tells. */
export interface Deed {
  readonly rows: Rows;
  /** For others to hear. */
  readonly events?: readonly CoreEvent[];
  /** For those who watch, once it is committed. */
  readonly announcements?: readonly Announcement[];
}

/** Writes deeds together, in as few statements as if they were one. */
export async function writeDeeds(tx: Tx, ground: Ground, ...deeds: readonly Deed[]): Promise<void> {
  await insertRows(tx, allRows(deeds.map(({ rows }) => rows)));
  await ground.ports.emit(tx, ...deeds.flatMap(({ events = [] }) => events));
  await announceOnCommit(
    tx,
    ground,
    deeds.flatMap(({ announcements = [] }) => announcements),
  );
}
