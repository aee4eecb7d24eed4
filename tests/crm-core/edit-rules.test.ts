import { randomUUID } from 'node:crypto';
import test from 'ava';
import { admin, coordinator, refuse, rules, save } from './rule-scenes.ts';
import { known, openedCase } from './scenes.ts';
import { agent, citizen, expert, world } from './world.ts';

test('no change of the rules counts by which an example goes elsewhere, of the rule itself or of another', async (t) => {
  const city = await world(t);
  const wrong = await save(city, { ...refuse, examples: [{ kind: 'QUESTION', goesTo: 'afval-en-milieu' }] });
  t.like(wrong, { __typename: 'InvalidInput', field: 'rule.examples.0' });
  t.regex(wrong.message, /zou naar kcc gaan/);
  const { rules: kept } = await save(city, refuse);
  const greedy = {
    name: 'Alle meldingen',
    when: { kinds: ['REPORT'] },
    goesTo: 'openbaar-domein',
    examples: [{ kind: 'REPORT', text: 'Een put in de weg', goesTo: 'openbaar-domein' }],
  };
  const taken = await save(city, greedy, { before: kept.at(-1).id });
  t.like(taken, { __typename: 'InvalidInput', field: 'rule' });
  t.regex(taken.message, /“Zwerfvuil” klopt dan niet meer.*“Alle meldingen”/);
  const dead = await save(city, {
    ...refuse,
    name: 'Te laat',
    goesTo: 'afval-en-milieu',
  });
  t.like(dead, { __typename: 'InvalidInput', field: 'rule.examples' }, 'another rule decides it already');
  t.is((await save(city, greedy)).__typename, 'RoutingRules');
  const { revision } = await rules(city);
  const move = { idempotencyKey: randomUUID(), basedOn: revision, id: kept.at(-1).id, reason: 'Netter' };
  const moved = await city.ask(
    admin,
    'mutation ($input: MoveRoutingRuleInput!) { moveRoutingRule(input: $input) { ... on InvalidInput { message } } }',
    { variables: { input: move } },
  );
  t.regex(moved.moveRoutingRule.message, /Zwerfvuil/);
  t.is((await rules(city)).revision, revision, 'nothing changed');
});

test('what a rule says wrongly is told at its field', async (t) => {
  const city = await world(t);
  const wrong: [object, string][] = [
    [{ name: ' ' }, 'rule.name'],
    [{ goesTo: 'nergens' }, 'rule.goesTo'],
    [{ examples: [] }, 'rule.examples'],
    [{ examples: [{ kind: 'REPORT', goesTo: 'nergens' }] }, 'rule.examples.0.goesTo'],
    [{ when: { products: ['P-9'] } }, 'rule.when.products.0'],
    [{ when: { words: ['afval', '*'] } }, 'rule.when.words.1'],
    [{ when: { postcodes: ['30'] } }, 'rule.when.postcodes.0'],
    [{ when: { weekdays: [8] } }, 'rule.when.weekdays.0'],
    [{ when: { hours: { from: '8', until: '24:00' } } }, 'rule.when.hours.from'],
    [{ when: { season: { from: '01-01', until: '13-01' } } }, 'rule.when.season.until'],
    [{ when: { weekdays: [1] } }, 'rule.examples.0.at'],
    [{ when: { whileFewerThan: 0 } }, 'rule.when.whileFewerThan'],
    [
      { when: { weekdays: [1] }, examples: [{ kind: 'REPORT', at: '2026-02-30T10:00:00Z', goesTo: 'kcc' }] },
      'rule.examples.0.at',
    ],
  ];
  for (const [changes, field] of wrong)
    t.like(await save(city, { ...refuse, ...changes }), { __typename: 'InvalidInput', field });
  t.like(await save(city, refuse, { reason: ' ' }), { field: 'reason' });
  t.like(await save(city, refuse, { id: randomUUID() }), { __typename: 'NotFound' });
  t.like(await save(city, refuse, { before: randomUUID() }), { field: 'before' });
  t.is((await rules(city)).revision, 1);
});

test('two who edit the rules are told of each other, live and when they save, and every set of rules is kept with who made it and why', async (t) => {
  const city = await world(t);
  const stop = new AbortController();
  const seen = await city.watch(
    coordinator,
    'subscription { routingRulesChanged { revision changedByName } }',
    {
      signal: stop.signal,
    },
  );
  const { revision } = await rules(city);
  t.is((await save(city, refuse, { reason: 'Nieuw contract' }, admin)).revision, revision + 1);
  for await (const { data } of seen) {
    t.like(data, { routingRulesChanged: { revision: revision + 1, changedByName: 'Ines Willems' } });
    stop.abort();
  }
  const late = await save(city, { ...refuse, name: 'Anders' }, { basedOn: revision });
  t.is(late.__typename, 'Conflict');
  t.regex(late.message, /Ines Willems wijzigde de regels intussen.*Nieuw contract/);
  const { routingHistory } = await city.ask(
    admin,
    '{ routingHistory(first: 1) { edges { node { revision reason rules { name } } } pageInfo { hasNextPage } } }',
  );
  t.like(routingHistory, { pageInfo: { hasNextPage: true } });
  t.like(routingHistory.edges[0].node, { revision: revision + 1, reason: 'Nieuw contract' });
  await t.throwsAsync(city.sql(`update routing_revision set reason = 'anders'`), {
    message: /only added to/,
  });
  const written = await city.prisma.auditEntry.findFirst({ where: { act: 'routing.saveRoutingRule' } });
  t.like(written, { actorName: 'Ines Willems', subjectId: String(revision + 1) });
});

test('agents and experts read the rules and try them but do not change them, and customers see none', async (t) => {
  const city = await world(t);
  for (const identity of [agent, expert]) {
    t.is((await rules(city, identity)).revision, 1);
    t.like(await save(city, refuse, {}, identity), { code: 'FORBIDDEN' });
  }
  const jan = citizen('84651200313');
  for (const document of [
    '{ routingRules { revision } }',
    '{ tryRouting(input: { kind: REPORT }) { __typename } }',
    '{ routingHistory { edges { cursor } } }',
  ])
    t.is((await city.answer(jan, document)).errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  const own = await openedCase(city, await known(city, { nationalNumber: '84651200313' }));
  const { case: file } = await city.ask(jan, `{ case(id: "${own}") { state routing { routedBy } } }`);
  t.deepEqual(file, { state: 'ASSIGNED', routing: null });
});
