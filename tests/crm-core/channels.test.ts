import { randomUUID } from 'node:crypto';
import test from 'ava';
import { admin, mutate } from './mutate.ts';
import { draft, known, link, register } from './scenes.ts';
import { type Answer, agent, world } from './world.ts';

test('the way that a customer prefers is recorded and honoured, and somebody can always be spoken to (R012)', async (t) => {
  const city = await world(t);
  const address = { street: 'Naamsestraat', houseNumber: '1', postcode: '3000', municipality: 'Leuven' };
  const customerId = await known(city, { emails: ['marie@example.be'], address });
  const contactId = await draft(city);
  await link(city, contactId, customerId);
  await register(city, contactId, [{ text: 'Open?', outcome: 'ANSWERED', answer: 'Ja.' }]);
  const send = () =>
    mutate(city, 'sendInformation', { contactId }, '... on Contact { messages { channel recipient } }');
  t.like((await send()).messages[0], { channel: 'EMAIL', recipient: 'marie@example.be' });
  const said = await mutate(
    city,
    'preferChannel',
    { customerId, channel: 'letter' },
    '... on Customer { preferredChannel { channel { key } source } }',
  );
  t.deepEqual(said.preferredChannel, { channel: { key: 'letter' }, source: 'desk' });
  city.clock.now = new Date('2026-11-23T09:01:00Z');
  t.like((await send()).messages[0], {
    channel: 'LETTER',
    recipient: 'Marie Claes\nNaamsestraat 1\n3000 Leuven',
  });
  const channel = { name: 'x', active: false, human: true, position: 1, calendar: 'always', outOfHours: '' };
  t.is((await mutate(city, 'keepChannel', { ...channel, key: 'phone' }, '', admin)).__typename, 'Channel');
  t.is((await mutate(city, 'keepChannel', { ...channel, key: 'desk' }, '', admin)).__typename, 'Conflict');
  await t.throwsAsync(city.sql('update channel set human = false'), {
    message: /nobody of the city could be spoken to/,
  });
});

test('the channels are a list that the city configures, with hours of their own and words for when they are closed (R011, R024)', async (t) => {
  const city = await world(t);
  const fax = {
    key: 'fax',
    name: 'Fax',
    active: true,
    human: false,
    position: 12,
    calendar: 'city',
    outOfHours: 'Faxen lezen wij overdag.',
  };
  const fields = '... on Channel { active openNow hours { weekday from until } }';
  const kept = await mutate(city, 'keepChannel', fax, fields, admin);
  t.like(kept, { active: true, openNow: true });
  t.deepEqual(kept.hours[0], { weekday: 1, from: '09:00', until: '17:00' });
  city.clock.now = new Date('2026-11-27T20:00:00Z');
  const { channels } = await city.ask(null, '{ channels { key openNow opensAt closedNotice } }');
  const closed = channels.find(({ key }: Answer) => key === 'fax');
  t.like(closed, { openNow: false, opensAt: '2026-11-30T08:00:00.000Z' });
  t.regex(closed.closedNotice, /^Faxen lezen wij overdag\. Wij zijn opnieuw open op maandag 30 november/);
  t.is((await mutate(city, 'keepChannel', { ...fax, calendar: 'nooit' }, '', admin)).field, 'calendar');
  const { errors } = await city.answer(
    agent,
    'mutation ($input: KeepChannelInput!) { keepChannel(input: $input) { __typename } }',
    {
      variables: { input: { idempotencyKey: randomUUID(), ...fax } },
    },
  );
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.is(await city.prisma.auditEntry.count({ where: { act: 'channel.keep' } }), 1);
});
