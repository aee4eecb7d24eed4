import { randomUUID } from 'node:crypto';
import test from 'ava';
import { draft, known, link } from './scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

const jan = {
  givenName: 'Jan',
  familyName: 'Van den Broeck',
  birthDate: '1984-02-29',
  telephone: '0470 11 11 11',
};
const questions = [
  { text: 'Waar blijft mijn pas?', outcome: 'CASE' },
  { text: 'Openingsuren?', outcome: 'ANSWERED', answer: 'Van 9 tot 16 uur.' },
];

const document = `mutation ($input: RegisterContactInput!) { registerContact(input: $input) {
  __typename
  ... on Contact {
    id reference state channel { key } summary agentName registeredAt customer { id }
    candidates { customer { id displayName } score reasons }
    questions { text outcome answeredAt case { id reference state dueAt title } }
  }
  ... on InvalidInput { field } ... on NotFound { message } ... on Conflict { message }
} }`;

async function register(city: World, input: object, asked: object = {}): Promise<Answer> {
  const whole = { idempotencyKey: randomUUID(), channel: 'desk', questions, ...input };
  return (await city.ask(agent, document, { variables: { input: whole }, ...asked })).registerContact;
}

function knownAsJan(city: World): Promise<string> {
  const { givenName, familyName, birthDate } = jan;
  return known(city, { givenName, familyName, birthDate, telephones: ['+32470111111'] });
}

const contact = `query ($id: ID!) { contact(id: $id) {
  id reference state channel { key } summary agentName registeredAt customer { id }
  questions { text outcome answeredAt case { id reference state dueAt title } }
} }`;

test('a contact that comes whole is registered in one request, with its cases and tied to whom is surely meant (R031, R101)', async (t) => {
  const city = await world(t);
  const customerId = await knownAsJan(city);
  const correlationid = randomUUID();
  const registered = await register(city, { customer: jan }, { correlationid });
  t.like(registered, {
    state: 'REGISTERED',
    channel: { key: 'desk' },
    summary: 'Waar blijft mijn pas?',
    customer: { id: customerId },
    candidates: [],
  });
  const { __typename, candidates, ...shown } = registered;
  t.deepEqual((await city.ask(agent, contact, { variables: { id: registered.id } })).contact, shown);
  const [file] = await city.prisma.case.findMany();
  t.like(file, { customerId, title: 'Waar blijft mijn pas?' });
  t.is(city.events.length, 1);
  const audit = await city.sql(
    'select act, subject_id from audit_entry where correlationid = $1 order by act',
    [correlationid],
  );
  t.deepEqual(audit, [
    { act: 'case.open', subject_id: file?.id },
    { act: 'contact.register', subject_id: registered.id },
    { act: 'contact.tie', subject_id: registered.id },
    { act: 'customer.read', subject_id: customerId },
  ]);
});

test('where nobody is surely meant, the contact is registered without a customer and the answer says who it may be (R034, R101)', async (t) => {
  const city = await world(t);
  const customerId = await knownAsJan(city);
  const correlationid = randomUUID();
  const customer = { givenName: 'Lotte', familyName: 'Van den Broeck', telephone: jan.telephone };
  const input = { idempotencyKey: randomUUID(), customer };
  const registered = await register(city, input, { correlationid });
  t.is(registered.customer, null);
  t.like(registered.candidates, [{ customer: { id: customerId, displayName: 'Jan Van den Broeck' } }]);
  t.true(registered.candidates[0].reasons.includes('De voornaam verschilt.'));
  const reads = await city.sql(
    `select subject_id from audit_entry where act = 'customer.read' and correlationid = $1`,
    [correlationid],
  );
  t.deepEqual(reads, [{ subject_id: customerId }]);
  t.deepEqual(await register(city, input), registered, 'the same key gives the same answer');
  t.is(await city.prisma.contact.count(), 1);
  t.deepEqual((await register(city, { customer: { familyName: 'Niemand' } })).candidates, []);
  t.is((await register(city, {})).customer, null);
});

