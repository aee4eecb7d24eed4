import { randomUUID } from 'node:crypto';
import test from 'ava';
import { testNationalNumber } from '../../crm-core/customers/belgium/national-number.ts';
import { draft, known, link, nationalNumber } from './scenes.ts';
import { type Answer, agent, citizen as citizenOf, type World, world } from './world.ts';

const number = testNationalNumber('1984-05-12', 4);

function told(changes: object = {}) {
  return {
    source: 'rijksregister',
    externalId: number,
    toldAt: '2026-03-03T08:00:00Z',
    kind: 'person',
    givenName: 'Marie',
    familyName: 'Claes',
    formOfAddress: 'mevrouw',
    nationalNumber: number,
    address: {
      street: 'Markt',
      houseNumber: '1',
      box: null,
      postcode: '3000',
      municipality: 'Leuven',
      country: 'BE',
    },
    ...changes,
  };
}

function mutate(city: World, mutation: string, input: object, wanted: string, purpose = 'identification') {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  return city.answer(
    agent,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ${wanted}
      ... on InvalidInput { field } ... on Conflict { message } ... on NotFound { message } } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } }, purpose },
  );
}

async function enrich(city: World, input: object): Promise<Answer> {
  const wanted = `... on Enrichment { outcome message customer { id displayName salutation address { line }
    records { source } merges { id } } }`;
  const { data, errors } = await mutate(city, 'enrichCustomer', { register: 'PERSONS', ...input }, wanted);
  if (errors) throw new Error(errors[0]?.message);
  return (data as Answer).enrichCustomer;
}

