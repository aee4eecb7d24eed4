import { type Announcement, announceOnCommit } from './after-commit.ts';
import { allRows, insertRows, type Rows } from './insert-rows.ts';
import type { CoreEvent, Ground, Tx } from './ports.ts';
import type { Prisma } from './prisma/client/client.ts';

/** All that an act writes and tells. */
export interface Deed {
  readonly rows: Rows;
  /** What must be done before any row is written, such as a `change`. */
  readonly first?: readonly Prisma.Sql[];
  /** For others to hear. */
  readonly events?: readonly CoreEvent[];
  /** For those who watch, once it is committed. */
  readonly announcements?: readonly Announcement[];
}

/** Writes deeds together, in as few statements as if they were one. */
export async function writeDeeds(tx: Tx, ground: Ground, ...deeds: readonly Deed[]): Promise<void> {
  const rows = allRows(deeds.map((deed) => deed.rows));
  await insertRows(
    tx,
    rows,
    deeds.flatMap(({ first = [] }) => first),
  );
  await ground.ports.emit(tx, ...deeds.flatMap(({ events = [] }) => events));
  await announceOnCommit(
    tx,
    ground,
    deeds.flatMap(({ announcements = [] }) => announcements),
  );
}
