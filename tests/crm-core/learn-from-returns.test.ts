import { randomUUID } from 'node:crypto';
import test from 'ava';
import { opened, refuse, rules, save, tried } from './rule-scenes.ts';
import { draft, product } from './scenes.ts';
import { act, lead } from './staff-scenes.ts';
import { offer, tap } from './transfer-scenes.ts';
import { type Answer, agent, expert, type World, world } from './world.ts';

const waste = { ...expert, subject: 'expert-wim', name: 'Wim Smets', groups: ['afval-en-milieu'] };

async function giveBack(city: World, question: object, identity: typeof expert, belongsTo: string) {
  const { id: caseId } = await opened(city, question);
  return act(city, identity, 'returnCase', { caseId, reason: 'Niet voor ons.', belongsTo });
}

async function proposals(city: World, state = 'OPEN') {
  const { routingProposals } = await city.ask(
    lead,
    `{ routingProposals(state: ${state}) { edges { node { id sentBy productNumber from { key } to { key } returns
      rule { name } proposed { name goesTo { key } when { products kinds words } examples { goesTo { key } } }
      evidence { reporterName case { id } transfer { reason } } decidedBy decidedReason } } } }`,
  );
  return routingProposals.edges.map(({ node }: Answer) => node);
}

function decide(city: World, mutation: string, proposalId: string, identity = lead) {
  return act(city, identity, mutation, { proposalId, reason: 'De dienst heeft gelijk.' });
}

test('“not mine” teaches the rule: agreeing returns become a proposal with its evidence, which is tested by the examples and then sends the next one right (R081, R084)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product({ productNumber: 'P-7', name: 'Grofvuil' }));
  await save(city, refuse);
  const report = { kind: 'REPORT', text: 'Zwerfvuil: een zetel', productNumber: 'P-7' };
  await giveBack(city, report, waste, 'openbaar-domein');
  await giveBack(city, report, waste, 'openbaar-domein');
  await giveBack(city, report, waste, 'sport');
  await giveBack(city, { ...report, productNumber: null }, waste, 'openbaar-domein');
  t.deepEqual(await proposals(city), [], 'they do not agree yet');
  await giveBack(city, report, waste, 'openbaar-domein');
  const [proposal] = await proposals(city);
  t.like(proposal, {
    sentBy: 'RULE',
    rule: { name: 'Zwerfvuil' },
    productNumber: 'P-7',
    from: { key: 'afval-en-milieu' },
    to: { key: 'openbaar-domein' },
    returns: 3,
    evidence: [{ reporterName: 'Wim Smets' }, { reporterName: 'Wim Smets' }, { reporterName: 'Wim Smets' }],
  });
  t.like(proposal.proposed, {
    name: 'Grofvuil',
    goesTo: { key: 'openbaar-domein' },
    when: { products: ['P-7'], kinds: ['REPORT'], words: ['zwerfvuil', 'sluikstort*'] },
  });
  t.like(await decide(city, 'acceptRoutingProposal', proposal.id, agent), { code: 'FORBIDDEN' });
  const tampered = { ...refuse.examples[0], productNumber: 'P-7' };
  const { revision, rules: kept } = await rules(city);
  const [{ id }] = kept.slice(-1);
  await save(city, { ...refuse, examples: [...refuse.examples, tampered] }, { id });
  const blocked = await decide(city, 'acceptRoutingProposal', proposal.id);
  t.regex(blocked.message, /“Zwerfvuil” klopt dan niet meer/);
  await save(city, refuse, { id });
  t.is((await decide(city, 'acceptRoutingProposal', proposal.id)).__typename, 'RoutingProposal');
  t.is((await rules(city)).revision, revision + 3);
  t.is((await opened(city, report)).handlerGroup.key, 'openbaar-domein');
  t.is((await opened(city, { ...report, productNumber: null })).handlerGroup.key, 'afval-en-milieu');
  t.like((await proposals(city, 'ACCEPTED'))[0], {
    decidedBy: 'An Baert',
    decidedReason: 'De dienst heeft gelijk.',
  });
});

