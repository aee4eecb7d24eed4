import { batched } from '../batch.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Identity, Resolvers } from '../ports.ts';
import { asEnum } from '../scalars.ts';

/** Handler groups are published contact data: nobody has to sign in to read them. */
export function directoryResolvers({ prisma }: Ground): Resolvers {
  const load = async (asking: Asking, key: string) => {
    const loadAll = async (keys: string[]) => {
      const groups = await prisma.handlerGroup.findMany({ where: { key: { in: keys } } });
      return new Map(groups.map((group) => [group.key, group]));
    };
    return (await batched(asking, 'handler group', key, loadAll)) ?? null;
  };
  return {
    Query: {
      me: (_: unknown, __: unknown, { identity }: Asking) => identity,
      handlerGroups: (_: unknown, { first }: { first: number }) =>
        prisma.handlerGroup.findMany({ orderBy: { name: 'asc' }, take: limited(first, 100) }),
      handlerGroup: (_: unknown, { key }: { key: string }, asking: Asking) => load(asking, key),
    },
    Me: {
      kind: ({ kind }: Identity) => asEnum(kind),
      roles: ({ roles }: Identity) => roles.map(asEnum),
      groups: ({ groups }: Identity) =>
        prisma.handlerGroup.findMany({ where: { key: { in: [...groups] } }, orderBy: { name: 'asc' } }),
    },
    HandlerGroup: {
      __resolveReference: ({ key }: { key: string }, asking: Asking) => load(asking, key),
    },
  };
}
