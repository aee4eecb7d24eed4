import { randomUUID } from 'node:crypto';
import test from 'ava';
import { admin, mutate } from './mutate.ts';
import { draft, product } from './scenes.ts';
import { agent, world } from './world.ts';

test('a specialised team is the first line for its own topics, with a norm of its own, and its contacts name it (R029)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product({ themes: ['Welzijn'] }));
  const { product: page } = await city.ask(
    agent,
    '{ product(productNumber: "P-1") { firstLineTeam { group { key } normPercent themes } } }',
  );
  t.like(page.firstLineTeam, { group: { key: 'sociaal-loket' }, normPercent: 85 });
  const kept = await mutate(
    city,
    'keepFirstLineTeam',
    { group: 'welzijn', normPercent: 60, productNumbers: ['P-1'], themes: [] },
    '',
    admin,
  );
  t.is(kept.__typename, 'FirstLineTeam');
  const again = await city.ask(
    agent,
    '{ product(productNumber: "P-1") { firstLineTeam { group { key } } } }',
  );
  t.is(again.product.firstLineTeam.group.key, 'welzijn', 'a product goes before a theme');
  const social = { ...agent, groups: ['sociaal-loket'] };
  const contactId = await draft(city);
  await city.ask(
    social,
    'mutation ($input: RegisterContactInput!) { registerContact(input: $input) { __typename } }',
    {
      variables: {
        input: {
          idempotencyKey: randomUUID(),
          contactId,
          questions: [{ text: 'Leefloon?', outcome: 'ANSWERED', answer: 'Ja.' }],
        },
      },
    },
  );
  const { contact } = await city.ask(agent, `{ contact(id: "${contactId}") { team { key } } }`);
  t.is(contact.team.key, 'sociaal-loket');
});
