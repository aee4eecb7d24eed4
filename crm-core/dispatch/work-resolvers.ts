import type { Asking, Ground } from '../ports.ts';
import type { CaseViewer, Notice, SavedFilter } from '../prisma/client/client.ts';
import { requireIdentity } from '../privacy/who.ts';
import { asEnum } from '../scalars.ts';
import { caseViewers, caseViewersChanges, leaveCase, lookAtCase, type Viewers } from './case-viewers.ts';
import { noticeGiven, notices } from './notices.ts';
import { removeFilter, savedFilters, saveFilter } from './saved-filters.ts';
import { requireWorker, type WorklistFilter, worklistCount } from './worklist.ts';

interface Criteria {
  readonly filter: string;
  readonly groups: readonly string[];
  readonly kinds: readonly string[];
  readonly products: readonly string[];
  readonly sort: string;
}

type Given<Change extends (ground: Ground, asking: Asking, input: never) => unknown> = {
  readonly input: Parameters<Change>[2];
};

/** Worklists, who looks at what, and what must be heard. */
export function workResolvers(ground: Ground) {
  const { prisma } = ground;
  const count = (filter: WorklistFilter) => (_: unknown, __: unknown, asking: Asking) =>
    worklistCount(ground, asking, filter);
  const criteria =
    <Field extends keyof Criteria>(field: Field) =>
    ({ criteria }: SavedFilter) =>
      (criteria as unknown as Criteria)[field];
  return {
    Query: {
      worklistCounts: (_: unknown, __: unknown, asking: Asking) => requireWorker(asking) && {},
      savedFilters: (_: unknown, { first }: { first: number }, asking: Asking) =>
        savedFilters(ground, asking, first),
      notices: (_: unknown, args: { first: number; after?: string | null }, asking: Asking) =>
        notices(ground, asking, args),
      caseViewers: (_: unknown, { caseId }: { caseId: string }, asking: Asking) =>
        caseViewers(ground, asking, caseId),
    },
    Mutation: {
      async saveFilter(_: unknown, { input }: Given<typeof saveFilter>, asking: Asking) {
        const done = await saveFilter(ground, asking, input);
        if (!('id' in done)) return done;
        const kept = await prisma.savedFilter.findUniqueOrThrow({ where: { id: done.id } });
        return { ...kept, __typename: 'SavedFilter' };
      },
      removeFilter: (_: unknown, { input }: Given<typeof removeFilter>, asking: Asking) =>
        removeFilter(ground, asking, input),
      lookAtCase: (_: unknown, { input }: Given<typeof lookAtCase>, asking: Asking) =>
        lookAtCase(ground, asking, input),
      leaveCase: (_: unknown, { input }: Given<typeof leaveCase>, asking: Asking) =>
        leaveCase(ground, asking, input),
    },
    Subscription: {
      caseViewersChanged: {
        subscribe: (_: unknown, { caseId }: { caseId: string }, asking: Asking) =>
          caseViewersChanges(ground, asking, caseId),
        resolve: (viewers: Viewers) => viewers,
      },
      noticeGiven: {
        subscribe: (_: unknown, __: unknown, asking: Asking) => noticeGiven(ground, asking),
        resolve: (notice: Notice) => notice,
      },
    },
    types: {
      WorklistCounts: {
        mine: count('MINE'),
        myGroups: count('MY_GROUPS'),
        unassigned: count('UNASSIGNED'),
        dueSoon: count('DUE_SOON'),
        late: count('LATE'),
        returned: count('RETURNED'),
        waiting: count('WAITING'),
      },
      SavedFilter: {
        filter: criteria('filter'),
        groups: criteria('groups'),
        kinds: criteria('kinds'),
        products: criteria('products'),
        sort: criteria('sort'),
        sharedWith: ({ sharedWithKey: key }: SavedFilter) => key && { key },
        mine: ({ ownerSubject }: SavedFilter, _: unknown, asking: Asking) =>
          ownerSubject === requireIdentity(asking).subject,
      },
      CaseViewers: { case: ({ caseId: id }: Viewers) => ({ id }) },
      CaseViewer: {
        me: ({ subject }: CaseViewer, _: unknown, asking: Asking) =>
          subject === requireIdentity(asking).subject,
        doing: ({ doing }: CaseViewer) => asEnum(doing),
      },
      Notice: {
        givenAt: ({ at }: Notice) => at,
        case: ({ caseId: id }: Notice) => id && { id },
        handlerGroup: ({ groupKey: key }: Notice) => ({ key }),
        forMe: ({ subject }: Notice) => subject !== null,
        forLeads: ({ leadsOnly }: Notice) => leadsOnly,
      },
    },
  };
}
