import { batched } from '../batch.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Resolvers } from '../ports.ts';
import { viewOf } from '../privacy/who.ts';
import { asEnum } from '../scalars.ts';
import { texts } from '../texts.ts';
import type { Decision, Weighed } from './decide.ts';
import { rulesOf } from './routing-rules.ts';
import type { Example, Rule, When } from './rule.ts';
import type { Trial } from './try-routing.ts';

/** How rules, trials and what brought a case somewhere are read. */
export function ruleResolvers(ground: Ground): Resolvers {
  return {
    RoutingRule: { goesTo: ({ goesTo: key }: Rule) => key && { key } },
    RoutingConditions: { kinds: ({ kinds }: When) => kinds.map(asEnum) },
    RoutingExample: {
      kind: ({ kind }: Example) => asEnum(kind),
      goesTo: ({ goesTo: key }: Example) => ({ key }),
    },
    RoutingTrial: {
      handlerGroup: ({ decision }: Trial) => ({ key: decision.handlerGroupKey }),
      routedBy: ({ decision }: Trial) => asEnum(decision.routedBy),
      rule: ({ decision, weighed }: Trial) => (decision.routedBy === 'rule' ? weighed.at(-1)?.rule : null),
      explanation: async (trial: Trial) => {
        const key = trial.decision.handlerGroupKey;
        const { name } = await ground.prisma.handlerGroup.findUniqueOrThrow({ where: { key } });
        return explain(trial, name);
      },
      tried: ({ weighed }: Trial) => weighed,
    },
    RoutingAttempt: {
      fits: ({ against }: Weighed) => against === null,
      because: ({ rule, against }: Weighed) =>
        against ?? (rule.goesTo === null ? texts.ruleStops : texts.ruleCounts),
    },
    Case: {
      __resolveReference: (reference: object) => reference,
      routing: ({ id }: { id: string }, _: unknown, asking: Asking) => routingOf(ground, asking, id),
    },
  };
}

function explain({ decision, weighed }: Trial, group: string): string {
  const { routedBy } = decision;
  if (routedBy === 'rule') return texts.routedByRule(weighed.at(-1)?.rule.name ?? '', group);
  return routedBy === 'catalogue' ? texts.routedByCatalogue(group) : texts.routedToContactCentre;
}

type Routed = Omit<Decision, 'handlerGroupKey' | 'routedBy'> & { readonly routedBy: string };

async function routingOf(ground: Ground, asking: Asking, caseId: string) {
  const view = viewOf(asking);
  if (view.kind === 'own' || !isUuid(caseId)) return null;
  const load = async (ids: string[]) => {
    const found = await ground.prisma.case.findMany({
      where: { id: { in: ids } },
      select: { id: true, routedBy: true, routedRule: true, routedRevision: true },
    });
    return new Map(
      found.flatMap(({ id, routedBy, ...file }) => (routedBy === null ? [] : [[id, { ...file, routedBy }]])),
    );
  };
  const routed = await batched<Routed>(asking, 'routing of case', caseId, load);
  if (!routed) return null;
  const { routedBy, routedRule, routedRevision: revision } = routed;
  const past =
    revision !== null && routedRule !== null ? await rulesOf(ground.prisma, ground, revision) : null;
  return {
    routedBy: asEnum(routedBy),
    rule: past?.rules.find(({ id }) => id === routedRule) ?? null,
    revision,
  };
}
