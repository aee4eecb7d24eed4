import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import { isUuid, limited } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf } from '../privacy/who.ts';
import { invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { groupsOf, requireWorker, type WorklistFilter, type WorklistSort } from './worklist.ts';

interface SaveFilterInput {
  readonly idempotencyKey: string;
  readonly name: string;
  readonly filter: WorklistFilter;
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly products: readonly string[];
  readonly sort: WorklistSort;
  readonly sharedWith?: string | null;
}

const most = 100;

/** Keeps a worklist under a name of one's own; who shares it with a group of his shows it to its members. */
export function saveFilter(ground: Ground, asking: Asking, input: SaveFilterInput) {
  const identity = requireWorker(asking);
  return once(ground, asking, 'saveFilter', input, async (tx) => {
    const name = requiredText('name', input.name);
    const criteria = readCriteria(input);
    const sharedWithKey = input.sharedWith ?? null;
    if (sharedWithKey !== null && !groupsOf(identity).includes(sharedWithKey))
      throw invalid('sharedWith', texts.filterGroup);
    const { subject: ownerSubject, name: ownerName } = identity;
    const where = { ownerSubject_name: { ownerSubject, name } };
    const kept = { ownerName, criteria, sharedWithKey, changedAt: ground.ports.now() };
    const known = await tx.savedFilter.findUnique({ where });
    if (!known && (await tx.savedFilter.count({ where: { ownerSubject } })) >= most)
      throw invalid('name', texts.filterTooMany(most));
    const { id } = await tx.savedFilter.upsert({
      where,
      create: { ownerSubject, name, ...kept },
      update: kept,
    });
    const act = { act: 'filter.save', subjectType: 'filter', subjectId: id } as const;
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, act);
    return { __typename: 'SavedFilter', id };
  });
}

function readCriteria({ filter, groups, kinds, products, sort }: SaveFilterInput) {
  const criteria = { filter, groups: [...groups], kinds: [...kinds], products: [...products], sort };
  for (const list of ['groups', 'kinds', 'products'] as const)
    if (criteria[list].length > most) throw invalid(list, texts.limit(most));
  return criteria;
}

export function removeFilter(
  ground: Ground,
  asking: Asking,
  input: { readonly idempotencyKey: string; readonly filterId: string },
) {
  const identity = requireWorker(asking);
  return once(ground, asking, 'removeFilter', input, async (tx) => {
    const { filterId: id } = input;
    if (!isUuid(id)) throw notFound(texts.filterUnknown);
    const { count } = await tx.savedFilter.deleteMany({ where: { id, ownerSubject: identity.subject } });
    if (count === 0) throw notFound(texts.filterUnknown);
    const act = { act: 'filter.remove', subjectType: 'filter', subjectId: id } as const;
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, act);
    return { __typename: 'RemovedFilter', id };
  });
}

/** One's own, and those that one's groups share, by name. */
export function savedFilters({ prisma }: Ground, asking: Asking, first: number) {
  const identity = requireWorker(asking);
  return prisma.savedFilter.findMany({
    where: {
      OR: [{ ownerSubject: identity.subject }, { sharedWithKey: { in: [...groupsOf(identity)] } }],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limited(first, 200),
  });
}
