import test from 'ava';
import type { Identity } from '../../crm-core/ports.ts';
import { act as actOnCase, parking, roads, seen, waste } from './case-scenes.ts';
import { act, callback } from './promise-scenes.ts';
import { draft, known, link, register } from './scenes.ts';
import { agent, expert, type World, world } from './world.ts';

/** Marie Claes asks two things in one contact: one of roads, and one of sport. */
async function asked(city: World) {
  const customerId = await known(city);
  const contactId = await draft(city);
  await link(city, contactId, customerId);
  const question = { kind: 'QUESTION', outcome: 'CASE' };
  const { questions } = await register(city, contactId, [
    { ...question, text: 'Mag ik een container op straat zetten?', handlerGroup: 'openbaar-domein' },
    { ...question, text: 'Is het zwembad open?', handlerGroup: 'sport' },
  ]);
  return { customerId, contactId, caseId: questions[0].case.id };
}

/** What somebody sees of the case, of whoever asked it, and of how he asked it. */
async function whatIsSeen(city: World, who: Identity, ids: Awaited<ReturnType<typeof asked>>) {
  const { customerId, contactId, caseId } = ids;
  const answer = await city.ask(
    who,
    `{ case(id: "${caseId}") { title customer { displayName } contact { questions { text } } }
      customer(id: "${customerId}") { displayName } contact(id: "${contactId}") { id } }`,
  );
  return {
    case: answer.case !== null,
    customer: answer.customer?.displayName ?? null,
    contact: answer.contact !== null,
  };
}

const all = { case: true, customer: 'Marie Claes', contact: true };
const nothing = { case: false, customer: null, contact: false };

test('who owes a part of a case sees who asked it and how, and who owes nothing sees nothing (R044, R087, R088, R201)', async (t) => {
  const city = await world(t);
  const ids = await asked(city);
  t.deepEqual(await whatIsSeen(city, roads, ids), all);
  for (const other of [parking, waste]) t.deepEqual(await whatIsSeen(city, other, ids), nothing);
  await actOnCase(city, roads, 'askPart', {
    caseId: ids.caseId,
    handlerGroup: 'mobiliteit-en-parkeren',
    question: 'Is er plaats?',
  });
  t.deepEqual(await whatIsSeen(city, parking, ids), all);
  t.deepEqual(await whatIsSeen(city, waste, ids), nothing);
  const shown = await seen(city, parking, ids.caseId, 'customer { displayName } contact { reference }');
  t.is(shown.customer.displayName, 'Marie Claes');
  t.is(typeof shown.contact.reference, 'string');
  const reads = await city.prisma.auditEntry.findMany({
    where: { act: 'customer.read', actorSubject: parking.subject },
  });
  t.true(reads.length > 0, 'each look is written down');
});

test('who owes a call about a case or a contact sees who is to be called and why, until it is cancelled; nobody gets to see more by promising something himself (R044, R068, R201)', async (t) => {
  const city = await world(t);
  const ids = await asked(city);
  const onCase = await callback(city, { caseId: ids.caseId, handlerGroup: 'mobiliteit-en-parkeren' });
  t.deepEqual(await whatIsSeen(city, parking, ids), all);
  t.deepEqual(await whatIsSeen(city, waste, ids), nothing);
  await act(city, agent, 'cancelPromise', {
    promiseId: onCase.id,
    reason: 'Niet meer nodig.',
    byCustomer: true,
  });
  t.deepEqual(await whatIsSeen(city, parking, ids), nothing);

  await callback(city, { contactId: ids.contactId, handlerGroup: 'burgerzaken' });
  t.deepEqual(await whatIsSeen(city, expert, ids), { ...all, case: false });

  const words = {
    kind: 'MESSAGE',
    about: 'x',
    words: 'y',
    handlerGroup: waste.groups[0],
    email: 'a@b.example',
  };
  for (const about of [{ contactId: ids.contactId }, { caseId: ids.caseId }]) {
    const { errors } = await city.answer(
      waste,
      'mutation ($input: MakePromiseInput!) { makePromise(input: $input) { __typename } }',
      { variables: { input: { idempotencyKey: 'key-12345', ...words, ...about } } },
    );
    t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  }
  t.deepEqual(await whatIsSeen(city, waste, ids), nothing);
});
