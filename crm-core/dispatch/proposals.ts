import { randomUUID } from 'node:crypto';
import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import { isUuid } from '../page.ts';
import type { Asking, Ground, Tx } from '../ports.ts';
import type { RoutingProposal } from '../prisma/client/client.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { holdRules, keepRules } from './change-rules.ts';
import type { Rule } from './rule.ts';

interface DecideInput {
  readonly idempotencyKey: string;
  readonly proposalId: string;
  readonly reason: string;
}

/** Makes the proposed rule one of the rules, when all examples still go where they must; else says which one does not. */
export function acceptRoutingProposal(ground: Ground, asking: Asking, input: DecideInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  return once(ground, asking, 'acceptRoutingProposal', input, async (tx) => {
    const { rules, revision } = await holdRules(tx, ground);
    const proposal = await holdProposal(tx, input.proposalId);
    const reason = requiredText('reason', input.reason);
    const renewed = learned(rules, proposal, await productName(tx, proposal.productNumber));
    if (!renewed) throw conflict(texts.proposalOvertaken);
    await keepRules(tx, ground, asking, identity, {
      ...renewed,
      reason,
      revision,
      act: 'acceptRoutingProposal',
    });
    return settle(tx, ground, proposal, { state: 'accepted', by: identity.name, reason });
  });
}

/** Keeps the rules as they are; the same proposal does not come back. */
export function refuseRoutingProposal(ground: Ground, asking: Asking, input: DecideInput) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  return once(ground, asking, 'refuseRoutingProposal', input, async (tx) => {
    const proposal = await holdProposal(tx, input.proposalId);
    const reason = requiredText('reason', input.reason);
    await writeAudit(tx, ground.ports.now(), actorOf(identity), asking, {
      act: 'routing.refuseRoutingProposal',
      subjectType: 'routing',
      subjectId: proposal.id,
    });
    return settle(tx, ground, proposal, { state: 'refused', by: identity.name, reason });
  });
}

async function holdProposal(tx: Tx, id: string): Promise<RoutingProposal> {
  if (!isUuid(id)) throw notFound(texts.proposalUnknown);
  await tx.$executeRaw`select from routing_proposal where id = ${id}::uuid for update`;
  const proposal = await tx.routingProposal.findUnique({ where: { id } });
  if (!proposal) throw notFound(texts.proposalUnknown);
  if (proposal.state !== 'open') throw conflict(texts.proposalDecided(proposal.decidedBy ?? ''));
  return proposal;
}

async function settle(
  tx: Tx,
  { ports }: Ground,
  { id }: RoutingProposal,
  { state, by, reason }: { readonly state: string; readonly by: string; readonly reason: string },
) {
  const data = { state, decidedBy: by, decidedReason: reason, decidedAt: ports.now() };
  await tx.routingProposal.update({ where: { id }, data });
  return { __typename: 'RoutingProposal', id };
}

type Proposed = Pick<RoutingProposal, 'routedRule' | 'productNumber' | 'belongsToKey'>;

/**
 * The rules with what was learned: for a product, a rule of its own before the one that sent it wrongly, or at the end where
 * the catalogue did; without a product, the rule itself goes elsewhere. Null where that rule is gone.
 */
export function learned(rules: readonly Rule[], proposal: Proposed, product: string | null) {
  const { routedRule, productNumber, belongsToKey: goesTo } = proposal;
  const place = routedRule === null ? rules.length : rules.findIndex(({ id }) => id === routedRule);
  const wrong = rules[place];
  if (place < 0 || (wrong === undefined && productNumber === null)) return null;
  if (wrong && productNumber === null) {
    const examples = wrong.examples.map((example) =>
      example.goesTo === wrong.goesTo ? { ...example, goesTo } : example,
    );
    return { edited: wrong.id, rules: rules.with(place, { ...wrong, goesTo, examples }) };
  }
  const rule = ruleFor(wrong, productNumber ?? '', product ?? productNumber ?? '', goesTo);
  return { edited: rule.id, rules: rules.toSpliced(place, 0, rule) };
}

function ruleFor(wrong: Rule | undefined, productNumber: string, name: string, goesTo: string): Rule {
  const nothing = {
    kinds: [],
    products: [],
    themes: [],
    postcodes: [],
    streets: [],
    words: [],
    weekdays: [],
    hours: null,
    season: null,
    whileFewerThan: null,
  };
  const when = { ...(wrong?.when ?? nothing), products: [productNumber], themes: [], whileFewerThan: null };
  const asked = wrong?.examples.find((example) => example.goesTo === wrong.goesTo);
  const example = asked ?? {
    kind: 'question' as const,
    text: '',
    postcode: null,
    street: null,
    at: null,
    openCases: 0,
  };
  return { id: randomUUID(), name, when, goesTo, examples: [{ ...example, productNumber, goesTo }] };
}

async function productName(tx: Tx, productNumber: string | null): Promise<string | null> {
  if (productNumber === null) return null;
  const product = await tx.product.findUnique({ where: { productNumber }, select: { name: true } });
  return product?.name ?? null;
}
