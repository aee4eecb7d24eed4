import test from 'ava';
import { recogniseForms } from '../../crm-core/matching/recognise-forms.ts';
import { known } from './scenes.ts';
import { type Answer, agent, type World, world } from './world.ts';

const jan = {
  givenName: 'Jan',
  familyName: 'Peeters',
  street: 'Tiensestraat',
  houseNumber: '112',
  postcode: '3000',
  municipality: 'Leuven',
};
const { givenName, familyName, ...address } = jan;
const profile = {
  givenName,
  familyName,
  birthDate: '1984-02-29',
  telephones: ['+32470111111'],
  emails: ['jan@voorbeeld.example'],
  address: { ...address, box: '3' },
};

async function send(
  city: World,
  input: object = {},
  client = 'here',
  key: string = crypto.randomUUID(),
): Promise<Answer> {
  const { sendForm } = await city.ask(
    null,
    `mutation ($input: SendFormInput!) { sendForm(input: $input) {
      __typename ... on FormReceipt { reference maskedName maskedAddress token expiresAt }
      ... on InvalidInput { field } ... on Conflict { message }
    } }`,
    {
      client,
      variables: {
        input: {
          idempotencyKey: key,
          kind: 'QUESTION',
          text: 'Wanneer komt de vuilniswagen?',
          ...jan,
          ...input,
        },
      },
    },
  );
  return sendForm;
}

async function confirm(city: World, token: string, client = 'here'): Promise<Answer> {
  const { confirmForm } = await city.ask(
    null,
    `mutation ($input: ConfirmFormInput!) { confirmForm(input: $input) {
      __typename ... on FormConfirmed { message } ... on NotFound { message } ... on Conflict { message }
    } }`,
    { client, variables: { input: { idempotencyKey: crypto.randomUUID(), token } } },
  );
  return confirmForm;
}

async function customers(city: World) {
  const contacts = await city.prisma.contact.findMany({
    include: { questions: { include: { case: true } } },
  });
  return contacts.map(({ customerId, questions }) => [customerId, questions[0]?.case?.customerId ?? null]);
}

test('who sends a form without signing in is matched on name and address, and only confirms (R016, M8)', async (t) => {
  const city = await world(t);
  const id = await known(city, profile);
  const receipt = await send(city, { street: 'Tiensestr.', houseNumber: '112 bus 3' });
  t.like(receipt, { __typename: 'FormReceipt', maskedName: 'J… P…', maskedAddress: 'Tiense…' });
  await recogniseForms(city);
  t.deepEqual(await customers(city), [[null, null]], 'nothing is tied before he confirms');

  t.is((await confirm(city, receipt.token)).__typename, 'FormConfirmed');
  t.is(await recogniseForms(city), 1);
  t.deepEqual(await customers(city), [[id, id]]);
  const { contactByReference } = await city.ask(
    agent,
    `{ contactByReference(reference: "${receipt.reference}") { ... on Contact { channel { key } customer { displayName }
       questions { text case { state handlerGroup { key } dueAt } } } } }`,
  );
  t.is(contactByReference.customer.displayName, 'Jan Peeters');
  t.truthy(contactByReference.questions[0].case.handlerGroup.key);
});

test('a form of somebody whom we do not know, or not beyond doubt, is a contact with a case like any other (R016)', async (t) => {
  const city = await world(t);
  await known(city, profile);
  await known(city, { ...profile, telephones: [], emails: [], birthDate: '2010-01-01' });
  for (const input of [
    {},
    { givenName: 'Pol' },
    { street: 'Naamsestraat', houseNumber: '1' },
    { familyName: 'Pieters' },
  ])
    await confirm(city, (await send(city, input)).token);
  t.is(await recogniseForms(city), 4);
  t.deepEqual(await customers(city), [
    [null, null],
    [null, null],
    [null, null],
    [null, null],
  ]);
  t.is(await city.prisma.case.count(), 4);
});

test('the form is no oracle: its answer and its work are the same whether we know somebody or not (R016, M8)', async (t) => {
  const city = await world(t);
  await known(city, profile);
  const work = async (input: object) => {
    const before = await rows(city);
    const receipt = await send(city, input, `client ${JSON.stringify(input)}`);
    const confirmed = await confirm(city, receipt.token, `client ${JSON.stringify(input)}`);
    const after = await rows(city);
    const { reference, token, expiresAt, ...shape } = receipt;
    const written = Object.entries(after).map(([table, count]) => [table, count - (before[table] ?? 0)]);
    return { written, shape, confirmed, lengths: [reference.length, token.length, expiresAt.length] };
  };
  await work({ givenName: 'Nele' });
  const [match, stranger] = [await work({}), await work({ givenName: 'Jos', familyName: 'Pauwels' })];
  t.deepEqual(match, stranger);
  for (const table of tablesOfCustomers) await city.sql(`alter table ${table} rename to away_${table}`);
  const blind = await work({ givenName: 'Joke' });
  t.deepEqual(blind, { ...match, written: blind.written }, 'what is not there cannot be read');
  t.is(blind.shape.__typename, 'FormReceipt');
});