test('whoever it was after all is tied to a registered contact that is nobody’s, with its cases; then it stays his (R034)', async (t) => {
  const city = await world(t);
  const customerId = await knownAsJan(city);
  const other = await known(city, { givenName: 'Bart', familyName: 'Verlinden', telephones: [] });
  const { id } = await register(city, { customer: { familyName: jan.familyName } });
  t.like((await link(city, id, customerId)).linkCustomer, { customer: { id: customerId } });
  t.like(await city.prisma.case.findMany(), [{ customerId }]);
  t.like(await city.prisma.customerPromise.findMany(), [{ customerId }]);
  t.is((await link(city, id, other)).linkCustomer.__typename, 'Conflict');
  const anonymous = await register(city, { anonymous: true });
  t.is((await link(city, anonymous.id, customerId)).linkCustomer.__typename, 'Conflict');
  t.is(await city.prisma.case.count({ where: { customerId } }), 1);
});

test('a draft that is tied to nobody takes who is surely meant; one that is tied stays so (R034)', async (t) => {
  const city = await world(t);
  const customerId = await knownAsJan(city);
  const other = await known(city, { givenName: 'Bart', familyName: 'Verlinden', telephones: [] });
  const [free, tied] = [await draft(city), await draft(city)];
  await link(city, tied, other);
  const ofDraft = (contactId: string) => register(city, { channel: null, contactId, customer: jan });
  t.like(await ofDraft(free), { id: free, customer: { id: customerId } });
  t.like(await ofDraft(tied), { id: tied, customer: { id: other }, candidates: [] });
});

test('a contact is of a draft or of a channel; who stays anonymous is not looked for, and what is refused leaves nothing', async (t) => {
  const city = await world(t);
  await knownAsJan(city);
  const refused = async (input: object) => (await register(city, input)).field;
  t.is(await refused({ channel: null }), 'contactId');
  t.is(await refused({ contactId: await draft(city) }), 'contactId');
  t.is(await refused({ channel: 'bestaat-niet' }), 'channel');
  t.is(await refused({ anonymous: true, customer: jan }), 'customer');
  t.is(await refused({ questions: [] }), 'questions');
  t.is(
    await refused({ questions: [{ text: 'x', outcome: 'CASE', productNumber: 'P-9' }] }),
    'questions.0.productNumber',
  );
  t.is(await refused({ customer: { familyName: 'een\u0000nul' } }), 'customer.familyName');
  t.is(await city.prisma.contact.count({ where: { state: 'registered' } }), 0);
  t.is(await city.prisma.case.count(), 0);
  t.deepEqual(await city.sql(`select id from audit_entry where act = 'customer.read'`), []);
  for (const identity of [expert, citizen('84022900158')]) {
    const input = { idempotencyKey: randomUUID(), channel: 'desk', questions, customer: jan };
    const { errors } = await city.answer(identity, document, { variables: { input } });
    t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  }
});

test('an expert who sees a contact sees of its cases those of his group', async (t) => {
  const city = await world(t);
  const { id } = await register(city, {
    questions: ['burgerzaken', 'openbaar-domein'].map((handlerGroup) => ({
      text: handlerGroup,
      outcome: 'CASE',
      handlerGroup,
    })),
  });
  const seen = async (identity: typeof agent) =>
    (await city.ask(identity, contact, { variables: { id } })).contact.questions.map(
      (one: Answer) => one.case?.state ?? null,
    );
  t.deepEqual(await seen(agent), ['ASSIGNED', 'ASSIGNED']);
  t.deepEqual(await seen(expert), ['ASSIGNED', null]);
});

test('what comes whole twice with one key at the same moment is registered once', async (t) => {
  const city = await world(t);
  const customerId = await knownAsJan(city);
  const input = { idempotencyKey: randomUUID(), customer: jan };
  const answers = await Promise.all(Array.from({ length: 8 }, () => register(city, input)));
  for (const answer of answers) t.deepEqual(answer, answers[0]);
  t.is(answers[0]?.customer.id, customerId);
  t.is(await city.prisma.contact.count(), 1);
  t.is(await city.prisma.case.count(), 1);
});

test('a channel that was just put out of use takes no contact', async (t) => {
  const city = await world(t);
  await register(city, {});
  const admin = { ...agent, subject: 'admin-an', roles: ['admin'] };
  const keep = (active: boolean) =>
    city.ask(admin, 'mutation ($input: KeepChannelInput!) { keepChannel(input: $input) { __typename } }', {
      variables: {
        input: {
          idempotencyKey: randomUUID(),
          key: 'desk',
          name: 'Balie',
          active,
          human: true,
          position: 5,
          calendar: 'city',
          outOfHours: '',
        },
      },
    });
  await keep(false);
  t.is((await register(city, {})).field, 'channel');
  await keep(true);
  t.is((await register(city, {})).__typename, 'Contact');
});
