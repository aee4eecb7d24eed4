import test from 'ava';
import { learnFromStock } from '../../crm-core/matching/learn-from-stock.ts';
import { refreshProfiles } from '../../crm-core/matching/refresh-profiles.ts';
import { known, nationalNumber } from './scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

const home = { street: 'Tiensestraat', houseNumber: '112', postcode: '3000', municipality: 'Leuven' };

const document = `query ($input: MatchCustomersInput!) { matchCustomers(input: $input) {
  decision candidates { probability customer { id displayName } reasons { field agreement message bits } }
} }`;

async function match(city: World, input: object): Promise<Answer> {
  return (await city.ask(agent, document, { variables: { input } })).matchCustomers;
}

test('while somebody registers, the customer who is probably meant is suggested, with why and how sure (R101, M8)', async (t) => {
  const city = await world(t);
  const jan = await known(city, {
    givenName: 'Jan',
    familyName: 'Van den Broeck',
    birthDate: '1984-02-29',
    telephones: ['+32470111111'],
    address: home,
  });
  await known(city, { givenName: 'Bart', familyName: 'Verlinden', telephones: ['+32470222222'] });

  const sure = await match(city, {
    givenName: 'Jan',
    familyName: 'Vandenbroek',
    birthDate: '1984-02-29',
    telephone: '0470/11.11.11 (na 18u)',
    street: 'Tiensestr.',
    houseNumber: '112 bus 3',
    postcode: '3000',
  });
  t.is(sure.decision, 'SAME');
  t.is(sure.candidates.length, 1);
  const [first] = sure.candidates;
  t.is(first.customer.id, jan);
  t.true(first.probability > 0.999 && first.probability <= 1);
  const reasonOf = (field: string) => first.reasons.find((reason: Answer) => reason.field === field);
  t.like(reasonOf('BIRTH_DATE'), { agreement: 'SAME', message: 'De geboortedatum is dezelfde.' });
  t.like(reasonOf('FAMILY_NAME'), { agreement: 'ALIKE', message: 'De familienaam klinkt hetzelfde.' });
  t.like(reasonOf('ADDRESS'), { agreement: 'SAME', message: 'Het adres is hetzelfde.' });
  t.like(reasonOf('TELEPHONE'), { agreement: 'SAME' });
  t.deepEqual(
    first.reasons.map(({ bits }: Answer) => Math.abs(bits)),
    first.reasons.map(({ bits }: Answer) => Math.abs(bits)).sort((a: number, b: number) => b - a),
  );

  const against = await match(city, { givenName: 'Lotte', telephone: '0470 11 11 11' });
  t.not(against.decision, 'SAME');
  t.like(
    against.candidates[0]?.reasons.find(({ field }: Answer) => field === 'GIVEN_NAME'),
    { agreement: 'DIFFERENT', message: 'De voornaam verschilt.' },
  );
});

test('half a name, a number that is still being typed or nothing at all suggests nobody and refuses nothing (R101)', async (t) => {
  const city = await world(t);
  await known(city, { givenName: 'Jan', familyName: 'Peeters', address: home });
  for (const input of [
    {},
    { familyName: 'Pe' },
    { telephone: '047' },
    { nationalNumber: '84.0' },
    { email: 'jan@' },
    { birthDate: '1984-' },
    { name: '\u0000'.repeat(10) },
    { familyName: 'x'.repeat(100_000), street: '🦆'.repeat(10_000) },
    { givenName: '\u202Enaj', familyName: "'; drop table customer_record; --" },
  ])
    t.deepEqual(
      await match(city, input),
      { decision: 'NEW', candidates: [] },
      JSON.stringify(input).slice(0, 80),
    );
});

test('a national number with one wrong digit still finds its owner, and no number is kept in a profile (R101)', async (t) => {
  const city = await world(t);
  const number = nationalNumber(3);
  const id = await known(city, { givenName: 'Jan', familyName: 'Peeters', nationalNumber: number });
  const wrong = number.slice(0, 4) + String((Number(number[4]) + 1) % 10) + number.slice(5);
  const alone = await match(city, { nationalNumber: wrong });
  t.is(alone.candidates[0]?.customer.id, id);
  t.like(
    alone.candidates[0].reasons.find(({ field }: Answer) => field === 'NATIONAL_NUMBER'),
    { agreement: 'ALIKE', message: 'Het rijksregisternummer verschilt in één cijfer.' },
  );
  const exact = await match(city, { nationalNumber: number });
  t.is(exact.decision, 'SAME');
  const kept = JSON.stringify(await city.sql('select profile from match_profile'));
  t.false(kept.includes(number));
});