test('nothing comes back that the sender did not type himself (R016)', async (t) => {
  const city = await world(t);
  const id = await known(city, profile);
  const receipt = await send(city);
  const said = JSON.stringify([receipt, await confirm(city, receipt.token)]);
  await recogniseForms(city);
  for (const secret of [
    id,
    'Jan',
    'Peeters',
    '112',
    '3000',
    '470111111',
    'voorbeeld.example',
    '1984',
    'Tiensestraat',
  ])
    t.false(said.includes(secret), secret);
  for (const document of [
    `{ contactByReference(reference: "${receipt.reference}") { ... on Contact { id } } }`,
    '{ matchCustomers(input: { name: "Jan Peeters" }) { decision } }',
    '{ duplicateProposals { edges { cursor } } }',
    `{ customer(id: "${id}") { id } }`,
  ])
    t.is((await city.answer(null, document)).errors?.[0]?.extensions?.['code'], 'UNAUTHENTICATED', document);
});

test('a token works once, for half an hour, and cannot be guessed, changed or used for another form (R016)', async (t) => {
  const city = await world(t);
  await known(city, profile);
  const [first, second] = [await send(city), await send(city, { givenName: 'An' })];
  const unknown = {
    __typename: 'NotFound',
    message: 'Deze bevestiging is niet meer geldig. Uw vraag is wel goed ontvangen.',
  };
  const flipped = `${first.token.slice(0, -2)}${first.token.at(-2) === 'A' ? 'B' : 'A'}${first.token.at(-1)}`;
  const crossed = first.token.slice(0, 21) + second.token.slice(21);
  for (const forged of ['', 'x', 'A'.repeat(64), first.token.slice(1), flipped, crossed])
    t.deepEqual(await confirm(city, forged, `client ${forged.length}`), unknown, forged);
  t.is((await confirm(city, '\u0000', 'client nul')).__typename, 'InvalidInput');
  t.is((await confirm(city, first.token)).__typename, 'FormConfirmed');
  t.deepEqual(await confirm(city, first.token), unknown);
  city.clock.now = new Date('2026-11-23T09:31:00Z');
  t.deepEqual(await confirm(city, second.token), unknown);
});

test('whoever tries many names at one address, or asks too often, is stopped on every node together (R016)', async (t) => {
  const city = await world(t);
  await known(city, profile);
  const outcomes: string[] = [];
  for (const name of [
    'An',
    'Bart',
    'Cis',
    'Dirk',
    'Els',
    'Fons',
    'Gust',
    'Hilde',
    'Ivo',
    'Jan',
    'Karel',
    'Lies',
  ])
    outcomes.push((await send(city, { givenName: name }, `client ${name}`)).__typename);
  t.deepEqual(outcomes, [...Array(10).fill('FormReceipt'), 'Conflict', 'Conflict']);
  const one = await Promise.all(
    Array.from(
      { length: 25 },
      async (_, at) => (await send(city, { houseNumber: String(200 + at) }, 'robot')).__typename,
    ),
  );
  t.is(one.filter((outcome) => outcome === 'FormReceipt').length, 20);
  const kept = JSON.stringify(await city.sql(`select encode(key, 'escape') as key from form_limit`));
  t.false(/Tiensestraat|robot|tiensestraat/.test(kept));
  city.clock.now = new Date('2026-11-23T10:01:00Z');
  t.is((await send(city, {}, 'robot')).__typename, 'FormReceipt');
});

test('a form that is sent twice with one key is one contact with one token', async (t) => {
  const city = await world(t);
  const [first, again] = [
    await send(city, {}, 'here', 'same-key-1'),
    await send(city, {}, 'here', 'same-key-1'),
  ];
  t.deepEqual(first, again);
  t.is(await city.prisma.contact.count(), 1);
  t.like(await send(city, { familyName: '  ' }), { __typename: 'InvalidInput', field: 'familyName' });
});

/** All but `customer_record`, which the statement that tells a case to its customer names, also where there is none. */
const tablesOfCustomers = ['customer_contact_point', 'customer_address', 'match_profile', 'match_key'];

/** How many rows each table has. */
async function rows(city: World): Promise<Record<string, number>> {
  const tables = await city.sql(
    `select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables)
    counts[String(name)] = Number((await city.sql(`select count(*) as count from "${name}"`))[0]?.['count']);
  return counts;
}
