import test from 'ava';
import { mutate } from './mutate.ts';
import { call, draft, known, link, nationalNumber, product, register } from './scenes.ts';
import { type Answer, agent, citizen, world } from './world.ts';

test('what was said on the telephone is written to the caller, and what became of it is seen (R018)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  await city.tell('crm.call.record', call('answered'));
  const { id: contactId } = await city.prisma.contact.findFirstOrThrow();
  await register(city, contactId, [{ text: 'Wat kost een pas?', outcome: 'ANSWERED', answer: '77 euro.' }]);
  const send = (input: object) =>
    mutate(
      city,
      'sendInformation',
      { contactId, productNumbers: ['P-1'], ...input },
      '... on Contact { messages { id recipient state body } }',
    );
  t.is((await send({})).field, 'email', 'nobody knows where to');
  t.is((await send({ email: 'geen adres' })).field, 'email');
  const { messages } = await send({ email: 'Jan@Example.be', text: 'Breng een foto mee.' });
  t.like(messages[0], { recipient: 'jan@example.be', state: 'REQUESTED' });
  t.regex(messages[0].body, /Breng een foto mee\.[\s\S]*Ons antwoord: 77 euro\.[\s\S]*over Reispaspoort/);
  const confirm = {
    messageId: messages[0].id,
    outcome: 'sent',
    occurredAt: '2026-11-23T09:05:00.000Z',
    reason: null,
  };
  await city.tell('crm.message.confirm', confirm);
  const { contact } = await city.ask(
    agent,
    `{ contact(id: "${contactId}") { messages { state settledAt } } }`,
  );
  t.deepEqual(contact.messages, [{ state: 'SENT', settledAt: '2026-11-23T09:05:00.000Z' }]);
  t.is(await city.prisma.customerContactPoint.count(), 0, 'the address served for this question only');
});

test('a customer sees what was written to him about his contact, and nothing of how it went', async (t) => {
  const city = await world(t);
  const insz = nationalNumber(1);
  const contactId = await draft(city);
  await link(city, contactId, await known(city, { nationalNumber: insz }));
  await register(city, contactId, [{ text: 'Open?', outcome: 'ANSWERED', answer: 'Ja.' }]);
  await mutate(city, 'saveWrapUp', { contactId, questionClear: true });
  await mutate(city, 'sendInformation', { contactId, email: 'marie@example.be' });
  const look = async (serial: number) =>
    (
      await city.ask(
        citizen(nationalNumber(serial)),
        `{ contact(id: "${contactId}") { wrapUp { questionClear } messages { recipient } } }`,
      )
    ).contact;
  t.deepEqual(await look(1), { wrapUp: null, messages: [{ recipient: 'marie@example.be' }] });
  t.is(await look(2), null);
});

test('what is written or promised after a contact goes where the customer wants to be reached for it, which comes before all that is known of him (R018, R034, R053)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { emails: ['profiel@voorbeeld.example'] });
  await city.tell('crm.call.record', call('answered'));
  const { id: contactId } = await city.prisma.contact.findFirstOrThrow();
  await link(city, contactId, customerId);
  const reach = { contactId, telephone: '016 27 20 00', email: 'vandaag@voorbeeld.example' };
  await mutate(city, 'reachForContact', reach);
  await register(city, contactId, [{ text: 'Wanneer?', outcome: 'CALLBACK', handlerGroup: 'burgerzaken' }]);
  await mutate(city, 'sendInformation', { contactId, text: 'Wij zoeken het uit.' });
  const written = await city.prisma.outgoingMessage.findMany();
  t.deepEqual(new Set(written.map(({ recipient }) => recipient)), new Set(['vandaag@voorbeeld.example']));
  t.deepEqual(new Set(written.map(({ aboutType }) => aboutType)), new Set(['promise', 'contact']));
  const { contact } = await city.ask(
    agent,
    `{ contact(id: "${contactId}") { promises(first: 5) { kind phone words } } }`,
  );
  t.is(contact.promises.find(({ kind }: Answer) => kind === 'CALLBACK').phone, '+3216272000');
  const elsewhere = await draft(city);
  await link(city, elsewhere, customerId);
  await mutate(city, 'sendInformation', { contactId: elsewhere, text: 'Zoals gevraagd.' });
  t.is(await city.prisma.outgoingMessage.count({ where: { recipient: 'profiel@voorbeeld.example' } }), 1);
});
