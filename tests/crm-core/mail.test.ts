import { randomUUID } from 'node:crypto';
import test from 'ava';
import { splitQuestions } from '../../crm-core/intake/split-questions.ts';
import { came, change, nationalNumber } from './scenes.ts';
import { type Answer, agent, type World, world } from './world.ts';

const mailText = `Beste,

Ik verhuis volgende maand naar Leuven. Hoe geef ik mijn nieuwe adres door?
Graag had ik ook geweten wanneer het containerpark open is.
De lamp voor mijn deur is stuk. Kan iemand die herstellen?

Met vriendelijke groeten
Jan

Op 3 november schreef Sofie: wat kost een paspoort?`;

function mail(changes: object = {}) {
  return came({
    channel: 'e-mail',
    externalId: `<${randomUUID()}@example.be>`,
    party: { name: 'Jan', email: 'jan@example.be' },
    subject: 'Enkele vragen',
    text: mailText,
    ...changes,
  });
}

async function mutate(city: World, mutation: string, input: object): Promise<Answer> {
  const name = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}`;
  const answered = await city.ask(
    agent,
    `mutation ($input: ${name}Input!) { ${mutation}(input: $input) { __typename
      ... on Contact { closedAt openQuestions questions { id text answeredAt case { id reference dueAt } } }
      ... on InvalidInput { field } ... on Conflict { message } ... on NotFound { message }
    } }`,
    { variables: { input: { idempotencyKey: randomUUID(), ...input } } },
  );
  return answered[mutation];
}

async function contacts(city: World): Promise<Answer[]> {
  const rows = await city.prisma.contact.findMany({ orderBy: { id: 'asc' } });
  return Promise.all(
    rows.map(async ({ id }) => {
      const { contact } = await city.ask(
        agent,
        `{ contact(id: "${id}") { id reference openQuestions closedAt intake { suggestedQuestions }
          questions { id answeredAt follows { id } case { id reference dueAt contacts { id } } } } }`,
      );
      return contact;
    }),
  );
}

test('every question of a mail is answered and dated, and the mail is not done with while one is open (R020)', async (t) => {
  const city = await world(t);
  await city.tell('crm.contact.record', mail());
  const [contact] = await contacts(city);
  t.deepEqual(contact.intake.suggestedQuestions, [
    'Ik verhuis volgende maand naar Leuven. Hoe geef ik mijn nieuwe adres door?',
    'Graag had ik ook geweten wanneer het containerpark open is.',
    'De lamp voor mijn deur is stuk. Kan iemand die herstellen? Jan',
  ]);
  const [address, park, lamp] = contact.intake.suggestedQuestions;
  const [whole] = contact.questions;
  const divided = await mutate(city, 'divideQuestion', {
    contactId: contact.id,
    questionId: whole.id,
    questions: [
      { text: address, outcome: 'CASE' },
      { text: park, outcome: 'ANSWERED', answer: 'Van dinsdag tot zaterdag, van 9 tot 17 uur.' },
      { text: lamp, kind: 'REPORT', outcome: 'CASE' },
    ],
  });
  t.deepEqual(
    divided.questions.map(({ answeredAt, case: file }: Answer) => [answeredAt, file !== null]),
    [
      [null, true],
      ['2026-11-23T09:00:00.000Z', false],
      [null, true],
    ],
  );
  t.is(divided.questions[0].case.reference, whole.case.reference, 'the receipt named it');
  const close = () => mutate(city, 'closeContact', { contactId: contact.id });
  t.is((await close()).message, 'Er zijn nog 2 vragen zonder antwoord.');
  city.clock.now = new Date('2026-11-24T10:00:00Z');
  const answer = (file: Answer) =>
    change(city, agent, 'answerCase', { caseId: file.id, answer: 'Dit is gedaan.' });
  await answer(divided.questions[0].case);
  t.is((await close()).message, 'Er is nog één vraag zonder antwoord.');
  await t.throwsAsync(
    city.sql('update contact set closed_at = now() where id = $1', [contact.id]),
    { message: /a contact with an open question is not closed/ },
    'the database refuses it as well',
  );
  await answer(divided.questions[2].case);
  const closed = await close();
  t.like(closed, { openQuestions: 0, closedAt: '2026-11-24T10:00:00.000Z' });
  t.deepEqual(
    closed.questions.map(({ answeredAt }: Answer) => answeredAt),
    ['2026-11-24T10:00:00.000Z', '2026-11-23T09:00:00.000Z', '2026-11-24T10:00:00.000Z'],
  );
});

test('a second mail about the same thing goes along with the first, by its thread or by the reference in its subject (R021)', async (t) => {
  const city = await world(t);
  await city.tell('crm.contact.record', mail({ externalId: '<first@example.be>' }));
  const [first] = await contacts(city);
  const [receipt] = await city.prisma.outgoingMessage.findMany();
  const { reference } = first.questions[0].case;
  for (const changes of [
    { thread: ['<other@example.be>', '<first@example.be>'] },
    { thread: [`<${receipt?.id}@schakel.leuven.be>`], subject: 'Antw: ontvangen' },
    {
      subject: `Re: uw bericht (referentie ${reference.toLowerCase()})`,
      party: { email: 'ander@example.be' },
    },
    { subject: `Nog eens over ${first.reference.replaceAll('-', ' ')}` },
  ])
    await city.tell('crm.contact.record', mail({ text: 'Hebt u hier al nieuws over?', ...changes }));
  const [, ...later] = await contacts(city);
  t.is(await city.prisma.case.count(), 1);
  for (const contact of later) {
    t.is(contact.questions[0].follows.id, first.questions[0].id);
    t.is(contact.questions[0].case.reference, reference);
  }
  t.is(later[0].questions[0].case.contacts.length, 5, 'who handles it sees how often it was asked for');
  await change(city, agent, 'answerCase', { caseId: first.questions[0].case.id, answer: 'Ja.' });
  await city.tell('crm.contact.record', mail({ subject: `Re: ${reference}`, text: 'Het is nog stuk.' }));
  t.is(
    await city.prisma.case.count(),
    2,
    'an answered question that comes again is not answered by the old answer',
  );
});

test('a mail that names the question of somebody else does not join it', async (t) => {
  const city = await world(t);
  const signed = (number: string) => ({ nationalNumber: number });
  await city.tell('crm.contact.record', mail({ party: signed(nationalNumber(1)) }));
  const [first] = await contacts(city);
  await city.tell('crm.contact.record', mail({ party: signed(nationalNumber(2)), subject: first.reference }));
  t.is(await city.prisma.case.count(), first.questions.length + 1);
});

test('the questions of a mail are found by plain rules, whatever the mail is', (t) => {
  t.deepEqual(splitQuestions('Dag\n\nMijn vuilnis werd niet opgehaald.\n\nGroetjes'), [
    'Mijn vuilnis werd niet opgehaald.',
  ]);
  t.deepEqual(splitQuestions('Hoeveel kost een pas? En een rijbewijs?'), [
    'Hoeveel kost een pas?',
    'En een rijbewijs?',
  ]);
  t.deepEqual(splitQuestions('Kunt u mij terugbellen. Dank u.'), ['Kunt u mij terugbellen.']);
  t.deepEqual(splitQuestions(''), []);
  t.true(splitQuestions('Waarom? '.repeat(500)).length <= 20);
});
