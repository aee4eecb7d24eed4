import { randomUUID } from 'node:crypto';
import { announceOnCommit } from '../after-commit.ts';
import { requiredText } from '../clean-text.ts';
import { once } from '../once.ts';
import type { Asking, Ground, Identity, Tx } from '../ports.ts';
import { writeAudit } from '../privacy/audit.ts';
import { actorOf, requireRole } from '../privacy/who.ts';
import { conflict, invalid, notFound } from '../refusal.ts';
import { texts } from '../texts.ts';
import { proveRules } from './prove-rules.ts';
import { type RuleInput, readRule } from './read-rule.ts';
import { currentRules } from './routing-rules.ts';
import type { Rule } from './rule.ts';

interface RulesInput {
  readonly idempotencyKey: string;
  /** The revision that the editor saw. */
  readonly basedOn: number;
  readonly reason: string;
}

type SaveInput = RulesInput & {
  readonly id?: string | null;
  readonly rule: RuleInput;
  readonly before?: string | null;
};

const mostRules = 500;

/** Adds a rule at the end or before another, or changes one where it stands or moves it. */
export function saveRoutingRule(ground: Ground, asking: Asking, input: SaveInput) {
  return change(ground, asking, 'saveRoutingRule', input, async (tx, rules) => {
    const { id = null, before = null } = input;
    const place = rules.findIndex((rule) => rule.id === id);
    if (id !== null && place < 0) throw notFound(texts.ruleUnknown);
    if (id === null && rules.length >= mostRules) throw invalid('rule', texts.limit(mostRules));
    const rule = await readRule(tx, id ?? randomUUID(), input.rule);
    if (id !== null && before === null) return { edited: id, rules: rules.with(place, rule) };
    return { edited: rule.id, rules: put(rules, rule, before) };
  });
}

/** Puts a rule before another, or at the end. */
export function moveRoutingRule(
  ground: Ground,
  asking: Asking,
  input: RulesInput & { readonly id: string; readonly before?: string | null },
) {
  return change(ground, asking, 'moveRoutingRule', input, async (_, rules) => {
    const rule = rules.find(({ id }) => id === input.id);
    if (!rule) throw notFound(texts.ruleUnknown);
    return { edited: null, rules: put(rules, rule, input.before ?? null) };
  });
}

export function removeRoutingRule(
  ground: Ground,
  asking: Asking,
  input: RulesInput & { readonly id: string },
) {
  return change(ground, asking, 'removeRoutingRule', input, async (_, rules) => {
    const left = rules.filter(({ id }) => id !== input.id);
    if (left.length === rules.length) throw notFound(texts.ruleUnknown);
    return { edited: null, rules: left };
  });
}

function put(rules: readonly Rule[], rule: Rule, before: string | null): Rule[] {
  const others = rules.filter(({ id }) => id !== rule.id);
  if (before === null) return [...others, rule];
  const place = others.findIndex(({ id }) => id === before);
  if (place < 0) throw invalid('before', texts.ruleUnknown);
  return others.toSpliced(place, 0, rule);
}

interface Changed {
  /** The rule whose examples are the editor's own. */
  readonly edited: string | null;
  readonly rules: readonly Rule[];
}

function change<Input extends RulesInput>(
  ground: Ground,
  asking: Asking,
  mutation: string,
  input: Input,
  changed: (tx: Tx, rules: readonly Rule[]) => Promise<Changed>,
) {
  const identity = requireRole(asking, 'coordinator', 'admin');
  return once(ground, asking, mutation, input, async (tx) => {
    const reason = requiredText('reason', input.reason);
    const { rules, revision } = await holdRules(tx, ground);
    if (revision !== input.basedOn) throw conflict(texts.rulesChanged(await lastChange(tx, revision)));
    const { edited, rules: renewed } = await changed(tx, rules);
    return keepRules(tx, ground, asking, identity, {
      edited,
      rules: renewed,
      reason,
      revision,
      act: mutation,
    });
  });
}

/** The newest rules; nobody else changes them until the end of the transaction. */
export async function holdRules(tx: Tx, ground: Ground) {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('routing_revision'))`;
  return currentRules(tx, ground);
}

function lastChange(tx: Tx, number: number) {
  return tx.routingRevision.findUniqueOrThrow({ where: { number } });
}

interface Renewed extends Changed {
  readonly reason: string;
  readonly revision: number;
  readonly act: string;
}

/** Proves rules that are to follow on the held ones, and makes them the rules of all nodes. */
export async function keepRules(
  tx: Tx,
  ground: Ground,
  asking: Asking,
  identity: Identity,
  renewed: Renewed,
) {
  const { rules, reason, edited, act } = renewed;
  const at = ground.ports.now();
  const number = renewed.revision + 1;
  await proveRules(tx, at, rules, edited);
  await tx.routingRevision.create({
    data: {
      number,
      rules: structuredClone(rules) as object[],
      reason,
      authorSubject: identity.subject,
      authorName: identity.name,
      at,
    },
  });
  await writeAudit(tx, at, actorOf(identity), asking, {
    act: `routing.${act}`,
    subjectType: 'routing',
    subjectId: String(number),
    details: { rules: rules.length, ...(edited !== null && { rule: edited }) },
  });
  await announceOnCommit(tx, ground, [{ topic: 'routing', payload: { revision: number } }]);
  return { __typename: 'RoutingRules', id: String(number) };
}