test('returns of what the catalogue sent propose a first rule, and a proposal that is refused stays away however many returns follow (R082)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const question = { kind: 'QUESTION', text: 'Mijn pas is weg', productNumber: 'P-1' };
  for (let count = 0; count < 3; count += 1) await giveBack(city, question, expert, 'welzijn');
  const [proposal] = await proposals(city);
  t.like(proposal, { sentBy: 'CATALOGUE', rule: null, to: { key: 'welzijn' }, returns: 3 });
  t.is((await decide(city, 'refuseRoutingProposal', proposal.id)).__typename, 'RoutingProposal');
  await giveBack(city, question, expert, 'welzijn');
  t.deepEqual(await proposals(city), []);
  t.is((await decide(city, 'acceptRoutingProposal', proposal.id)).__typename, 'Conflict');
  t.is((await decide(city, 'refuseRoutingProposal', randomUUID())).__typename, 'NotFound');

  for (let count = 0; count < 3; count += 1) await giveBack(city, question, expert, 'sport');
  const [other] = await proposals(city);
  await decide(city, 'acceptRoutingProposal', other.id);
  t.is((await tried(city, { kind: 'QUESTION', productNumber: 'P-1' })).handlerGroup.key, 'sport');
});

test('“not mine” on a card teaches what named the group exactly as a case that is given back does, and nothing where the agent chose another one (R081, M7)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const notTaken = async (card: object) => {
    const { id } = await offer(city, await draft(city), card);
    return tap(city, id, 'NOT_MINE', { reason: 'Voor sport.', belongsTo: 'sport' });
  };
  await giveBack(city, { kind: 'QUESTION', text: 'Mijn pas', productNumber: 'P-1' }, expert, 'sport');
  await notTaken({ productNumber: 'P-1' });
  await notTaken({ productNumber: null });
  t.deepEqual(await proposals(city), [], 'nothing but the hand of the agent named the group of the last one');
  await notTaken({ productNumber: 'P-1' });
  const [proposal] = await proposals(city);
  t.like(proposal, { sentBy: 'CATALOGUE', productNumber: 'P-1', to: { key: 'sport' }, returns: 3 });
  const said = proposal.evidence.flatMap((one: Answer) => one.transfer?.reason ?? []);
  t.deepEqual(said, ['Voor sport.', 'Voor sport.']);
  const { notices } = await city.ask(
    { ...lead, groups: ['kcc'] },
    '{ notices(first: 10) { edges { node { text case { id } } } } }',
  );
  t.like(notices.edges[0].node, { case: null });
  await decide(city, 'acceptRoutingProposal', proposal.id);
  t.is((await tried(city, { kind: 'QUESTION', productNumber: 'P-1' })).handlerGroup.key, 'sport');
});

test('where a case belongs is an active group other than the own one, and teaches nothing where somebody chose by hand or brought it there later', async (t) => {
  const city = await world(t);
  const own = await giveBack(
    city,
    { kind: 'QUESTION', text: 'x', handlerGroup: 'burgerzaken' },
    expert,
    'burgerzaken',
  );
  t.like(own, { field: 'belongsTo' });
  t.like(
    await giveBack(city, { kind: 'QUESTION', text: 'x', handlerGroup: 'burgerzaken' }, expert, 'nergens'),
    {
      field: 'belongsTo',
    },
  );
  t.is(
    (await giveBack(city, { kind: 'QUESTION', text: 'x', handlerGroup: 'burgerzaken' }, expert, 'sport'))
      .__typename,
    'Case',
  );
  t.is(await city.prisma.misrouting.count(), 0);
  await save(city, refuse);
  const { id: caseId } = await opened(city, { kind: 'REPORT', text: 'zwerfvuil' });
  await act(city, agent, 'routeCase', { caseId, handlerGroup: 'burgerzaken', reason: 'Toch niet.' });
  await act(city, expert, 'returnCase', { caseId, reason: 'Nee.', belongsTo: 'sport' });
  t.is(await city.prisma.misrouting.count(), 0);
});
