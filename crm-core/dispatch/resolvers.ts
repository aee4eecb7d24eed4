import { answering } from '../answering.ts';
import { decodeCursor, limited, pageOf } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import type { RoutingRevision } from '../prisma/client/client.ts';
import { requireRole } from '../privacy/who.ts';
import { DateTime } from '../scalars.ts';
import { moveRoutingRule, removeRoutingRule, saveRoutingRule } from './change-rules.ts';
import { proposalResolvers } from './proposal-resolvers.ts';
import { acceptRoutingProposal, refuseRoutingProposal } from './proposals.ts';
import { ruleList } from './rule.ts';
import { ruleResolvers } from './rule-resolvers.ts';
import { type TryInput, tryRouting } from './try-routing.ts';
import { workResolvers } from './work-resolvers.ts';

type Done = { readonly __typename: string; readonly id?: string };

export function dispatchResolvers(ground: Ground): Resolvers {
  const { prisma, ports } = ground;
  const rulesAt = async (number: number) =>
    shown(await prisma.routingRevision.findUniqueOrThrow({ where: { number } }));
  const newest = async () =>
    shown(await prisma.routingRevision.findFirstOrThrow({ orderBy: { number: 'desc' } }));
  const rules = answering(ground, (_, number) => rulesAt(Number(number)));
  const work = workResolvers(ground);
  const proposals = proposalResolvers(ground);
  const proposal =
    <Input>(decide: (ground: Ground, asking: Asking, input: Input) => Promise<Done>) =>
    async (_: unknown, { input }: { input: Input }, asking: Asking) =>
      proposals.shown(await decide(ground, asking, input));
  return {
    DateTime,
    Query: {
      routingRules: (_: unknown, __: unknown, asking: Asking) => {
        requireStaff(asking);
        return newest();
      },
      async routingHistory(_: unknown, args: { first: number; after?: string | null }, asking: Asking) {
        requireRole(asking, 'coordinator', 'admin');
        const first = limited(args.first, 50);
        const after = decodeCursor(args.after, /^\d{1,9}$/);
        const found = await prisma.routingRevision.findMany({
          where: after === undefined ? {} : { number: { lt: Number(after) } },
          orderBy: { number: 'desc' },
          take: first + 1,
        });
        return pageOf(found.map(shown), first, after, ({ revision }) => String(revision));
      },
      tryRouting: (_: unknown, { input }: { input: TryInput }, asking: Asking) =>
        tryRouting(ground, asking, input),
      routingProposals: proposals.list,
      ...work.Query,
    },
    Mutation: {
      saveRoutingRule: rules(saveRoutingRule),
      moveRoutingRule: rules(moveRoutingRule),
      removeRoutingRule: rules(removeRoutingRule),
      acceptRoutingProposal: proposal(acceptRoutingProposal),
      refuseRoutingProposal: proposal(refuseRoutingProposal),
      ...work.Mutation,
    },
    Subscription: {
      routingRulesChanged: {
        async *subscribe(_: unknown, __: unknown, asking: Asking) {
          requireStaff(asking);
          const stop = new AbortController();
          const signal = asking.signal ? AbortSignal.any([asking.signal, stop.signal]) : stop.signal;
          try {
            for await (const _ of ports.listen('routing', signal)) yield await newest();
          } finally {
            stop.abort();
          }
        },
        resolve: (rules: object) => rules,
      },
      ...work.Subscription,
    },
    ...ruleResolvers(ground),
    ...proposals.types,
    ...work.types,
  };
}

function requireStaff(asking: Asking) {
  return requireRole(asking, 'agent', 'expert', 'coordinator', 'admin');
}

function shown({ number, rules, authorName, at, reason }: RoutingRevision) {
  return { revision: number, rules: ruleList.parse(rules), changedByName: authorName, changedAt: at, reason };
}
