import { batched } from '../batch.ts';
import { limited } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { FirstLineTeam } from '../prisma/client/client.ts';
import { type KeepFirstLineTeamInput, keepFirstLineTeam } from './keep-team.ts';
import { teamsFor } from './teams.ts';

/** Who is the first line for what is published: nobody has to sign in to read it. */
export function firstLineResolvers(ground: Ground): Resolvers {
  const { prisma } = ground;
  return {
    Query: {
      firstLineTeams: (_: unknown, { first }: { first: number }) =>
        prisma.firstLineTeam.findMany({ orderBy: { groupKey: 'asc' }, take: limited(first, 100) }),
    },
    Mutation: {
      async keepFirstLineTeam(_: unknown, { input }: { input: KeepFirstLineTeamInput }, asking: Asking) {
        const done = await keepFirstLineTeam(ground, asking, input);
        return 'id' in done
          ? { ...done, ...(await prisma.firstLineTeam.findUnique({ where: { groupKey: done.id } })) }
          : done;
      },
    },
    FirstLineTeam: {
      group: ({ groupKey: key }: FirstLineTeam) => ({ key }),
      products: ({ productNumbers }: FirstLineTeam) =>
        productNumbers.map((productNumber) => ({ productNumber })),
    },
    Product: {
      __resolveReference: (reference: object) => reference,
      async firstLineTeam({ productNumber }: { productNumber: string }, _: unknown, asking: Asking) {
        const teams = (numbers: string[]) => teamsFor(prisma, numbers);
        const groupKey = await batched(asking, 'first-line team', productNumber, teams);
        return groupKey ? prisma.firstLineTeam.findUnique({ where: { groupKey } }) : null;
      },
    },
  };
}