test('two of one household who fit equally well are never taken for the one meant', async (t) => {
  const city = await world(t);
  for (const givenName of ['Jan', 'Sofie'])
    await known(city, { givenName, familyName: 'Peeters', telephones: ['+3216888888'], address: home });
  const both = await match(city, {
    familyName: 'Peeters',
    telephone: '016 88 88 88',
    ...home,
    municipality: undefined,
  });
  t.is(both.decision, 'PERHAPS');
  t.is(both.candidates.length, 2);
  for (const { probability } of both.candidates) t.true(probability <= 0.5);
  const one = await match(city, { givenName: 'Sofie', familyName: 'Peeters', telephone: '016 88 88 88' });
  t.is(one.candidates[0].customer.displayName, 'Sofie Peeters');
  const child = await match(city, { givenName: 'Lotte', familyName: 'Peeters', telephone: '016 88 88 88' });
  t.not(child.decision, 'SAME');
});

test('an e-mail address that is made of the name and only alike says no more than the name', async (t) => {
  const city = await world(t);
  const names = { givenName: 'Glenn', familyName: 'Vanderperre' };
  await known(city, { ...names, emails: ['glenn.vanderperre81@telenet.example'] });
  const fieldsOf = async (email: string) => {
    const { candidates } = await match(city, { ...names, email });
    return candidates[0].reasons.map(({ field }: Answer) => field).sort();
  };
  t.deepEqual(await fieldsOf('glenn.vanderperre44@telenet.example'), ['FAMILY_NAME', 'GIVEN_NAME']);
  t.deepEqual(await fieldsOf('glenn.vanderperre81@telenet.example'), ['EMAIL', 'FAMILY_NAME', 'GIVEN_NAME']);
  t.is((await match(city, { email: 'glenn.vanderperre81@telenet.exmple' })).candidates.length, 1);
});

test('a value that many people give says nothing, and which these are is configuration (R101)', async (t) => {
  const city = await world(t);
  await known(city, { givenName: 'Jan', familyName: 'Peeters', emails: ['info@bedrijf.example'] });
  await known(city, { givenName: 'Onbekend', familyName: 'Onbekend', telephones: ['+3216272000'] });
  t.deepEqual((await match(city, { email: 'info@bedrijf.example' })).candidates, []);
  t.deepEqual((await match(city, { name: 'onbekend onbekend', telephone: '016 27 20 00' })).candidates, []);

  await known(city, { givenName: 'Bart', familyName: 'Maes', telephones: ['+3216999999'] });
  t.is((await match(city, { telephone: '016 99 99 99' })).candidates.length, 1);
  await city.sql(
    `insert into match_stop_value (field, value, added_by) values ('phones', '+3216999999', 'test')`,
  );
  t.deepEqual((await match(city, { telephone: '016 99 99 99' })).candidates, []);
});

test('a number that more than two hundred profiles share is no evidence', async (t) => {
  const city = await world(t);
  const shared = { telephones: ['+3216777777'] };
  await city.sql(
    `with made as (
       insert into customer_record (id, source, kind, given_name, family_name, search_name, recorded_at)
       select gen_random_uuid(), 'desk', 'person', 'Jan' || n, 'Peeters' || n, 'jan peeters', now()
       from generate_series(1, 205) as n returning id
     ) insert into customer_contact_point (id, record_id, kind, value)
       select gen_random_uuid(), id, 'phone', $1 from made`,
    shared.telephones,
  );
  await refreshProfiles(city);
  const alone = await match(city, { telephone: '016 77 77 77' });
  t.deepEqual(alone, { decision: 'NEW', candidates: [] });
});

test('only agents are told who somebody may be, and each one whom they see is written down', async (t) => {
  const city = await world(t);
  const id = await known(city, { givenName: 'Jan', familyName: 'Peeters', telephones: ['+3216555555'] });
  for (const identity of [null, expert, citizen(nationalNumber(1))]) {
    const { errors } = await city.answer(identity, document, {
      variables: { input: { telephone: '016555555' } },
    });
    t.is(errors?.[0]?.extensions?.['code'], identity ? 'FORBIDDEN' : 'UNAUTHENTICATED');
  }
  await match(city, { telephone: '016 55 55 55' });
  const reads = await city.prisma.auditEntry.findMany({ where: { act: 'customer.read', subjectId: id } });
  t.is(reads.length, 1);
});

test('what is learnt from the stock is a new version, the same of the same stock, and every node uses it from the next question on', async (t) => {
  const city = await world(t);
  for (const givenName of ['Jan', 'Sofie', 'Bart', 'Lies'])
    await known(city, { givenName, familyName: 'Peeters', telephones: ['+3216555555'] });
  const ask = { givenName: 'Lies', familyName: 'Peeters' };
  const before = await match(city, ask);
  await learnFromStock(city);
  const after = await match(city, ask);
  const bits = ({ candidates }: Answer) =>
    candidates[0].reasons.find(({ field }: Answer) => field === 'FAMILY_NAME')?.bits ?? 0;
  t.true(bits(after) < bits(before), 'a name that all have says less');
  await learnFromStock(city);
  const [first, again] = await city.prisma.matchModel.findMany({ orderBy: { version: 'asc' } });
  t.like(first, { version: 1, profiles: 4 });
  t.deepEqual(again, { ...first, version: 2 } as typeof again);
});
