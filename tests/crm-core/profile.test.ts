import { randomUUID } from 'node:crypto';
import test from 'ava';
import { draft, known, link, nationalNumber, openedCase } from './scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

const refused =
  '... on InvalidInput { field message } ... on Conflict { message } ... on NotFound { message }';

async function mutate(
  city: World,
  identity: typeof agent,
  mutation: string,
  input: object,
  wanted = '',
  purpose?: string,
): Promise<Answer> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await city.ask(
    identity,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ${wanted} ${refused} } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } }, ...(purpose && { purpose }) },
  );
  return data[mutation];
}

const profile = `... on Customer { id displayName salutation contactPoints { value source line } formerContactPoints { value source validUntil }
  address { street source line } provenance { field source line others { source value line } }
  records { source displayName contactPoints { value } } }`;

test('a correction is a record of its own: the source keeps what it told, and what ended stays as history (R100)', async (t) => {
  const city = await world(t);
  city.clock.now = new Date('2026-03-03T10:00:00Z');
  const home = { street: 'Markt', houseNumber: '1', postcode: '3000', municipality: 'Leuven' };
  const customerId = await known(city, { address: home });
  city.clock.now = new Date('2026-11-23T09:00:00Z');
  const moved = { ...home, street: 'Tiensestr.', houseNumber: '12 bus 3' };
  const corrected = await mutate(
    city,
    agent,
    'correctCustomer',
    {
      customerId,
      telephone: '0476/12.34.56 (na 18u)',
      noLongerUsed: ['0470 12 34 56'],
      address: moved,
      formOfAddress: 'MEVROUW',
    },
    profile,
  );
  t.is(corrected.salutation, 'Geachte mevrouw Claes');
  t.deepEqual(corrected.contactPoints, [
    { value: '+32476123456', source: 'desk', line: 'Telefoon: KCC, 23 november 2026' },
  ]);
  t.deepEqual(corrected.formerContactPoints, [
    { value: '+32470123456', source: 'rijksregister', validUntil: '2026-11-22' },
  ]);
  t.like(corrected.address, { street: 'Markt', line: 'Adres: Rijksregister, 3 maart 2026' });
  t.deepEqual(corrected.provenance.find(({ field }: Answer) => field === 'address').others, [
    { source: 'desk', value: 'Tiensestr. 12 bus 3, 3000 Leuven', line: 'Adres: KCC, 23 november 2026' },
  ]);
  t.deepEqual(corrected.records[0], {
    source: 'rijksregister',
    displayName: 'Marie Claes',
    contactPoints: [{ value: '+32470123456' }],
  });
  const again = await mutate(
    city,
    agent,
    'correctCustomer',
    { customerId, telephone: '0470 12 34 56' },
    profile,
  );
  t.deepEqual(again.contactPoints.map(({ value }: Answer) => value).sort(), ['+32470123456', '+32476123456']);
  t.is((await mutate(city, agent, 'correctCustomer', { customerId })).field, 'customerId');
  const unknown = { customerId, noLongerUsed: ['016 27 20 00'] };
  t.is((await mutate(city, agent, 'correctCustomer', unknown)).field, 'noLongerUsed.0');
});

