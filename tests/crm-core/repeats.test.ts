import { randomUUID } from 'node:crypto';
import test from 'ava';
import { call, change, draft, known, link, product, register } from './scenes.ts';
import { type Answer, agent, expert, type World, world } from './world.ts';

const dayMs = 86_400_000;

async function called(city: World, callKey: string, number: string | null = '+32470123456'): Promise<string> {
  const occurredAt = city.clock.now.toISOString();
  await city.tell('crm.call.record', call('answered', { callKey, occurredAt, number }));
  const { contact } = await city.prisma.call.findUniqueOrThrow({
    where: { callKey },
    include: { contact: true },
  });
  return contact?.id ?? '';
}

function save(city: World, contactId: string, questions: object[]) {
  return city.ask(agent, 'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { __typename } }', {
    variables: { input: { idempotencyKey: randomUUID(), contactId, questions } },
  });
}

async function repeats(city: World, contactId: string): Promise<Answer[]> {
  const { contact } = await city.ask(
    agent,
    `{ contact(id: "${contactId}") { repeats { question { id text case { id } } contact { reference } reasons } } }`,
  );
  return contact.repeats;
}

test('somebody who calls again about the same thing is noticed while he speaks, and one action ties it to the first question (R041, R021)', async (t) => {
  const city = await world(t);
  const lamp = 'De lantaarnpaal in de Bondgenotenlaan brandt niet meer.';
  const first = await register(city, await called(city, 'call-1'), [
    { text: lamp, kind: 'REPORT', outcome: 'CASE' },
  ]);
  city.clock.now = new Date(city.clock.now.getTime() + 9 * dayMs);
  const again = await called(city, 'call-2');
  t.deepEqual(await repeats(city, again), [], 'nothing was typed yet');
  await save(city, again, [{ text: 'Die lantaarnpalen van de Bondgenotenlaan zijn nog altijd stuk' }]);
  const [repeat] = await repeats(city, again);
  t.like(repeat, { question: { text: lamp }, contact: { reference: first.reference } });
  t.deepEqual(repeat.reasons, ['De vraag is gelijkaardig.']);
  const registered = await register(city, again, [
    { text: 'Nog altijd stuk', kind: 'REPORT', outcome: 'CASE', followsQuestionId: repeat.question.id },
  ]);
  t.is(registered.questions[0].case.reference, first.questions[0].case.reference);
  t.is(await city.prisma.case.count(), 1);
  const { case: file } = await city.ask(
    agent,
    `{ case(id: "${repeat.question.case.id}") { contacts { reference questions { follows { text } } } } }`,
  );
  t.deepEqual(
    file.contacts.map(({ reference }: Answer) => reference),
    [registered.reference, first.reference],
  );
});

test('a repeat is known by customer, number or product, but not by other words, an older day or a hidden number (R041)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const customerId = await known(city, { telephones: [] });
  const desk = await draft(city);
  await link(city, desk, customerId);
  await register(city, desk, [
    { text: 'Paspoort?', productNumber: 'P-1', outcome: 'ANSWERED', answer: 'Ja' },
  ]);
  const again = await called(city, 'call-2', null);
  await save(city, again, [{ text: 'Mijn reispas', productNumber: 'P-1' }]);
  t.deepEqual(await repeats(city, again), [], 'nobody knows who this is');
  await link(city, again, customerId);
  t.deepEqual((await repeats(city, again))[0].reasons, ['Het gaat over hetzelfde product.']);
  await save(city, again, [{ text: 'Wanneer komt de vuilniswagen?' }]);
  t.deepEqual(await repeats(city, again), []);
  city.clock.now = new Date(city.clock.now.getTime() + 60 * dayMs);
  const later = await called(city, 'call-3', null);
  await link(city, later, customerId);
  await save(city, later, [{ text: 'Paspoort', productNumber: 'P-1' }]);
  t.deepEqual(await repeats(city, later), []);
});

test('a question that follows one whose case is over gets a case of its own, and still knows the first (R021)', async (t) => {
  const city = await world(t);
  const first = await register(city, await called(city, 'call-1'), [{ text: 'Lamp stuk', outcome: 'CASE' }]);
  const [question] = first.questions;
  await change(city, agent, 'answerCase', { caseId: question.case.id, answer: 'Hersteld.' });
  const followsQuestionId = question.id;
  const again = await register(city, await called(city, 'call-2'), [
    { text: 'Weer stuk', outcome: 'CASE', followsQuestionId },
  ]);
  t.not(again.questions[0].case.reference, question.case.reference);
  for (const wrong of [randomUUID(), 'geen id'])
    t.is(
      (
        await register(city, await called(city, 'call-3'), [
          { text: 'x', outcome: 'CASE', followsQuestionId: wrong },
        ])
      ).field,
      'questions.0.followsQuestionId',
    );
});

test('an expert sees every contact about a case of his group, and no agent’s list of repeats', async (t) => {
  const city = await world(t);
  const first = await register(city, await called(city, 'call-1'), [
    { text: 'Pas', outcome: 'CASE', handlerGroup: 'burgerzaken' },
  ]);
  const again = await called(city, 'call-2');
  await register(city, again, [{ text: 'Pas', outcome: 'CASE', followsQuestionId: first.questions[0].id }]);
  const { case: file } = await city.ask(
    expert,
    `{ case(id: "${first.questions[0].case.id}") { contacts { reference summary } } }`,
  );
  t.is(file.contacts.length, 2);
  const { errors } = await city.answer(expert, `{ contact(id: "${again}") { repeats { reasons } } }`);
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});
