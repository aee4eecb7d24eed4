import test from 'ava';
import fc from 'fast-check';
import { keepMatchKeys } from '../../crm-core/matching/keep-match-keys.ts';
import { refreshProfiles } from '../../crm-core/matching/refresh-profiles.ts';
import { known } from './scenes.ts';
import { agent, type World, world } from './world.ts';

test('the profile of a customer never lags behind his records, whatever happens to them', async (t) => {
  const city = await world(t);
  let made = 0;
  const tell = () => {
    made += 1;
    return known(city, {
      givenName: 'Marie',
      familyName: `Claes${made % 3}`,
      telephones: [`+3247012${String(1000 + made)}`],
      birthDate: '1984-01-15',
    });
  };
  const steps = {
    tell: async () => void (await tell()),
    merge: (one: string, other: string) => join(city, one, other),
    undo: (one: string) => undoAny(city, one),
    async correct(one: string) {
      await city.sql(`update customer_record set family_name = 'Maes' || left(id::text, 1) where id = $1`, [
        one,
      ]);
      await refreshProfiles(city);
    },
    async move(one: string) {
      await city.sql(
        `insert into customer_address (id, record_id, street, house_number, postcode, municipality)
         values (gen_random_uuid(), $1, 'Naamsestraat', '1', '3000', 'Leuven')`,
        [one],
      );
      await refreshProfiles(city);
    },
  };
  const change = fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[]));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(change, fc.nat()), { minLength: 3, maxLength: 8 }),
      async (changes) => {
        const people = [await tell(), await tell(), await tell()];
        const pick = (at: number) => people[at % people.length] ?? '';
        for (const [what, at] of changes) {
          await steps[what](pick(at), pick(at + 1));
          t.deepEqual(await city.sql('select record_id from match_stale'), [], what);
        }
        const before = await everything(city);
        const records = await city.sql('select id::text as id from customer_record');
        const ids = records.map(({ id }) => String(id));
        await keepMatchKeys(city.prisma, city, ids);
        t.deepEqual(await everything(city), before);
        const roots = await city.sql('select distinct customer_root(id)::text as id from customer_record');
        t.deepEqual(
          before.profiles.map(({ customer_id: id }) => id).sort(),
          roots.map(({ id }) => id).sort(),
        );
        t.true(before.same);
      },
    ),
    { numRuns: 6 },
  );
});

test('records that were written past the product are found after the next round, and an ended number no more', async (t) => {
  const city = await world(t);
  const id = await known(city, { givenName: 'Jan', familyName: 'Peeters', telephones: ['+3216555555'] });
  await city.sql(`update customer_contact_point set valid_until = '2026-11-24' where record_id = $1`, [id]);
  await city.sql(`update customer_record set birth_date = '1970-05-06' where id = $1`, [id]);
  t.is(await refreshProfiles(city), 1);
  t.is(await candidates(city, { name: 'Jan Peeters', birthDate: '1970-05-06' }), 1);
  t.is(await candidates(city, { telephone: '016 55 55 55' }), 1);
  city.clock.now = new Date('2026-11-26T09:00:00Z');
  await refreshProfiles(city);
  t.is(await candidates(city, { telephone: '016 55 55 55' }), 0);
});

test('a change that is under way while an earlier one is taken up is taken up after it', async (t) => {
  const city = await world(t);
  const id = await known(city, { givenName: 'Jan', familyName: 'Peeters' });
  await city.sql(`update customer_record set given_name = 'Johan' where id = $1`, [id]);
  await city.prisma.$transaction(async (tx) => {
    await tx.$executeRaw`update customer_record set birth_date = '1970-05-06' where id = ${id}::uuid`;
    await refreshProfiles(city);
  });
  await refreshProfiles(city);
  t.is(await candidates(city, { givenName: 'Johan', birthDate: '1970-05-06' }), 1);
});

test('a stock that was brought over with its joined customers is taken up in batches by several nodes at once', async (t) => {
  const city = await world(t);
  await city.sql(
    `with made as (
       insert into customer_record (id, source, kind, given_name, family_name, search_name)
       select gen_random_uuid(), 'elsewhere', 'person', 'Jan', 'Peeters' || number, 'jan peeters' || number
       from generate_series(1, 2500) as number returning id
     ), numbered as (select id, row_number() over () as number from made)
     insert into customer_link (id, survivor_id, absorbed_id, reason, author_subject, author_name, made_at)
     select gen_random_uuid(), one.id, other.id, 'Zelfde persoon.', 'desk', 'Balie', now()
     from numbered as one join numbered as other on other.number = one.number + 1250 where one.number <= 250`,
  );
  await Promise.all([refreshProfiles(city), refreshProfiles(city)]);
  const { profiles, same } = await everything(city);
  t.is(profiles.length, 2250);
  t.true(same);
  t.deepEqual(await city.sql('select record_id from match_stale'), []);
});

async function candidates(city: World, input: object): Promise<number> {
  const document = `query ($input: MatchCustomersInput!) {
    matchCustomers(input: $input) { candidates { probability } }
  }`;
  return (await city.ask(agent, document, { variables: { input } })).matchCustomers.candidates.length;
}

async function everything(city: World) {
  const profiles = await city.sql(
    'select customer_id, profile, keys::text[] as keys from match_profile order by customer_id',
  );
  const keys = await city.sql(
    `select customer_id, key::text as key from match_key join match_profile using (number) order by 1, 2`,
  );
  const own = profiles.flatMap(({ customer_id, keys: all }) =>
    (all as string[]).map((key) => ({ customer_id, key })),
  );
  const sorted = (rows: Record<string, unknown>[]) => rows.map((row) => JSON.stringify(row)).sort();
  return { profiles, same: sorted(own).join() === sorted(keys).join(), keys: sorted(keys) };
}

function join(city: World, survivorId: string, otherId: string) {
  return city.ask(
    agent,
    `mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { __typename } }`,
    {
      variables: {
        input: { idempotencyKey: crypto.randomUUID(), survivorId, otherId, reason: 'Zelfde adres.' },
      },
    },
  );
}

async function undoAny(city: World, customerId: string) {
  const [link] = await city.sql(
    `select id from customer_link where undone_at is null
     and (survivor_id = $1 or absorbed_id = $1) order by made_at desc limit 1`,
    [customerId],
  );
  if (!link) return;
  await city.ask(agent, `mutation ($input: UndoMergeInput!) { undoMerge(input: $input) { __typename } }`, {
    variables: { input: { idempotencyKey: crypto.randomUUID(), mergeId: link['id'], reason: 'Toch niet.' } },
  });
}
