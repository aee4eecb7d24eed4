import test from 'ava';
import { soundKeys } from '../../crm-core/customers/names.ts';
import { draft, known, link, nationalNumber, register } from './scenes.ts';
import { type Answer, agent, world } from './world.ts';

const searched = test.macro({
  title: (_, text: string) => `an agent who types ${text} finds the customer`,
  async exec(t, text: string) {
    const city = await world(t);
    const id = await known(city, {
      givenName: 'Zoë',
      familyName: "D'Hondt",
      telephones: ['+3216880001'],
      emails: ['zoe@voorbeeld.example'],
      nationalNumber: nationalNumber(7),
    });
    await known(city, { givenName: 'Bart', familyName: 'Verlinden', telephones: ['+3216880002'] });
    const { searchCustomers } = await city.ask(
      agent,
      'query ($text: String!) { searchCustomers(text: $text) { score reasons customer { id } } }',
      { variables: { text } },
    );
    t.deepEqual(
      searchCustomers.map(({ customer }: Answer) => customer.id),
      [id],
    );
    t.true(searchCustomers[0].score > 0 && searchCustomers[0].score <= 1);
    t.is(searchCustomers[0].reasons.length, 1);
  },
});
for (const text of [
  'zoe d hondt',
  "D'Hondt",
  'Dhont',
  'ZOË',
  '016 88 00 01',
  '+32 16 88 00 01',
  'Zoe@Voorbeeld.example',
  nationalNumber(7),
])
  test(searched, text);

test('a reference finds its customer', async (t) => {
  const city = await world(t);
  const id = await known(city);
  const contactId = await draft(city);
  await link(city, contactId, id);
  const { reference } = await register(city, contactId, [{ text: 'x', outcome: 'ANSWERED', answer: 'y' }]);
  const { searchCustomers } = await city.ask(
    agent,
    `{ searchCustomers(text: "${reference.toLowerCase()}") { reasons customer { id } } }`,
  );
  t.deepEqual(searchCustomers, [{ reasons: ['De referentie is van deze klant.'], customer: { id } }]);
});

test('names that sound alike in Dutch have a key in common', (t) => {
  for (const [one = '', other = ''] of [
    ['Claes', 'Klaas'],
    ["D'Hondt", 'Dhont'],
    ['Peeters', 'Peters'],
    ['Thijs', 'Tijs'],
    ['Vandenberghe', 'Vandenberge'],
    ['De Cock', 'De Kok'],
    ['Wauters', 'Wouters'],
  ])
    t.true(
      soundKeys(one).some((key) => soundKeys(other).includes(key)),
      `${one} ${soundKeys(one)} ${other} ${soundKeys(other)}`,
    );
  t.deepEqual(
    soundKeys('Peeters').filter((key) => soundKeys('Maes').includes(key)),
    [],
  );
});
