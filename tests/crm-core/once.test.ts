import { randomUUID } from 'node:crypto';
import test from 'ava';
import { type Answer, agent, type World, world } from './world.ts';

const openContact = `mutation ($input: OpenContactInput!) {
  openContact(input: $input) { __typename ... on Contact { id reference } ... on InvalidInput { field } ... on Conflict { message } }
}`;

function open(city: World, idempotencyKey: string, channel = 'desk'): Promise<Answer> {
  return city.ask(agent, openContact, { variables: { input: { idempotencyKey, channel } } });
}

test('what is sent twenty times at the same moment with one key is done once, and all get the same answer', async (t) => {
  const city = await world(t);
  const key = randomUUID();
  const answers = await Promise.all(Array.from({ length: 20 }, () => open(city, key)));
  t.is(new Set(answers.map(({ openContact }) => openContact.reference)).size, 1);
  t.is((await city.sql('select id from contact')).length, 1);
  t.is((await city.sql(`select id from audit_entry where act = 'contact.open'`)).length, 1);
});

test('a key that was used for something else is refused, and one of which the first use was refused is free', async (t) => {
  const city = await world(t);
  const [refused, used] = [randomUUID(), randomUUID()];
  t.is((await open(city, refused, 'bestaat-niet')).openContact.field, 'channel');
  t.is((await open(city, refused)).openContact.__typename, 'Contact');
  await open(city, used);
  t.is((await open(city, used, 'letter')).openContact.__typename, 'Conflict');
  t.is((await city.sql('select id from contact')).length, 2);
});

test('who keeps or removes the same thing as somebody else at the same moment is told what came of it, never that we failed', async (t) => {
  const city = await world(t);
  const coordinator = { ...agent, roles: ['coordinator'] };
  const all = async (name: string) => {
    const document = `mutation ($input: StopValueInput!) { ${name}(input: $input) { __typename } }`;
    const input = () => ({ idempotencyKey: randomUUID(), field: 'TELEPHONE', value: '016 27 20 00' });
    const asked = Array.from({ length: 20 }, () =>
      city.ask(coordinator, document, { variables: { input: input() } }),
    );
    return (await Promise.all(asked)).map((answer) => answer[name].__typename).sort();
  };
  t.deepEqual(await all('addStopValue'), Array(20).fill('StopValue'));
  t.deepEqual(await all('removeStopValue'), [...Array(19).fill('NotFound'), 'StopValue']);
});

test('a reference that was given before is drawn again, and whoever asked never knows', async (t) => {
  const city = await world(t);
  const first = (await open(city, randomUUID())).openContact;
  await city.sql('create sequence draws');
  await city.sql(`create function draw() returns trigger language plpgsql as $$
    begin
      if nextval('draws') = 1 then new.code := (select reference from contact order by id limit 1); end if;
      return new;
    end $$`);
  await city.sql('create trigger draw before insert on reference for each row execute function draw()');
  const second = (await open(city, randomUUID())).openContact;
  t.is(second.__typename, 'Contact');
  t.not(second.reference, first.reference);
  t.deepEqual(await city.sql(`select last_value::int from draws`), [{ last_value: 2 }]);
});
