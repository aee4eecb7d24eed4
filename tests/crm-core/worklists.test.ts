import test from 'ava';
import { change, draft, known, link, openedCase, product, register } from './scenes.ts';
import { act, admin, caseOf, heardBy, lead, lien, staffed } from './staff-scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

const atSport = { ...expert, subject: 'expert-sam', name: 'Sam Pauwels', groups: ['sport'] };

async function list(city: World, identity: typeof agent, asked: string): Promise<string[]> {
  const { worklist } = await city.ask(identity, `{ worklist(${asked}) { edges { node { id } } } }`);
  return worklist.edges.map(({ node }: Answer) => node.id);
}

test('each service sees its incoming questions and how many there are: all, of nobody, about to be late, late, given back and waiting (R086)', async (t) => {
  const city = await world(t);
  const [one, two, three] = [await openedCase(city), await openedCase(city), await openedCase(city)];
  city.clock.now = new Date('2026-11-24T09:00:00Z');
  const later = await openedCase(city);
  await change(city, expert, 'takeCase', { caseId: two });
  await change(city, expert, 'returnCase', { caseId: three, reason: 'Dit is voor sport.' });
  city.clock.now = new Date('2026-11-26T17:00:00Z');
  const counts = '{ worklistCounts { mine myGroups unassigned dueSoon late returned waiting } }';
  t.deepEqual((await city.ask(expert, counts)).worklistCounts, {
    mine: 1,
    myGroups: 3,
    unassigned: 2,
    dueSoon: 3,
    late: 2,
    returned: 0,
    waiting: 0,
  });
  t.deepEqual(await list(city, expert, 'filter: MY_GROUPS'), [one, two, later]);
  t.deepEqual(await list(city, expert, 'filter: LATE'), [one, two]);
  t.deepEqual(await list(city, agent, 'filter: RETURNED'), [three]);
  t.like((await city.ask(agent, counts)).worklistCounts, { myGroups: 1, returned: 1, late: 3 });
  await change(city, agent, 'routeCase', { caseId: three, handlerGroup: 'sport', reason: 'Over sport.' });
  t.deepEqual(await list(city, agent, 'filter: RETURNED'), []);
  t.deepEqual(await list(city, atSport, 'filter: UNASSIGNED'), [three]);
  t.deepEqual(await list(city, expert, 'filter: UNASSIGNED'), [one, later], 'nothing of another service');
});

test('an expert prepares a talk from his worklist: the questions of the customer in his own words, his other open cases and what was said before (R087)', async (t) => {
  const city = await world(t);
  const marie = await known(city);
  const id = await openedCase(city, marie);
  const contactId = await draft(city);
  await link(city, contactId, marie);
  await register(city, contactId, [
    {
      kind: 'QUESTION',
      text: 'Mag mijn zoon mee op mijn paspoort?',
      outcome: 'CASE',
      handlerGroup: 'burgerzaken',
    },
    { kind: 'QUESTION', text: 'Wat kost het?', outcome: 'ANSWERED', answer: '77 euro.' },
  ]);
  await change(city, expert, 'takeCase', { caseId: id });
  const { worklist } = await city.ask(
    expert,
    `{ worklist(filter: MINE) { edges { node { id description dueAt customer { displayName openCases { title }
      history { edges { node { questions { text answer } } } } } } } } }`,
  );
  const [{ node }] = worklist.edges;
  t.like(node, { id, description: 'Wanneer is mijn paspoort klaar?' });
  t.deepEqual(node.customer.openCases.map(({ title }: Answer) => title).sort(), [
    'Mag mijn zoon mee op mijn paspoort?',
    'Wanneer is mijn paspoort klaar?',
  ]);
  const told = node.customer.history.edges.flatMap((edge: Answer) => edge.node.questions);
  t.true(told.some(({ answer }: Answer) => answer === '77 euro.'));
});

