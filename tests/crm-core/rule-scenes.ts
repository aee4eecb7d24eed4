import { randomUUID } from 'node:crypto';
import type { Identity } from '../../crm-core/ports.ts';
import { draft, register } from './scenes.ts';
import { type Answer, agent, expert, type World } from './world.ts';

export const coordinator = { ...expert, subject: 'coordinator-an', name: 'An Baert', roles: ['coordinator'] };
export const admin = { ...expert, subject: 'admin-ines', name: 'Ines Willems', roles: ['admin'], groups: [] };

/** A rule that sends reports of litter to the department of waste. */
export const refuse = {
  name: 'Zwerfvuil',
  when: { kinds: ['REPORT'], words: ['zwerfvuil', 'sluikstort*'] },
  goesTo: 'afval-en-milieu',
  examples: [{ kind: 'REPORT', text: 'Er ligt zwerfvuil in het park.', goesTo: 'afval-en-milieu' }],
};

export async function rules(city: World, identity: Identity = coordinator) {
  const { routingRules } = await city.ask(
    identity,
    '{ routingRules { revision changedByName reason rules { id name goesTo { key } } } }',
  );
  return routingRules;
}

/** Saves a rule on the newest ones; answers what the graph answers, or the code of its error. */
export async function save(
  city: World,
  rule: object,
  changes: object = {},
  identity: Identity = coordinator,
) {
  const { revision } = await rules(city);
  const input = { idempotencyKey: randomUUID(), basedOn: revision, reason: 'Afspraak', rule, ...changes };
  const document = `mutation ($input: SaveRoutingRuleInput!) { saveRoutingRule(input: $input) {
    __typename ... on RoutingRules { revision rules { id name } } ... on InvalidInput { field message }
    ... on Conflict { message } ... on NotFound { message } } }`;
  const { data, errors } = await city.answer(identity, document, { variables: { input } });
  return errors ? { code: errors[0]?.extensions?.['code'] } : (data?.['saveRoutingRule'] as Answer);
}

export async function tried(city: World, input: object) {
  const { tryRouting } = await city.ask(
    agent,
    `query ($input: TryRoutingInput!) { tryRouting(input: $input) { ... on RoutingTrial {
      handlerGroup { key } routedBy rule { name } explanation tried { rule { name } fits because } } } }`,
    { variables: { input } },
  );
  return tryRouting;
}

/** A question that is opened as a case, with where it went and what sent it. */
export async function opened(city: World, question: object) {
  const { questions } = await register(city, await draft(city), [{ outcome: 'CASE', ...question }]);
  const { case: file } = await city.ask(
    agent,
    `{ case(id: "${questions[0].case.id}") { id handlerGroup { key } routing { routedBy revision rule { name } } } }`,
  );
  return file;
}
