import { randomUUID } from 'node:crypto';
import test from 'ava';
import fc from 'fast-check';
import { nationalNumber, openedCase } from './scenes.ts';
import { type Answer, agent, type World, world } from './world.ts';

interface Told {
  readonly number?: string;
  readonly version: number;
}

/** A register tells of the person with this key. */
function tell(city: World, key: number, { number, version }: Told) {
  return city.tell('crm.customer.record', {
    source: 'rijksregister',
    externalId: `person-${key}`,
    toldAt: new Date(Date.UTC(2026, 0, 1) + version * 60_000).toISOString(),
    kind: 'person',
    givenName: `Persoon ${version}`,
    familyName: 'Claes',
    nationalNumber: number ?? null,
    telephones: [`+3247000${String(1000 + key)}`],
  });
}

async function people(city: World, count: number): Promise<string[]> {
  for (let key = 0; key < count; key += 1) await tell(city, key, { version: 0 });
  const rows = await city.sql('select id::text as id from customer_record order by external_id');
  return rows.map(({ id }) => String(id));
}

async function mutate(city: World, mutation: string, type: string, input: object): Promise<Answer> {
  const data = await city.ask(
    agent,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename ... on Customer { id merges { id } } } }`,
    { variables: { input: { idempotencyKey: randomUUID(), reason: 'Zelfde persoon.', ...input } } },
  );
  return data[mutation];
}

const merge = (city: World, survivorId: string, otherId: string) =>
  mutate(city, 'mergeCustomers', 'MergeCustomersInput', { survivorId, otherId });
const undo = (city: World, mergeId: string) => mutate(city, 'undoMerge', 'UndoMergeInput', { mergeId });

/** All that can be seen of these customers. */
function look(city: World, ids: readonly string[]): Promise<Answer> {
  const one = (id: string, at: number) => `c${at}: customer(id: "${id}") {
    id kind displayName givenName familyName salutation birthDate maskedNationalNumber
    contactPoints { value source since line } formerContactPoints { value validUntil }
    records { id source displayName recordedAt contactPoints { value validUntil } }
    provenance { field source recordedAt line others { value } }
    merges { id mergedName } dataCheck { field state }
    openCases { id reference } history { edges { node { id } } }
  }`;
  return city.ask(agent, `{ ${ids.map(one).join('\n')} }`);
}

/** Customers, as the database sees them, that have two different numbers. */
function impossible(city: World) {
  return city.sql(
    `select customer_root(id) from customer_record group by 1
     having count(distinct national_number_index) > 1 or count(distinct kind) > 1`,
  );
}

const who = fc.nat(3);
const act = fc.oneof(
  fc.record({ act: fc.constant('merge' as const), who, other: who }),
  fc.record({ act: fc.constant('undo' as const), who, other: who }),
  fc.record({ act: fc.constant('case' as const), who, other: who }),
  fc.record({ act: fc.constant('correct' as const), who, other: who }),
  fc.record({ act: fc.constant('learn' as const), who, other: who }),
);

test('whatever happened before, a merge that is undone leaves no trace of itself (M8, R102)', async (t) => {
  const city = await world(t);
  const ids = await people(city, 4);
  const versions = (function* () {
    for (let version = 1; ; version += 1) yield version;
  })();
  const next = () => versions.next().value ?? 0;
  const acts = {
    merge: (one: number, other: number) => merge(city, ids[one] ?? '', ids[other] ?? ''),
    async undo(one: number) {
      const { customer } = await city.ask(agent, `{ customer(id: "${ids[one]}") { merges { id } } }`);
      if (customer.merges[0]) await undo(city, customer.merges[0].id);
    },
    case: (one: number) => openedCase(city, ids[one] ?? null),
    correct: (one: number) =>
      mutate(city, 'correctCustomer', 'CorrectCustomerInput', {
        customerId: ids[one],
        reason: undefined,
        telephone: `0471 00 00 ${String(next() % 100).padStart(2, '0')}`,
      }),
    learn: (one: number, other: number) =>
      tell(city, one, { number: nationalNumber(other + 1), version: next() }),
  };
  let undone = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 4 }), who, who, async (before, survivor, other) => {
      for (const { act, who, other } of before) await acts[act](who, other);
      t.deepEqual(await impossible(city), []);
      const seen = await look(city, ids);
      const merged = await merge(city, ids[survivor] ?? '', ids[other] ?? '');
      if (merged.__typename !== 'Customer') return;
      undone += 1;
      t.notDeepEqual(await look(city, ids), seen);
      await undo(city, merged.merges[0].id);
      t.deepEqual(await look(city, ids), seen);
    }),
    { numRuns: 12 },
  );
  t.true(undone > 0);
});

test('two different national numbers never join, in whatever order merges are made and numbers become known (M8)', async (t) => {
  const city = await world(t);
  const [one = '', two = '', three = ''] = await people(city, 3);
  await tell(city, 0, { number: nationalNumber(1), version: 1 });
  t.is((await merge(city, one, two)).__typename, 'Customer');
  t.is((await merge(city, one, three)).__typename, 'Customer');

  await tell(city, 2, { number: nationalNumber(2), version: 1 });
  t.deepEqual(await impossible(city), []);
  const { a, b, c } = await look(city, [one, two, three]).then((seen) => ({
    a: seen.c0,
    b: seen.c1,
    c: seen.c2,
  }));
  t.deepEqual(
    [a.id, b.id, c.id],
    [one, one, three],
    'the merge that a number proves wrong is undone, the other stays',
  );
  t.is((await merge(city, three, two)).__typename, 'Conflict');

  const wrong = await city.sql(
    `select undone_by, undone_reason from customer_link where undone_at is not null`,
  );
  t.deepEqual(wrong, [
    {
      undone_by: 'source:test',
      undone_reason: 'Een bron vertelt een ander rijksregister-, ondernemings- of verenigingsnummer.',
    },
  ]);
  for (const statement of [
    `update customer_record set national_number = other.national_number, national_number_index = other.national_number_index
     from customer_record other where customer_record.id = '${two}' and other.id = '${three}'`,
    `insert into customer_link (id, absorbed_id, survivor_id, reason, author_subject, author_name, made_at)
     values (gen_random_uuid(), '${three}', '${one}', 'x', 'x', 'x', now())`,
    `update customer_link set undone_at = null, undone_by = null, undone_reason = null where undone_at is not null`,
  ])
    await t.throwsAsync(
      city.sql(statement),
      { message: /two different numbers|made and undone once/ },
      statement,
    );
});

test('what a register tells is the same in whatever order its versions come, and however often (R100)', async (t) => {
  const city = await world(t);
  const homes = ['Markt', 'Diestsestraat', 'Tiensestraat'].map((street, at) => ({
    street,
    houseNumber: String(at + 1),
    box: null,
    postcode: '3000',
    municipality: 'Leuven',
    country: 'BE',
  }));
  const versions = homes.map((address, at) => ({
    source: 'rijksregister',
    toldAt: `2026-03-0${at + 1}T08:00:00Z`,
    kind: 'person',
    givenName: at === 0 ? 'Mie' : 'Marie',
    familyName: 'Claes',
    telephones: at === 1 ? [] : ['+32470123456'],
    address,
  }));
  let key = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(2), { maxLength: 3 }),
      fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      async (more, order) => {
        key += 1;
        for (const at of [...order, ...more])
          await city.tell('crm.customer.record', { ...versions[at], externalId: `order-${key}` });
        const [row] = await city.sql('select id::text from customer_record where external_id = $1', [
          `order-${key}`,
        ]);
        const { customer } = await city.ask(
          agent,
          `{ customer(id: "${row?.['id']}") { displayName address { street line } formerAddresses { street validUntil }
           contactPoints { value since } records { contactPoints { value validUntil } }
           provenance { field line } } }`,
        );
        t.is(customer.displayName, 'Marie Claes');
        t.deepEqual(customer.address, { street: 'Tiensestraat', line: 'Adres: Rijksregister, 3 maart 2026' });
        t.deepEqual(
          customer.formerAddresses.toSorted((a: Answer, b: Answer) => (a.validUntil < b.validUntil ? -1 : 1)),
          [
            { street: 'Markt', validUntil: '2026-03-01' },
            { street: 'Diestsestraat', validUntil: '2026-03-02' },
          ],
        );
        t.deepEqual(customer.contactPoints, [{ value: '+32470123456', since: '2026-03-03T08:00:00.000Z' }]);
        t.deepEqual(
          customer.provenance.map(({ line }: Answer) => line),
          [
            'Voornaam: Rijksregister, 2 maart 2026',
            'Familienaam: Rijksregister, 1 maart 2026',
            'Adres: Rijksregister, 3 maart 2026',
          ],
        );
      },
    ),
    { numRuns: 10 },
  );
  const outcomes = await city.sql(
    `select distinct details->>'outcome' as outcome from audit_entry where act = 'customer.record' order by 1`,
  );
  t.deepEqual(
    outcomes.map(({ outcome }) => outcome),
    ['new', 'newer', 'older', 'same'],
  );
});
