import type { Tx } from '../ports.ts';
import { invalid } from '../refusal.ts';
import { texts } from '../texts.ts';
import { decide, type Facts } from './decide.ts';
import { knownOf } from './route-of.ts';
import type { Example, Rule } from './rule.ts';

/**
 * Runs every example of every rule through all of them: each question must go where its example says, and each rule must
 * decide at least one of its own, so that none is made dead by one before it. Refuses what does not hold, at the example
 * of the rule that is `edited` or with the name of the other rule.
 */
export async function proveRules(tx: Tx, now: Date, rules: readonly Rule[], edited: string | null) {
  const catalogue = await catalogueOf(tx, rules);
  for (const rule of rules) {
    const went = await Promise.all(
      rule.examples.map((example) => goes(rules, example, catalogue(example), now)),
    );
    const wrong = went.findIndex(({ to }, index) => to !== rule.examples[index]?.goesTo);
    if (wrong >= 0) {
      const { to = '', by = null } = went[wrong] ?? {};
      const message = texts.ruleExampleGoes(
        wrong + 1,
        to,
        by?.name ?? null,
        rule.examples[wrong]?.goesTo ?? '',
      );
      throw refusal(rule, edited, `examples.${wrong}`, message);
    }
    if (!went.some(({ by }) => by?.id === rule.id))
      throw refusal(rule, edited, 'examples', texts.ruleNeverReached);
  }
}

type Catalogue = Pick<Facts, 'themes' | 'catalogueGroup'>;

async function goes(rules: readonly Rule[], example: Example, catalogue: Catalogue, now: Date) {
  const at = new Date(example.at ?? now);
  const facts: Facts = { ...example, ...catalogue, at, openCases: () => example.openCases };
  const { decision, weighed } = await decide({ rules, revision: 0 }, facts);
  const last = weighed.at(-1);
  return { to: decision.handlerGroupKey, by: last?.against === null ? last.rule : null };
}

function refusal({ id, name }: Rule, edited: string | null, at: string, message: string) {
  return id === edited ? invalid(`rule.${at}`, message) : invalid('rule', texts.ruleOfOther(name, message));
}

/** What the catalogue says of the products of all examples; a product that is gone is none. */
async function catalogueOf(tx: Tx, rules: readonly Rule[]) {
  const numbers = new Set(rules.flatMap(({ examples }) => examples.map((example) => example.productNumber)));
  const known = new Map<string | null, Awaited<ReturnType<typeof knownOf>>>();
  for (const number of numbers) known.set(number, await knownOf(tx, number));
  return ({ productNumber }: Example) => {
    const { themes = [], catalogueGroup = null } = known.get(productNumber) ?? {};
    return { themes, catalogueGroup };
  };
}
