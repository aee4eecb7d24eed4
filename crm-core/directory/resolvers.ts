import { answering } from '../answering.ts';
import { batched } from '../batch.ts';
import { openCasesByGroup } from '../dispatch/open-cases-of.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Identity, Resolvers } from '../ports.ts';
import type { HandlerGroup } from '../prisma/client/client.ts';
import { asEnum, DateTime, LocalDate } from '../scalars.ts';
import { publishingResolvers } from './publishing-resolvers.ts';
import { saveHandlerGroup } from './save-group.ts';
import { endAbsence, setAbsence } from './set-absence.ts';
import { isStaff, staffResolvers } from './staff-resolvers.ts';

/** Handler groups are published contact data: nobody has to sign in to read them. */
export function directoryResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  const load = async (asking: Asking, key: string) => {
    const loadAll = async (keys: string[]) => {
      const groups = await prisma.handlerGroup.findMany({ where: { key: { in: keys } } });
      return new Map(groups.map((group) => [group.key, group]));
    };
    return (await batched(asking, 'handler group', key, loadAll)) ?? null;
  };
  const staff = staffResolvers(ground);
  const publishing = publishingResolvers(ground);
  return {
    DateTime,
    Date: LocalDate,
    Query: {
      me: (_: unknown, __: unknown, { identity }: Asking) => identity,
      handlerGroups: (_: unknown, { first }: { first: number }) =>
        prisma.handlerGroup.findMany({ orderBy: { name: 'asc' }, take: limited(first, 100) }),
      handlerGroup: (_: unknown, { key }: { key: string }, asking: Asking) => load(asking, key),
      ...staff.Query,
      ...publishing.Query,
    },
    Mutation: {
      saveHandlerGroup: answering(ground, load)(saveHandlerGroup),
      setAbsence: answering(ground, staff.load)(setAbsence),
      endAbsence: answering(ground, staff.load)(endAbsence),
      ...publishing.Mutation,
    },
    Me: {
      kind: ({ kind }: Identity) => asEnum(kind),
      roles: ({ roles }: Identity) => roles.map(asEnum),
      groups: ({ groups }: Identity) =>
        prisma.handlerGroup.findMany({ where: { key: { in: [...groups] } }, orderBy: { name: 'asc' } }),
    },
    HandlerGroup: {
      __resolveReference: ({ key }: { key: string }, asking: Asking) => load(asking, key),
      settings: (group: HandlerGroup, _: unknown, asking: Asking) =>
        isStaff(asking) ? settingsOf(group) : null,
      members: staff.membersOf,
      async openCases({ key }: HandlerGroup, _: unknown, asking: Asking) {
        if (!isStaff(asking)) return null;
        return (
          (await batched(asking, 'open cases of group', key, (keys) => openCasesByGroup(prisma, keys))) ?? 0
        );
      },
      ...publishing.HandlerGroup,
    },
    ...staff.types,
    ...publishing.types,
  };
}

function settingsOf({ assignment, capacity, remindAfter, leadAfter, poolAfter, version }: HandlerGroup) {
  return {
    assignment: asEnum(assignment),
    capacity,
    remindAfterHours: remindAfter,
    leadAfterHours: leadAfter,
    poolAfterHours: poolAfter,
    version,
  };
}