test('a citizen finds himself and mends his own contact data, in his own name and of nobody else (R100)', async (t) => {
  const city = await world(t);
  const [mine, other] = [
    await known(city, { nationalNumber: nationalNumber(1) }),
    await known(city, { nationalNumber: nationalNumber(2) }),
  ];
  const me = citizen(nationalNumber(1));
  t.is((await city.ask(me, '{ myCustomer { id } }')).myCustomer.id, mine);
  t.is((await city.ask(citizen(nationalNumber(3)), '{ myCustomer { id } }')).myCustomer, null);
  const corrected = await mutate(
    city,
    me,
    'correctCustomer',
    { customerId: mine, email: 'Marie@Claes.example' },
    profile,
  );
  t.deepEqual(corrected.contactPoints[1], {
    value: 'marie@claes.example',
    source: 'burger',
    line: 'E-mail: de klant zelf, 23 november 2026',
  });
  t.is(
    (await mutate(city, me, 'correctCustomer', { customerId: other, email: 'a@b.be' })).__typename,
    'NotFound',
  );
  const named = city.answer(
    me,
    'mutation ($input: CorrectCustomerInput!) { correctCustomer(input: $input) { __typename } }',
    { variables: { input: { idempotencyKey: randomUUID(), customerId: mine, familyName: 'Ander' } } },
  );
  t.is((await named).errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

test('contact data for one question only is used for it, never reaches the profile, and finds nobody (R034)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { emails: ['marie@claes.example'] });
  const contactId = await draft(city);
  await mutate(city, agent, 'reachForContact', {
    contactId,
    telephone: '0499 99 99 99',
    email: 'Werk@Claes.example',
  });
  const look = `{ contact(id: "${contactId}") { customer { id } reach { kind value } reachOnlyForThis { value } } }`;
  const only = [
    { kind: 'PHONE', value: '+32499999999' },
    { kind: 'EMAIL', value: 'werk@claes.example' },
  ];
  t.is((await city.ask(agent, look)).contact.customer, null, 'nobody is tied who does not want it');
  await link(city, contactId, customerId);
  const { contact } = await city.ask(agent, look);
  t.deepEqual([contact.customer.id, contact.reach, contact.reachOnlyForThis.length], [customerId, only, 2]);
  const seen = await city.ask(
    agent,
    `{ customer(id: "${customerId}") { contactPoints { value } records { contactPoints { value } } }
       searchCustomers(text: "0499 99 99 99") { customer { id } } }`,
  );
  t.false(JSON.stringify(seen).includes('+32499999999'));
  t.deepEqual(seen.searchCustomers, []);
  await mutate(city, agent, 'reachForContact', { contactId });
  t.deepEqual((await city.ask(agent, look)).contact.reach, [
    { kind: 'PHONE', value: '+32470123456' },
    { kind: 'EMAIL', value: 'marie@claes.example' },
  ]);
});

test('what a customer confirmed in a contact is kept by field, with who asked and when (R037)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { birthDate: '1984-05-12', nationalNumber: nationalNumber(1) });
  const contactId = await draft(city);
  const check = `... on Customer { dataCheck { field state confirmedBy contact { id } line } }`;
  const nobody = await mutate(city, agent, 'confirmCustomer', { contactId, fields: ['NAME'] });
  t.is(nobody.__typename, 'Conflict');
  await link(city, contactId, customerId);
  const { dataCheck } = await mutate(
    city,
    agent,
    'confirmCustomer',
    { contactId, fields: ['NAME', 'TELEPHONE'] },
    check,
  );
  t.deepEqual(
    dataCheck.map(({ field, state }: Answer) => [field, state]),
    [
      ['NAME', 'CONFIRMED'],
      ['BIRTH_DATE', 'TO_CONFIRM'],
      ['ADDRESS', 'MISSING'],
      ['TELEPHONE', 'CONFIRMED'],
      ['EMAIL', 'MISSING'],
    ],
  );
  t.like(dataCheck[0], { confirmedBy: 'Els Peeters', contact: { id: contactId } });
  t.is(dataCheck[0].line, 'Bevestigd op 23 november 2026 bij Els Peeters');
  const own = await city.ask(
    citizen(nationalNumber(1)),
    '{ myCustomer { dataCheck { state confirmedBy line } } }',
  );
  t.deepEqual(own.myCustomer.dataCheck[0], { state: 'CONFIRMED', confirmedBy: null, line: null });
  const missing = await mutate(city, agent, 'confirmCustomer', { contactId, fields: ['EMAIL'] });
  t.is(missing.field, 'fields.0');
});

test('what is known and confirmed is not asked again, by an agent nor by an expert, until it changes or a year has gone (R044)', async (t) => {
  const city = await world(t);
  const customerId = await known(city);
  await openedCase(city, customerId);
  const contactId = await draft(city);
  await link(city, contactId, customerId);
  await mutate(city, agent, 'confirmCustomer', { contactId, fields: ['NAME', 'TELEPHONE'] });
  const states = async (identity: typeof agent) => {
    const { customer } = await city.ask(
      identity,
      `{ customer(id: "${customerId}") { dataCheck { field state } } }`,
    );
    return Object.fromEntries(customer.dataCheck.map(({ field, state }: Answer) => [field, state]));
  };
  t.like(await states(expert), { NAME: 'CONFIRMED', TELEPHONE: 'CONFIRMED' });
  await mutate(city, agent, 'correctCustomer', { customerId, telephone: '0476 12 34 56' });
  t.like(await states(expert), { NAME: 'CONFIRMED', TELEPHONE: 'TO_CONFIRM' });
  city.clock.now = new Date('2027-11-24T09:00:00Z');
  t.like(await states(agent), { NAME: 'TO_CONFIRM' });
});
