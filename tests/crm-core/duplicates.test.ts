import test from 'ava';
import { searchDuplicates } from '../../crm-core/matching/search-duplicates.ts';
import type { Identity } from '../../crm-core/ports.ts';
import { known, nationalNumber } from './scenes.ts';
import { type Answer, agent, expert, type World, world } from './world.ts';

const coordinator: Identity = {
  ...expert,
  subject: 'coordinator-mia',
  name: 'Mia Bos',
  roles: ['coordinator'],
};

const home = { street: 'Tiensestraat', houseNumber: '112', postcode: '3000', municipality: 'Leuven' };
const marie = { givenName: 'Marie', familyName: 'Claes', birthDate: '1984-01-15', address: home };

async function search(city: World, identity = coordinator): Promise<Answer> {
  const { data, errors } = await city.answer(
    identity,
    `mutation ($input: ProposeDuplicatesInput!) { proposeDuplicates(input: $input) {
      __typename ... on DuplicateSearch { id looked endedAt } ... on Conflict { message }
    } }`,
    { variables: { input: { idempotencyKey: crypto.randomUUID() } } },
  );
  return errors?.[0]?.extensions?.['code'] ?? data?.proposeDuplicates;
}

async function proposals(city: World): Promise<Answer[]> {
  const { duplicateProposals } = await city.ask(
    agent,
    `{ duplicateProposals { edges { node {
      id probability state one { id } other { id } reasons { field agreement message }
    } } } }`,
  );
  return duplicateProposals.edges.map(({ node }: Answer) => node);
}

async function decide(
  city: World,
  mutation: 'acceptDuplicate' | 'refuseDuplicate',
  proposalId: string,
  reason: string,
) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await city.ask(
    agent,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) {
      __typename ... on DuplicateProposal { state decidedName reason } ... on InvalidInput { field } ... on Conflict { message }
    } }`,
    { variables: { input: { idempotencyKey: crypto.randomUUID(), proposalId, reason } } },
  );
  return answer[mutation];
}

test('a search through the stock proposes who is perhaps one, with why and how sure, and joins nobody (M8)', async (t) => {
  const city = await world(t);
  const one = await known(city, { ...marie, telephones: ['+32470111111'] });
  const other = await known(city, {
    ...marie,
    givenName: 'Mari',
    source: 'desk',
    telephones: ['+32470222222'],
  });
  await known(city, { ...marie, givenName: 'Pol', birthDate: '2012-05-06', telephones: [] });
  await known(city, { givenName: 'Marie', familyName: 'Claes', birthDate: '1950-03-03', telephones: [] });
  t.is(await search(city, agent), 'FORBIDDEN');
  t.like(await search(city), { __typename: 'DuplicateSearch', looked: 0, endedAt: null });
  t.is((await search(city)).__typename, 'Conflict', 'one at a time');
  t.is(await searchDuplicates(city), 4);

  const [proposal, ...more] = await proposals(city);
  t.deepEqual(more, []);
  t.deepEqual([proposal.one.id, proposal.other.id].sort(), [one, other].sort());
  t.true(proposal.probability > 0.5 && proposal.probability <= 1);
  t.true(proposal.reasons.some(({ message }: Answer) => message === 'De geboortedatum is dezelfde.'));
  t.is(await city.prisma.customerLink.count(), 0);
  t.like(await city.prisma.matchRun.findFirst(), { state: 'done', looked: 4, proposed: 2 });
});

test('two different national numbers are never proposed as one, however alike the rest is (M8)', async (t) => {
  const city = await world(t);
  await known(city, { ...marie, nationalNumber: nationalNumber(1) });
  await known(city, { ...marie, nationalNumber: nationalNumber(2) });
  await search(city);
  await searchDuplicates(city);
  t.deepEqual(await proposals(city), []);
});

test('what is accepted becomes one customer, and can be undone like any merge (M8)', async (t) => {
  const city = await world(t);
  const [one, other] = [await known(city, marie), await known(city, { ...marie, source: 'desk' })];
  await search(city);
  await searchDuplicates(city);
  const [proposal] = await proposals(city);
  t.like(await decide(city, 'acceptDuplicate', proposal.id, ''), {
    __typename: 'InvalidInput',
    field: 'reason',
  });
  t.like(await decide(city, 'acceptDuplicate', proposal.id, 'Zelfde geboortedatum en adres.'), {
    state: 'ACCEPTED',
    decidedName: 'Els Peeters',
  });
  t.like(await decide(city, 'refuseDuplicate', proposal.id, 'Toch niet.'), { __typename: 'Conflict' });
  const { customer } = await city.ask(
    agent,
    `{ customer(id: "${other}") { id records { id } merges { reason } } }`,
  );
  t.is(customer.id, proposal.one.id);
  t.deepEqual(customer.records.map(({ id }: Answer) => id).sort(), [one, other].sort());
  t.is(customer.merges[0].reason, 'Zelfde geboortedatum en adres.');
  t.deepEqual(await proposals(city), []);
});

test('what is refused is remembered and never proposed again, whoever they are joined with since (M8)', async (t) => {
  const city = await world(t);
  await known(city, marie);
  await known(city, { ...marie, source: 'desk' });
  await search(city);
  await searchDuplicates(city);
  const [proposal] = await proposals(city);
  t.like(await decide(city, 'refuseDuplicate', proposal.id, 'Tweelingzussen.'), {
    state: 'REFUSED',
    reason: 'Tweelingzussen.',
  });
  const third = await known(city, {
    givenName: 'Maria',
    familyName: 'Claesen',
    telephones: ['+32470333333'],
  });
  await city.ask(
    agent,
    `mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { __typename } }`,
    {
      variables: {
        input: {
          idempotencyKey: crypto.randomUUID(),
          survivorId: third,
          otherId: proposal.one.id,
          reason: 'Meisjesnaam.',
        },
      },
    },
  );
  await search(city);
  await searchDuplicates(city);
  t.deepEqual(await proposals(city), []);
  await t.throwsAsync(
    city.sql(`update match_proposal set state = 'open', decided_at = null, decided_subject = null`),
    {
      message: /decided once/,
    },
  );
});

test('a search works the stock off in batches, also on two nodes at once, and looks at everybody once', async (t) => {
  const city = await world(t);
  await city.sql(
    `insert into match_profile (customer_id, profile, keys)
     select gen_random_uuid(), '{"given":[],"family":[],"births":[],"national":[],"registered":[],"phones":[],"emails":[],"homes":[]}', '{}'
     from generate_series(1, 250)`,
  );
  await search(city);
  await Promise.all([searchDuplicates(city), searchDuplicates(city)]);
  await searchDuplicates(city);
  t.like(await city.prisma.matchRun.findFirst(), { state: 'done', looked: 250 });
});