test('a worklist is narrowed and ordered, and read in pages in each order without a gap or a double (R086)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const ids: string[] = [];
  for (const [index, kind] of ['QUESTION', 'REPORT', 'COMPLAINT', 'QUESTION'].entries()) {
    city.clock.now = new Date(Date.UTC(2026, 10, 23, 9, index));
    const question = {
      kind,
      text: `Vraag ${index}`,
      outcome: 'CASE',
      handlerGroup: 'burgerzaken',
      productNumber: 'P-1',
    };
    const { questions } = await register(city, await draft(city), [question]);
    ids.push(questions[0].case.id);
  }
  const [one = '', two = '', three = '', four = ''] = ids;
  t.deepEqual(await list(city, expert, 'filter: MY_GROUPS, sort: NEWEST_FIRST'), [four, three, two, one]);
  t.deepEqual(await list(city, expert, 'filter: MY_GROUPS, where: { kinds: [REPORT, COMPLAINT] }'), [
    two,
    three,
  ]);
  t.deepEqual(await list(city, agent, 'filter: UNASSIGNED, where: { groups: ["sport"] }'), []);
  t.deepEqual(await list(city, agent, 'filter: UNASSIGNED, where: { products: ["P-9"] }'), []);
  for (const sort of ['DUE_FIRST', 'OLDEST_FIRST', 'NEWEST_FIRST']) {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const document = `query ($after: String) { worklist(filter: MY_GROUPS, sort: ${sort}, first: 1, after: $after) {
        edges { node { id } } pageInfo { hasNextPage endCursor } } }`;
      const { worklist } = await city.ask(expert, document, { variables: { after } });
      seen.push(...worklist.edges.map(({ node }: Answer) => node.id));
      after = worklist.pageInfo.endCursor;
      more = worklist.pageInfo.hasNextPage;
    }
    t.deepEqual(seen, await list(city, expert, `filter: MY_GROUPS, sort: ${sort}`));
  }
});

test('somebody keeps a worklist under a name and shares it with his group, and others neither see nor forget it (R086)', async (t) => {
  const city = await world(t);
  const filter = { name: 'Klachten 🔴', filter: 'LATE', kinds: ['COMPLAINT'], sort: 'OLDEST_FIRST' };
  t.is((await act(city, expert, 'saveFilter', filter)).__typename, 'SavedFilter');
  const seen = async (identity: typeof agent) =>
    (
      await city.ask(
        identity,
        '{ savedFilters { id name filter groups kinds products sort mine ownerName sharedWith { key } } }',
      )
    ).savedFilters;
  t.deepEqual(await seen(lien), []);
  await act(city, expert, 'saveFilter', { ...filter, sharedWith: 'burgerzaken' });
  const [own] = await seen(expert);
  const rest = {
    ...filter,
    groups: [],
    products: [],
    ownerName: 'Joris Maes',
    sharedWith: { key: 'burgerzaken' },
  };
  t.deepEqual(own, { id: own.id, ...rest, mine: true });
  t.deepEqual(await seen(lien), [{ id: own.id, ...rest, mine: false }]);
  t.deepEqual(await seen(atSport), []);
  t.like(await act(city, expert, 'saveFilter', { ...filter, sharedWith: 'sport' }), { field: 'sharedWith' });
  t.like(await act(city, expert, 'saveFilter', { ...filter, name: ' ' }), { field: 'name' });
  t.is((await act(city, lien, 'removeFilter', { filterId: own.id })).__typename, 'NotFound');
  t.is((await act(city, expert, 'removeFilter', { filterId: own.id })).__typename, 'RemovedFilter');
  t.deepEqual(await seen(lien), []);
});

test('customers and administrators have no worklist, no notices and no filters', async (t) => {
  const city = await world(t);
  for (const identity of [citizen('84651200313'), admin])
    for (const document of [
      '{ worklist(filter: MINE) { edges { cursor } } }',
      '{ worklistCounts { mine } }',
      '{ savedFilters { id } }',
      '{ notices { edges { cursor } } }',
    ])
      t.is((await city.answer(identity, document)).errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

test('a group that is given by the contact centre to nobody in particular hears nothing meant for one of its members', async (t) => {
  const city = await world(t);
  await staffed(city);
  const id = await openedCase(city);
  await act(city, lead, 'assignCase', { caseId: id, assignee: lien.subject, reason: 'U kent dit dossier.' });
  t.regex((await heardBy(city, lien))[0] ?? '', /U kent dit dossier/);
  t.deepEqual(await heardBy(city, expert), []);
  t.like(await caseOf(city, id), { who: 'Lien Cools', why: 'U kent dit dossier.' });
});
