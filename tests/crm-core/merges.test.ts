import { randomUUID } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { known, nationalNumber, openedCase } from './scenes.ts';
import { type Answer, agent, type World, world } from './world.ts';

async function merge(city: World, survivorId: string, otherId: string): Promise<Answer> {
  const { mergeCustomers } = await city.ask(
    agent,
    `mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) {
      __typename ... on Customer { id merges { id mergedName reason authorName } } ... on Conflict { message }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), survivorId, otherId, reason: 'Zelfde adres.' } } },
  );
  return mergeCustomers;
}

async function undo(city: World, mergeId: string): Promise<Answer> {
  const { undoMerge } = await city.ask(
    agent,
    'mutation ($input: UndoMergeInput!) { undoMerge(input: $input) { __typename ... on Customer { id } } }',
    { variables: { input: { idempotencyKey: randomUUID(), mergeId, reason: 'Toch een ander.' } } },
  );
  return undoMerge;
}

/** Every record with the customer it is part of, as the database sees it. */
async function partition(city: World) {
  return city.sql('select id::text, customer_root(id)::text as customer from customer_record order by id');
}

test('undoing merges in any order brings back exactly the customers that were there', async (t) => {
  const city = await world(t);
  const people = await Promise.all(Array.from('abcdef', (givenName) => known(city, { givenName })));
  const before = await partition(city);
  const pair = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people));
  await fc.assert(
    fc.asyncProperty(fc.array(pair, { maxLength: 7 }), fc.infiniteStream(fc.nat()), async (pairs, order) => {
      const made: string[] = [];
      for (const [survivor, other] of pairs) {
        const merged = await merge(city, survivor, other);
        if (merged.__typename === 'Customer') made.push(merged.merges[0].id);
      }
      const apart = new Set((await partition(city)).map(({ customer }) => customer)).size;
      t.is(apart, people.length - made.length, 'each merge makes two customers one');
      while (made.length > 0) {
        const [mergeId = ''] = made.splice(order.next().value % made.length, 1);
        t.is((await undo(city, mergeId)).__typename, 'Customer');
      }
      t.deepEqual(await partition(city), before);
    }),
    { numRuns: 12 },
  );
});

test('a merged customer keeps the id of the survivor and shows what each source told', async (t) => {
  const city = await world(t);
  const official = await known(city, { nationalNumber: nationalNumber(1), birthDate: '1984-01-15' });
  const told = await known(city, {
    source: 'desk',
    givenName: 'Mie',
    telephones: ['+32470999999'],
    emails: ['mie@voorbeeld.example'],
  });
  const merged = await merge(city, told, official);
  t.is(merged.id, told);
  t.like(merged.merges[0], { mergedName: 'Marie Claes', reason: 'Zelfde adres.', authorName: 'Els Peeters' });

  const { customer } = await city.ask(
    agent,
    `{ customer(id: "${official}") { id displayName birthDate maskedNationalNumber
       contactPoints { value source } records { source displayName } provenance { field source } } }`,
  );
  t.like(customer, { id: told, displayName: 'Marie Claes', birthDate: '1984-01-15' });
  t.is(customer.maskedNationalNumber, `••.••.••-•••.${nationalNumber(1).slice(9)}`);
  t.deepEqual(customer.records, [
    { source: 'rijksregister', displayName: 'Marie Claes' },
    { source: 'desk', displayName: 'Mie Claes' },
  ]);
  t.deepEqual(customer.contactPoints, [
    { value: '+32470123456', source: 'rijksregister' },
    { value: '+32470999999', source: 'desk' },
    { value: 'mie@voorbeeld.example', source: 'desk' },
  ]);
  t.true(
    customer.provenance.some(
      ({ field, source }: Answer) => field === 'birthDate' && source === 'rijksregister',
    ),
  );
});

test('contacts and cases follow their customer into a merge and out of it', async (t) => {
  const city = await world(t);
  const [survivor, other] = [await known(city), await known(city, { givenName: 'Mia' })];
  await openedCase(city, other);
  const look = async (id: string) =>
    (
      await city.ask(
        agent,
        `{ customer(id: "${id}") { openCases { customer { id } } history { edges { node { customer { id } } } } } }`,
      )
    ).customer;

  t.deepEqual(await look(survivor), { openCases: [], history: { edges: [] } });
  const merged = await merge(city, survivor, other);
  const whole = {
    openCases: [{ customer: { id: survivor } }],
    history: { edges: [{ node: { customer: { id: survivor } } }] },
  };
  t.deepEqual(await look(survivor), whole);
  t.deepEqual(await look(other), whole);
  await undo(city, merged.merges[0].id);
  t.deepEqual(await look(survivor), { openCases: [], history: { edges: [] } });
  t.is((await look(other)).openCases[0].customer.id, other);
});

test('two different national numbers never join: the desk says why, and the database refuses', async (t) => {
  const city = await world(t);
  const one = await known(city, { nationalNumber: nationalNumber(1) });
  const two = await known(city, { nationalNumber: nationalNumber(2) });
  const none = await known(city);
  t.deepEqual(await merge(city, one, two), {
    __typename: 'Conflict',
    message: 'Deze twee hebben een verschillend rijksregister- of ondernemingsnummer: ze zijn niet dezelfde.',
  });
  t.is((await merge(city, one, none)).__typename, 'Customer');
  t.is((await merge(city, two, none)).__typename, 'Conflict');

  const joining = (survivorId: string, absorbedId: string) =>
    city.prisma.customerLink.create({
      data: {
        survivorId,
        absorbedId,
        reason: 'x',
        authorSubject: 'x',
        authorName: 'x',
        madeAt: city.clock.now,
      },
    });
  await t.throwsAsync(joining(one, two), { message: /two different numbers/ });
  const { nationalNumber: cipher, nationalNumberIndex } = await city.prisma.customerRecord.findUniqueOrThrow({
    where: { id: two },
  });
  await t.throwsAsync(
    city.prisma.customerRecord.update({
      where: { id: none },
      data: { nationalNumber: cipher, nationalNumberIndex },
    }),
    { message: /two different numbers/ },
  );
});

test('two merges at the same moment cannot join two different numbers', async (t) => {
  const city = await world(t);
  const one = await known(city, { nationalNumber: nationalNumber(1) });
  const two = await known(city, { nationalNumber: nationalNumber(2) });
  const between = await known(city);
  const outcomes = await Promise.all([merge(city, one, between), merge(city, two, between)]);
  t.deepEqual(outcomes.map(({ __typename }) => __typename).sort(), ['Conflict', 'Customer']);
});
