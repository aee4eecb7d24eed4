import { randomUUID } from 'node:crypto';
import test from 'ava';
import { testNationalNumber } from '../../crm-core/customers/belgium/national-number.ts';
import { draft, known, link, nationalNumber, openedCase, register } from './scenes.ts';
import { type Answer, agent, type World, world } from './world.ts';

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

test('one question shows all of a customer: data, sources, open cases and what he asked before (R042, R043)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  await openedCase(city, customerId);
  const contactId = await draft(city);
  await link(city, contactId, customerId);
  await register(city, contactId, [
    { text: 'Hoe laat sluit het loket?', outcome: 'ANSWERED', answer: 'Om 12 uur.' },
  ]);
  const { customer } = await city.ask(
    agent,
    `{ customer(id: "${customerId}") { displayName maskedNationalNumber records { source } openCases { title state }
       history { edges { node { summary questions { text answer outcome } } } } represents { id } dataCheck { field } } }`,
  );
  t.is(customer.openCases.length, 1);
  t.deepEqual(customer.history.edges.map(({ node }: Answer) => node.questions[0].outcome).sort(), [
    'ANSWERED',
    'CASE',
  ]);
  t.is(customer.history.edges.length, 2);
});

test('a citizen, a company and an association are created with their own number and no other (R014)', async (t) => {
  const city = await world(t);
  const create = (input: object, purpose?: string) =>
    mutate(
      city,
      agent,
      'createCustomer',
      input,
      '... on Customer { kind displayName salutation enterpriseNumber associationCode maskedNationalNumber birthDate }',
      purpose,
    );
  const digits = testNationalNumber('1984-05-12', 4);
  const person = { kind: 'PERSON', givenName: 'An', familyName: 'Van den Broeck', nationalNumber: digits };
  t.like(await create(person, 'identification'), {
    kind: 'PERSON',
    salutation: 'Geachte An Van den Broeck',
    maskedNationalNumber: `••.••.••-•••.${digits.slice(9)}`,
  });
  await t.throwsAsync(create(person), { message: /doel/ });
  t.like(
    await create({ kind: 'COMPANY', organisationName: 'Bakkerij', enterpriseNumber: 'BE 0403.449.823' }),
    {
      kind: 'COMPANY',
      enterpriseNumber: '0403449823',
    },
  );
  t.like(await create({ kind: 'ASSOCIATION', organisationName: 'Fanfare', associationCode: 'v 0001001' }), {
    kind: 'ASSOCIATION',
    associationCode: 'V0001001',
  });
  const company = { kind: 'COMPANY', organisationName: 'Bakkerij' };
  for (const [field, input] of [
    ['nationalNumber', { ...company, nationalNumber: digits }],
    ['associationCode', { ...company, associationCode: 'V0001001' }],
    ['enterpriseNumber', { ...company, enterpriseNumber: '2.000.000.339' }],
  ] as const)
    t.is((await create(input, 'identification')).field, field);
});

test('odd names come back unharmed, and impossible data is refused by the name of its field (R100)', async (t) => {
  const city = await world(t);
  const create = (input: object) =>
    mutate(
      city,
      agent,
      'createCustomer',
      { kind: 'PERSON', familyName: 'Claes', ...input },
      '... on Customer { displayName familyName }',
      'identification',
    );
  for (const familyName of [
    'Y',
    'é'.repeat(300),
    '👩‍👩‍👧 Claes',
    'שלום',
    '\u202Eomgekeerd\u202C',
    "D'Hondt; drop table",
  ])
    t.is((await create({ familyName })).familyName, familyName);
  const national = testNationalNumber('1984-05-12', 4);
  const body = '849912003';
  const month99 = body + String(97 - (Number(body) % 97)).padStart(2, '0');
  for (const [field, input] of [
    ['birthDate', { birthDate: '2025-02-29' }],
    ['birthDate', { birthDate: '1984-13-01' }],
    ['birthDate', { birthDate: '2026-11-24' }],
    [
      'nationalNumber',
      { nationalNumber: `${national.slice(0, 9)}${national.slice(9) === '01' ? '02' : '01'}` },
    ],
    ['nationalNumber', { nationalNumber: month99 }],
    ['telephone', { telephone: '0476 12 34' }],
    ['telephone', { telephone: '016 27 20 00 of 0476 12 34' }],
    ['email', { email: `${'a'.repeat(260)}@b.be` }],
    ['familyName', { familyName: 'a'.repeat(1_001) }],
    ['familyName', { familyName: 'nul\u0000teken' }],
  ] as const)
    t.is((await create(input)).field, field, JSON.stringify(input).slice(0, 80));
});
