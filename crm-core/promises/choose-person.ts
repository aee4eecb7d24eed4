import { presentMembers, standInFor } from '../directory/staff.ts';
import type { Ground, Tx } from '../ports.ts';

const repeatedTimes = 2;
const repeatedMs = 14 * 86_400_000;

interface Wanted {
  readonly handlerGroupKey: string;
  /** Whom the customer asked for; null for nobody. */
  readonly person: string | null;
  /** E.164. */
  readonly phone: string;
}

/**
 * Who calls back (R069): the one who was asked for while he is there, else who takes his place, else the group. A customer
 * who was promised a call by the same person twice in two weeks gets the colleague with the least promises instead.
 */
export async function choosePerson(tx: Tx, ground: Ground, { handlerGroupKey, person, phone }: Wanted) {
  if (person === null) return null;
  const now = ground.ports.now();
  const present = await presentMembers(tx, handlerGroupKey, now);
  const colleagues = present.filter(({ subject }) => subject !== person);
  if (await askedBefore(tx, now, person, phone)) return leastBusy(tx, colleagues);
  const there = await standInFor(tx, person, now);
  return present.find(({ subject }) => subject === there) ?? null;
}

async function askedBefore(tx: Tx, now: Date, assigneeSubject: string, phone: string): Promise<boolean> {
  const since = { gte: new Date(now.getTime() - repeatedMs) };
  const before = { kind: 'callback', phone, assigneeSubject, madeAt: since };
  return (await tx.customerPromise.count({ where: before })) >= repeatedTimes;
}

async function leastBusy<Member extends { readonly subject: string }>(tx: Tx, members: readonly Member[]) {
  const counts = await tx.customerPromise.groupBy({
    by: ['assigneeSubject'],
    where: { state: 'open', assigneeSubject: { in: members.map(({ subject }) => subject) } },
    _count: true,
  });
  const load = new Map(counts.map(({ assigneeSubject, _count }) => [assigneeSubject, _count]));
  return members.toSorted((a, b) => (load.get(a.subject) ?? 0) - (load.get(b.subject) ?? 0))[0] ?? null;
}
