import { batched } from '../batch.ts';
import { decodeCursor, limited, pageOf } from '../page.ts';
import type { Asking, Ground } from '../ports.ts';
import type { Misrouting, RoutingProposal } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { asEnum, fromEnum } from '../scalars.ts';
import { evidenceOf } from './learn-from.ts';
import { learned } from './proposals.ts';
import { currentRules } from './routing-rules.ts';

interface ListArgs {
  readonly state: string;
  readonly first: number;
  readonly after?: string | null;
}

type Done = { readonly __typename: string; readonly id?: string };

const mostEvidence = 50;

/** How proposals and what they rest on are read. */
export function proposalResolvers(ground: Ground) {
  const { prisma } = ground;
  const evidence = async (proposal: RoutingProposal, asking: Asking) =>
    (await batched(asking, 'evidence of proposal', proposal.id, (ids) => evidenceFor(ground, ids))) ?? [];
  return {
    async shown(done: Done) {
      if (done.id === undefined) return done;
      const proposal = await prisma.routingProposal.findUniqueOrThrow({ where: { id: done.id } });
      return { ...proposal, __typename: 'RoutingProposal' };
    },
    async list(_: unknown, args: ListArgs, asking: Asking) {
      requireRole(asking, 'coordinator', 'admin');
      const first = limited(args.first, 50);
      const id = decodeCursor(args.after, /^[0-9a-f-]{36}$/);
      const found = await prisma.routingProposal.findMany({
        where: { state: fromEnum(args.state) },
        orderBy: [{ madeAt: 'desc' }, { id: 'asc' }],
        take: first + 1,
        ...(id !== undefined && { cursor: { id }, skip: 1 }),
      });
      return pageOf(found, first, id, (proposal) => proposal.id);
    },
    types: {
      RoutingProposal: {
        state: ({ state }: RoutingProposal) => asEnum(state),
        sentBy: ({ routedBy }: RoutingProposal) => asEnum(routedBy),
        async rule({ routedRule }: RoutingProposal) {
          if (routedRule === null) return null;
          const { rules } = await currentRules(prisma, ground);
          return rules.find(({ id }) => id === routedRule) ?? null;
        },
        from: ({ fromGroupKey: key }: RoutingProposal) => ({ key }),
        to: ({ belongsToKey: key }: RoutingProposal) => ({ key }),
        async proposed(proposal: RoutingProposal, _: unknown, asking: Asking) {
          if (proposal.state !== 'open') return null;
          const { rules } = await currentRules(prisma, ground);
          const renewed = learned(rules, proposal, await nameOf(ground, asking, proposal.productNumber));
          return renewed?.rules.find(({ id }) => id === renewed.edited) ?? null;
        },
        returns: async (proposal: RoutingProposal, _: unknown, asking: Asking) =>
          (await evidence(proposal, asking)).length,
        evidence: async (proposal: RoutingProposal, _: unknown, asking: Asking) =>
          (await evidence(proposal, asking)).slice(0, mostEvidence),
      },
      Misrouting: {
        case: ({ caseId: id }: Misrouting) => id && { id },
        transfer: ({ transferId: id }: Misrouting) => id && { id },
        returnedAt: ({ at }: Misrouting) => at,
      },
    },
  };
}

async function evidenceFor({ prisma }: Ground, ids: string[]): Promise<Map<string, Misrouting[]>> {
  const proposals = await prisma.routingProposal.findMany({ where: { id: { in: ids } } });
  const found = await prisma.misrouting.findMany({
    where: { OR: proposals.map(evidenceOf) },
    orderBy: { at: 'desc' },
    take: 5_000,
  });
  const keyOf = (one: Parameters<typeof evidenceOf>[0]) => JSON.stringify(evidenceOf(one));
  const byKey = Map.groupBy(found, keyOf);
  return new Map(proposals.map((proposal) => [proposal.id, byKey.get(keyOf(proposal)) ?? []]));
}

async function nameOf({ prisma }: Ground, asking: Asking, number: string | null): Promise<string | null> {
  if (number === null) return null;
  const load = async (numbers: string[]) => {
    const products = await prisma.product.findMany({
      where: { productNumber: { in: numbers } },
      select: { productNumber: true, name: true },
    });
    return new Map(products.map(({ productNumber, name }) => [productNumber, name]));
  };
  return (await batched(asking, 'name of product', number, load)) ?? null;
}
