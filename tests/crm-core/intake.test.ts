import { randomUUID } from 'node:crypto';
import test from 'ava';
import { naughtyStrings, unkeepable } from './naughty-strings.ts';
import { call, came, draft, known, nationalNumber, product, register } from './scenes.ts';
import { type Answer, agent, citizen, expert, type World, world } from './world.ts';

const asContact = `id reference state summary channel { key } customer { id } questions {
  text kind product { productNumber } case { reference state handlerGroup { key } dueAt } follows { text }
} intake { senderEmail senderTelephone answerBy remarks } messages { channel recipient subject body state }`;

async function only(city: World): Promise<Answer> {
  const [row] = await city.prisma.contact.findMany({ orderBy: { id: 'desc' }, take: 1 });
  return (await city.ask(agent, `{ contact(id: "${row?.id}") { ${asContact} } }`)).contact;
}

function ask(city: World, identity: typeof agent, input: object): Promise<Answer> {
  return city.answer(
    identity,
    `mutation ($input: AskQuestionInput!) { askQuestion(input: $input) {
      __typename ... on Contact { reference questions { text case { reference stateName handlerGroup { key } } } }
      ... on InvalidInput { field }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
}

test('by whatever channel somebody comes, he ends up in the same system, with a reference, an owner and a due moment (R001, R002, R003, R004, R005, R006, R007, R008, R009, R010)', async (t) => {
  const city = await world(t);
  for (const channel of [
    'e-mail',
    'form',
    'report-form',
    'letter',
    'social',
    'web',
    'burgerprofiel',
    'pigeon',
  ])
    await city.tell('crm.contact.record', came({ channel, text: `Langs ${channel}` }));
  await city.tell('crm.call.record', call('answered'));
  const { currentCall } = await city.ask(agent, '{ currentCall { draft { id } } }');
  for (const contactId of [currentCall.draft.id, await draft(city)])
    await register(city, contactId, [{ text: 'Aan de balie of de telefoon', outcome: 'CASE' }]);
  const { worklist } = await city.ask(
    agent,
    `{ worklist(filter: MY_GROUPS, first: 100) { edges { node {
      description dueAt handlerGroup { key } contact { reference channel { key } intake { remarks } }
    } } } }`,
  );
  const cases = worklist.edges.map(({ node }: Answer) => node);
  t.is(cases.length, 10);
  t.true(cases.every((one: Answer) => one.dueAt && one.handlerGroup.key && one.contact.reference));
  const channels = cases.map(({ contact }: Answer) => contact.channel.key).sort();
  t.deepEqual(
    channels,
    ['burgerprofiel', 'desk', 'e-mail', 'form', 'letter', 'phone', 'report-form', 'social', 'web', 'web'],
    'what comes by a channel that nobody knows comes in by the website',
  );
  const strange = cases.find(({ description }: Answer) => description === 'Langs pigeon');
  t.regex(strange.contact.intake.remarks.join(), /pigeon/);
});

test('a question, a report, a suggestion and a complaint in one message each become what they are (R013, R022)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const kinds = ['question', 'report', 'suggestion', 'complaint'];
  const questions = kinds.map((kind) => ({ kind, text: `Een ${kind}`, productNumber: 'P-1' }));
  await city.tell('crm.contact.record', came({ questions }));
  const contact = await only(city);
  t.deepEqual(
    contact.questions.map(({ kind, case: file }: Answer) => [kind, file.handlerGroup.key]),
    [
      ['QUESTION', 'burgerzaken'],
      ['REPORT', 'burgerzaken'],
      ['SUGGESTION', 'burgerzaken'],
      ['COMPLAINT', 'klachtencoordinatie'],
    ],
  );
  t.is(new Set(contact.questions.map(({ case: file }: Answer) => file.reference)).size, 4);
});

test('whoever signed in is known: his question is tied to him, and nothing of him is typed again (R015)', async (t) => {
  const city = await world(t);
  const insz = nationalNumber(1);
  const customerId = await known(city, { nationalNumber: insz });
  const asked = await ask(city, citizen(insz) as typeof agent, { text: 'Wanneer is mijn paspoort klaar?' });
  t.regex(asked.data?.['askQuestion'].reference, /^(..-){4}..$/);
  t.is((await only(city)).customer.id, customerId);
  t.is((await only(city)).channel.key, 'burgerprofiel');
  const company = { ...citizen(insz), subject: 'zaak', kind: 'entrepreneur', organisation: '0403170701' };
  await ask(city, company as typeof agent, { text: 'Mag mijn terras groter?' });
  const [first, second] = await Promise.all([
    only(city),
    ask(city, company as typeof agent, { text: 'En wanneer?' }),
  ]);
  t.falsy(second.errors);
  t.is(
    (await only(city)).customer.id,
    first.customer.id,
    'a company that is new is known from its first question on',
  );
  const party = { nationalNumber: insz, email: 'marie@example.be' };
  await city.tell('crm.contact.record', came({ channel: 'form', party }));
  t.is((await only(city)).customer.id, customerId, 'a form behind a login ties as well');
});

test('a citizen follows what he asked, and nobody asks in his place (R015)', async (t) => {
  const city = await world(t);
  const me = citizen(nationalNumber(1)) as typeof agent;
  const { data } = await ask(city, me, { text: 'Mag dat?', productNumber: null });
  t.like(data?.['askQuestion'].questions[0], { text: 'Mag dat?', case: { handlerGroup: { key: 'kcc' } } });
  t.is((await ask(city, me, { text: '' })).data?.['askQuestion'].field, 'text');
  t.is((await ask(city, me, { text: 'x', email: 'geen adres' })).data?.['askQuestion'].field, 'email');
  t.is((await ask(city, me, { text: 'x', telephone: '12' })).data?.['askQuestion'].field, 'telephone');
  t.is(
    (await ask(city, me, { text: 'x', productNumber: 'P-9' })).data?.['askQuestion'].field,
    'productNumber',
  );
  for (const staff of [agent, expert])
    t.is((await ask(city, staff, { text: 'x' })).errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

test('the receipt says whether, how and when the sender hears back, with the reference (R019)', async (t) => {
  const city = await world(t);
  const party = { name: 'Jan Peeters', email: 'Jan@Example.be' };
  await city.tell('crm.contact.record', came({ channel: 'report-form', party, text: 'De lamp is stuk.' }));
  const contact = await only(city);
  const [file] = contact.questions;
  const [receipt] = contact.messages;
  t.like(receipt, { channel: 'EMAIL', recipient: 'jan@example.be', state: 'REQUESTED' });
  t.true(receipt.body.includes(contact.reference));
  t.true(receipt.body.includes(file.case.reference));
  t.regex(
    receipt.body,
    /Dag Jan Peeters[\s\S]*Klantencontactcentrum[\s\S]*per e-mail antwoord, uiterlijk op maandag 30 november 2026/,
  );
  await city.tell('crm.contact.record', came({ answerBy: 'none', party }));
  t.regex((await only(city)).messages[0].body, /geen antwoord\. Wij behandelen het uiterlijk op/);
  await city.tell('crm.contact.record', came({ automatic: true, party }));
  t.deepEqual((await only(city)).messages, [], 'no receipt to a program, which might answer it');
});

test('who writes while the city is closed is told so in his receipt, and when it opens (R024, R019)', async (t) => {
  const city = await world(t);
  city.clock.now = new Date('2026-11-28T20:00:00Z');
  await city.tell('crm.contact.record', came({ channel: 'e-mail', party: { email: 'jan@example.be' } }));
  t.regex(
    (await only(city)).messages[0].body,
    /zodra wij opnieuw open zijn\. Wij zijn opnieuw open op maandag 30 november/,
  );
});

test('a form about a product is answered the same day with what is known of it, and with what must still be made clear (R017)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const questions = [{ kind: 'question', text: 'Hoe krijg ik een pas?', productNumber: 'P-1' }];
  await city.tell(
    'crm.contact.record',
    came({ channel: 'form', questions, party: { email: 'jan@example.be' } }),
  );
  const { body } = (await only(city)).messages[0];
  t.regex(body, /over Reispaspoort:\nMet een paspoort reist u buiten Europa\.\nKosten: 77 euro/);
  t.regex(body, /Om u goed te helpen[\s\S]*- Is het document vervallen, verloren of gestolen\?/);
});

test('what is wrong or missing in a message is remarked upon, and nothing of the message is lost (R002)', async (t) => {
  const city = await world(t);
  const party = { email: 'geen adres', telephone: 'bel mij', nationalNumber: '00000000000' };
  const questions = [{ kind: 'question', text: ' ', productNumber: 'P-9' }];
  await city.tell('crm.contact.record', came({ party, questions, text: 'Bel me.' }));
  const contact = await only(city);
  t.like(contact, { customer: null, questions: [{ text: '(geen tekst)', product: null }] });
  t.is(contact.intake.remarks.length, 4);
  for (const remark of [/geen adres/, /bel mij/, /P-9/, /geen ontvangstmelding/])
    t.regex(contact.intake.remarks.join('\n'), remark);
  for (const text of [...naughtyStrings, ...unkeepable]) {
    await city.tell(
      'crm.contact.record',
      came({ text, subject: text, party: { name: text, email: text, telephone: text } }),
    );
  }
  t.is(await city.prisma.case.count(), 1 + naughtyStrings.length + unkeepable.length);
  const kept = (await city.prisma.intake.findMany({ select: { text: true } })).map(({ text }) => text);
  for (const text of naughtyStrings) t.true(kept.includes(text.normalize('NFC').trim()), text.slice(0, 40));
});

test('a message that is delivered again is the same contact', async (t) => {
  const city = await world(t);
  const mail = came({ channel: 'e-mail', externalId: '<1@example.be>', party: { email: 'jan@example.be' } });
  await city.tell('crm.contact.record', mail);
  await city.tell('crm.contact.record', mail);
  t.is(await city.prisma.contact.count(), 1);
  t.is(await city.prisma.outgoingMessage.count(), 1);
});
