import { randomUUID } from 'node:crypto';
import test from 'ava';
import { draft, known, nationalNumber, openedCase } from './scenes.ts';
import { agent, citizen, expert, type World, world } from './world.ts';

test('a national number is nowhere in the database, and found again by its owner', async (t) => {
  const city = await world(t);
  const digits = nationalNumber(3);
  const id = await known(city, { nationalNumber: digits });
  const [row] = await city.sql(
    `select national_number, encode(national_number, 'hex') || encode(national_number_index, 'hex') as hex from customer_record`,
  );
  t.false(String(row?.['hex']).includes(Buffer.from(digits).toString('hex')));
  const again = await known(city, { nationalNumber: digits });
  const ciphers = await city.sql('select national_number from customer_record');
  t.notDeepEqual(ciphers[0], ciphers[1], 'the same number is sealed with another nonce');
  t.is((await city.ask(citizen(digits), `{ customer(id: "${id}") { id } }`)).customer.id, id);
  t.is((await city.ask(citizen(digits), `{ customer(id: "${again}") { id } }`)).customer.id, again);
  t.is((await city.ask(citizen(nationalNumber(4)), `{ customer(id: "${id}") { id } }`)).customer, null);
});

test('a full national number needs a purpose', async (t) => {
  const city = await world(t);
  const digits = nationalNumber(3);
  const id = await known(city, { nationalNumber: digits });
  const question = `{ customer(id: "${id}") { nationalNumber } }`;
  const { data, errors } = await city.answer(agent, question);
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.false(JSON.stringify(data).includes(digits));
  const asked = await city.ask(agent, question, { purpose: 'identification' });
  t.is(asked.customer.nationalNumber, digits);
});

test('who is not signed in or has no business with customers sees none', async (t) => {
  const city = await world(t);
  const id = await known(city);
  const question = `{ customer(id: "${id}") { displayName } }`;
  const codeOf = async (identity: Parameters<World['answer']>[0]) =>
    (await city.answer(identity, question)).errors?.[0]?.extensions?.['code'];
  t.is(await codeOf(null), 'UNAUTHENTICATED');
  t.is(await codeOf({ ...agent, roles: ['admin'] }), 'FORBIDDEN');
  t.is(await codeOf({ ...agent, kind: 'service', roles: [] }), 'FORBIDDEN');
});

test('an expert sees the customers of the cases of his groups, and no others', async (t) => {
  const city = await world(t);
  const [mine, other] = [await known(city), await known(city, { givenName: 'Mia' })];
  await openedCase(city, mine);
  const { a, b } = await city.ask(
    expert,
    `{ a: customer(id: "${mine}") { displayName } b: customer(id: "${other}") { id } }`,
  );
  t.deepEqual([a, b], [{ displayName: 'Marie Claes' }, null]);
});

test('a new customer is tied to the draft that asked for him', async (t) => {
  const city = await world(t);
  const contactId = await draft(city);
  const create = (input: object) =>
    city.ask(
      agent,
      `mutation ($input: CreateCustomerInput!) { createCustomer(input: $input) {
        __typename ... on Customer { id displayName contactPoints { value } address { municipality country } } ... on InvalidInput { field message }
      } }`,
      {
        variables: {
          input: { idempotencyKey: randomUUID(), contactId, kind: 'PERSON', familyName: 'Baert', ...input },
        },
      },
    );
  const address = { street: 'Markt', houseNumber: '1', postcode: '3000', municipality: 'Leuven' };
  const { createCustomer } = await create({ telephone: '0470 12 34 56', email: 'A@B.be', address });
  t.like(createCustomer, {
    displayName: 'Baert',
    contactPoints: [{ value: '+32470123456' }, { value: 'a@b.be' }],
    address: { municipality: 'Leuven', country: 'BE' },
  });
  t.deepEqual(
    (await city.ask(agent, `{ contact(id: "${contactId}") { customer { id } } }`)).contact.customer,
    { id: createCustomer.id },
  );
  for (const [field, input] of Object.entries({
    telephone: { telephone: '12' },
    email: { email: 'x' },
    birthDate: { birthDate: '2026-02-30' },
    familyName: { familyName: ' ' },
    enterpriseNumber: { enterpriseNumber: '0199999944' },
  }))
    t.is((await create(input)).createCustomer.field, field);
});
