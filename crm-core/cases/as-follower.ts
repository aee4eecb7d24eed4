import { titleOf } from '../contacts/title-of.ts';
import type { Case, CaseFollower } from '../prisma/client/client.ts';

/** A case as one who joined it sees it: under his own reference and in his own words, without what the first reporter told. */
export function asFollower<Row extends Case>(file: Row, follower: CaseFollower): Row {
  const { reference, customerId, text, joinedAt } = follower;
  const title = titleOf(text);
  const hidden = { question: null, place: null, latitude: null, longitude: null, asked: null };
  return { ...file, ...hidden, reference, customerId, title, description: text, openedAt: joinedAt };
}