test('a register adds what it knows of a customer as a record of its own, asked once more it says so (R100, R102)', async (t) => {
  const asked: unknown[] = [];
  const answers: unknown[] = [];
  const city = await world(t, {
    ask: (question, data) => {
      asked.push([question, data]);
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  });
  const customerId = await known(city, { source: 'desk', givenName: 'Mie' });
  answers.push({ told: told() }, { told: told() }, { told: null }, new Error('down'), { wrong: true });

  const first = await enrich(city, { customerId, number });
  t.like(first, { outcome: 'ENRICHED', message: 'Het register heeft gegevens toegevoegd.' });
  t.like(first.customer, {
    id: customerId,
    displayName: 'Marie Claes',
    salutation: 'Geachte mevrouw Claes',
    address: { line: 'Adres: Rijksregister, 3 maart 2026' },
    merges: [],
  });
  t.deepEqual(asked, [['magda.person.find', { nationalNumber: number }]]);
  t.is((await enrich(city, { customerId })).outcome, 'UNCHANGED', 'with the number that is known now');
  t.is((await enrich(city, { customerId })).outcome, 'UNKNOWN');
  t.is((await enrich(city, { customerId })).outcome, 'UNAVAILABLE');
  t.is((await enrich(city, { customerId })).outcome, 'UNAVAILABLE');

  t.is((await enrich(city, { customerId, number: nationalNumber(1) })).__typename, 'Conflict');
  t.is((await enrich(city, { customerId, register: 'ENTERPRISES' })).field, 'register');
  const nobody = await known(city, { source: 'desk' });
  t.is((await enrich(city, { customerId: nobody })).field, 'number');
  const rows = await city.sql(`select row_to_json(r)::text || row_to_json(v)::text as all
    from customer_record r join customer_record_version v on v.record_id = r.id`);
  t.false(JSON.stringify(rows).includes(number), 'the number is nowhere in the open');
  const [{ count } = {}] = await city.sql(
    `select count(*)::int from audit_entry where act = 'customer.register.ask' and purpose = 'identification'`,
  );
  t.is(count, 5);
});

test('a register is not asked without a purpose, and what it tells of another customer is not taken (R100)', async (t) => {
  const city = await world(t, { ask: () => Promise.resolve({ told: told() }) });
  const customerId = await known(city, { source: 'desk' });
  const { errors } = await mutate(
    city,
    'enrichCustomer',
    { customerId, register: 'PERSONS', number },
    '',
    'news',
  );
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  await city.tell('crm.customer.record', told());
  t.is((await enrich(city, { customerId, number })).__typename, 'Conflict');
  await t.throwsAsync(city.tell('crm.customer.record', told({ nationalNumber: '84999999999' })), {
    name: 'ZodError',
  });
});

const speaks = `... on Customer { id representatives { id ground holds verifiedBy representative { id } } }`;

test('who speaks for whom, on what ground and until when is seen from both sides and in the contact (R047)', async (t) => {
  const city = await world(t);
  const [mother, daughter] = [await known(city), await known(city, { givenName: 'Lies' })];
  const input = {
    representativeId: daughter,
    representedId: mother,
    ground: 'FAMILY',
    explanation: 'Dochter.',
  };
  const { data } = await mutate(city, 'recordRepresentation', { ...input, validUntil: '2026-12-31' }, speaks);
  const [representation] = (data as Answer).recordRepresentation.representatives;
  t.like(representation, {
    ground: 'FAMILY',
    holds: true,
    verifiedBy: null,
    representative: { id: daughter },
  });

  const contactId = await draft(city);
  await link(city, contactId, mother);
  await mutate(city, 'recordSpeaker', { contactId, customerId: daughter, ground: 'FAMILY' }, '');
  const look = async () =>
    (
      await city.ask(
        agent,
        `{ contact(id: "${contactId}") { speaker { name ground mandateVerified customer { id } } } }`,
      )
    ).contact.speaker;
  t.like(await look(), {
    name: 'Lies Claes',
    ground: 'FAMILY',
    mandateVerified: false,
    customer: { id: daughter },
  });
  await mutate(city, 'recordSpeaker', { contactId, name: 'Dokter Maes', ground: 'OTHER' }, '');
  t.like(await look(), { name: 'Dokter Maes', customer: null });
  await mutate(city, 'recordSpeaker', { contactId }, '');
  t.is(await look(), null);

  const other = (
    await city.ask(
      agent,
      `{ customer(id: "${daughter}") { represents { ground explanation validUntil represented { id } } } }`,
    )
  ).customer;
  t.deepEqual(other.represents, [
    { ground: 'FAMILY', explanation: 'Dochter.', validUntil: '2026-12-31', represented: { id: mother } },
  ]);
  await mutate(city, 'endRepresentation', { representationId: representation.id }, '');
  const { customer } = await city.ask(
    agent,
    `{ customer(id: "${mother}") { representatives { holds validUntil } } }`,
  );
  t.deepEqual(customer.representatives, [{ holds: false, validUntil: '2026-11-22' }]);
});

test('a representative sees and mends nothing in the graph because of it, unless by a verified mandate that holds (R047)', async (t) => {
  const city = await world(t);
  const mother = await known(city, { nationalNumber: nationalNumber(1) });
  const son = await known(city, { nationalNumber: nationalNumber(2) });
  const him = citizenOf(nationalNumber(2));
  const sees = async () => (await city.ask(him, `{ customer(id: "${mother}") { id } }`)).customer !== null;
  const represent = async (input: object) => {
    const both = { representativeId: son, representedId: mother };
    const { data } = await mutate(city, 'recordRepresentation', { ...both, ...input }, speaks);
    return (data as Answer).recordRepresentation;
  };
  await represent({ ground: 'GUARDIAN' });
  await represent({ ground: 'MANDATE' });
  t.false(await sees());
  t.is((await represent({ ground: 'GUARDIAN', verification: 'Vonnis gezien.' })).field, 'verification');
  t.is((await represent({ ground: 'OTHER' })).field, 'explanation');
  t.is((await represent({ ground: 'PARENT', validFrom: '2026-02-30' })).field, 'validFrom');
  await represent({
    ground: 'MANDATE',
    verification: 'Getekende volmacht gezien.',
    validUntil: '2026-12-01',
  });
  t.true(await sees());
  t.is((await city.ask(him, '{ myCustomer { id } }')).myCustomer.id, son);
  city.clock.now = new Date('2026-12-02T09:00:00Z');
  t.false(await sees());
});
