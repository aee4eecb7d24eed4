import { randomUUID } from 'node:crypto';
import test from 'ava';
import { naughtyStrings, unkeepable } from './naughty-strings.ts';
import { draft, known, link, nationalNumber, product, register } from './scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

async function save(city: World, input: object): Promise<Answer> {
  const { saveDraft } = await city.ask(
    agent,
    `mutation ($input: SaveDraftInput!) { saveDraft(input: $input) {
      __typename ... on Contact { id state summary anonymous customer { id } questions { text kind } }
      ... on InvalidInput { field message } ... on NotFound { message } ... on Conflict { message }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return saveDraft;
}

test('a draft is kept as it is typed, with questions that say nothing yet', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  await save(city, {
    contactId,
    summary: 'Pas',
    questions: [{ text: '' }, { text: 'Hoe duur?', kind: 'REPORT' }],
  });
  await save(city, { contactId, summary: 'Paspoort', questions: [{ text: 'Hoe duur is een paspoort?' }] });
  t.deepEqual(
    (await city.ask(agent, `{ contact(id: "${contactId}") { state summary questions { text kind } } }`))
      .contact,
    {
      state: 'DRAFT',
      summary: 'Paspoort',
      questions: [{ text: 'Hoe duur is een paspoort?', kind: 'QUESTION' }],
    },
  );
});

test('whatever people type comes back as it was', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  for (const text of naughtyStrings) {
    const saved = await save(city, { contactId, summary: text, questions: [{ text }] });
    const kept = text.normalize('NFC').trim();
    t.is(saved.__typename, 'Contact', text.slice(0, 40));
    t.is(saved.summary, kept);
    t.is(saved.questions[0].text, kept);
  }
});

test('text that cannot be kept is refused by the name of its field, and what was there stays', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  await save(city, { contactId, summary: 'blijft' });
  for (const text of unkeepable) {
    t.like(await save(city, { contactId, summary: text }), { __typename: 'InvalidInput', field: 'summary' });
    t.like(await save(city, { contactId, questions: [{ text: 'goed' }, { text: 'ook', answer: text }] }), {
      __typename: 'InvalidInput',
      field: 'questions.1.answer',
    });
  }
  t.is((await city.ask(agent, `{ contact(id: "${contactId}") { summary } }`)).contact.summary, 'blijft');
});

test('several questions in one contact are each answered or opened as a case (R022)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const registered = await register(city, await draft(city), [
    { text: 'Openingsuren?', outcome: 'ANSWERED', answer: 'Van 9 tot 16 uur.' },
    { text: 'Waar blijft mijn pas?', outcome: 'CASE', productNumber: 'P-1' },
    { text: 'De lamp is stuk.', kind: 'REPORT', outcome: 'CASE' },
    { text: 'Ik wacht al een uur!', kind: 'COMPLAINT', outcome: 'CASE' },
    { text: 'Meer bomen graag.', kind: 'SUGGESTION', outcome: 'CASE', handlerGroup: 'openbaar-domein' },
  ]);
  const cases = await city.prisma.case.findMany({ orderBy: { openedAt: 'asc' } });
  t.deepEqual(Object.fromEntries(cases.map(({ title, handlerGroupKey }) => [title, handlerGroupKey])), {
    'Waar blijft mijn pas?': 'burgerzaken',
    'De lamp is stuk.': 'kcc',
    'Ik wacht al een uur!': 'klachtencoordinatie',
    'Meer bomen graag.': 'openbaar-domein',
  });
  t.is(registered.questions[0].case, null);
  const references = [
    registered.reference,
    ...registered.questions.slice(1).map((one: Answer) => one.case.reference),
  ];
  t.is(new Set(references).size, 5, 'a contact and its cases have references of their own');
});

test('a contact is not registered while a question does not say what became of it', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const refused = async (questions: object[]) => (await register(city, contactId, questions)).field;
  t.is(await refused([]), 'questions');
  t.is(await refused([{ text: 'x' }]), 'questions.0.outcome');
  t.is(await refused([{ text: ' \u200B', outcome: 'CASE' }]), 'questions.0.text');
  t.is(await refused([{ text: 'x', outcome: 'ANSWERED', answer: ' ' }]), 'questions.0.answer');
  t.is(await refused([{ text: 'x', outcome: 'CASE', productNumber: 'P-9' }]), 'questions.0.productNumber');
  t.is(await refused([{ text: 'x', outcome: 'CASE', handlerGroup: 'nergens' }]), 'questions.0.handlerGroup');
  t.is(await refused(Array.from({ length: 51 }, () => ({ text: 'x', outcome: 'CASE' }))), 'questions');
  t.is(await city.prisma.case.count(), 0);
});

test('the same key registers once, also when it is sent twice at the same moment', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const questions = [{ text: 'x', outcome: 'CASE' }];
  const changes = { idempotencyKey: 'the-same-key' };
  const [one, two] = await Promise.all([
    register(city, contactId, questions, changes),
    register(city, contactId, questions, changes),
  ]);
  t.deepEqual(one, two);
  t.deepEqual(await register(city, contactId, questions, changes), one);
  t.is(await city.prisma.case.count(), 1);
  t.is((await register(city, contactId, [{ text: 'y', outcome: 'CASE' }], changes)).__typename, 'Conflict');
  t.is((await register(city, contactId, questions)).__typename, 'Conflict', 'it is registered already');
});

test('an anonymous contact has a reference and no customer (R033)', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  await link(city, contactId, await known(city));
  const saved = await save(city, { contactId, anonymous: true });
  t.like(saved, { anonymous: true, customer: null });
  t.is((await link(city, contactId, await known(city))).linkCustomer.__typename, 'Conflict');
  const registered = await register(city, contactId, [{ text: 'x', outcome: 'CASE' }], { anonymous: true });
  t.regex(registered.reference, /^(..-){4}..$/);
  const [told] = city.events;
  t.like(told?.data, { parties: [] });
});

test("a citizen sees his own contacts and nobody else's, and never a draft", async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  await link(city, contactId, await known(city, { nationalNumber: nationalNumber(1) }));
  const look = async (serial: number) =>
    (await city.ask(citizen(nationalNumber(serial)), `{ contact(id: "${contactId}") { summary } }`)).contact;
  t.is(await look(1), null);
  await register(city, contactId, [{ text: 'Openingsuren?', outcome: 'ANSWERED', answer: '9 uur' }]);
  t.deepEqual(await look(1), { summary: 'Openingsuren?' });
  t.is(await look(2), null);
});

test('a contact is found by its reference as it is said, also when it was simple, and a misheard one is told (R031)', async (t) => {
  const city = await world(t);
  const { reference } = await register(city, await draft(city), [
    { text: 'x', outcome: 'ANSWERED', answer: 'y' },
  ]);
  const find = async (typed: string) => {
    const question = `query ($reference: String!) { contactByReference(reference: $reference) {
      __typename ... on Contact { reference } ... on InvalidInput { field } } }`;
    return (await city.ask(agent, question, { variables: { reference: typed } })).contactByReference;
  };
  t.deepEqual(await find(reference.toLowerCase().replaceAll('-', ' ')), { __typename: 'Contact', reference });
  t.deepEqual(await find(`${reference.slice(0, -1)}${reference.endsWith('7') ? '8' : '7'}`), {
    __typename: 'InvalidInput',
    field: 'reference',
  });
});

test('only an agent opens contacts, and only by a channel that exists', async (t) => {
  const city = await world(t);
  const open =
    'mutation ($input: OpenContactInput!) { openContact(input: $input) { __typename ... on InvalidInput { field } } }';
  const asked = (channel: string) => ({ variables: { input: { idempotencyKey: randomUUID(), channel } } });
  t.deepEqual((await city.ask(agent, open, asked('fax'))).openContact, {
    __typename: 'InvalidInput',
    field: 'channel',
  });
  t.is((await city.answer(expert, open, asked('desk'))).errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.is((await city.answer(null, open, asked('desk'))).errors?.[0]?.extensions?.['code'], 'UNAUTHENTICATED');
});

test('the history of a customer comes in pages, newest first (R030)', async (t) => {
  const city = await world(t);
  const id = await known(city);
  for (const [minute, text] of ['een', 'twee', 'drie'].entries()) {
    city.clock.now = new Date(Date.UTC(2026, 10, 23, 9, minute));
    const contactId = await draft(city);
    await link(city, contactId, id);
    await register(city, contactId, [{ text, outcome: 'ANSWERED', answer: 'ja' }]);
  }
  const page = async (after: string | null) => {
    const question = `query ($id: ID!, $after: String) { customer(id: $id) { history(first: 2, after: $after) {
      edges { node { summary } } pageInfo { hasNextPage endCursor } } } }`;
    return (await city.ask(agent, question, { variables: { id, after } })).customer.history;
  };
  const first = await page(null);
  const second = await page(first.pageInfo.endCursor);
  const texts = (one: Answer) => one.edges.map(({ node }: Answer) => node.summary);
  t.deepEqual([texts(first), texts(second)], [['drie', 'twee'], ['een']]);
  t.deepEqual([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage], [true, false]);
  const { errors } = await city.answer(
    agent,
    `{ customer(id: "${id}") { history(after: "onzin") { edges { cursor } } } }`,
  );
  t.is(errors?.[0]?.extensions?.['code'], 'BAD_USER_INPUT');
});
