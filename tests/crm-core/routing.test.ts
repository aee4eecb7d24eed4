import { randomUUID } from 'node:crypto';
import test from 'ava';
import { change, known, openedCase } from './scenes.ts';
import { type Answer, agent, expert, world } from './world.ts';

const coordinator = { ...expert, subject: 'coordinator-an', name: 'An Baert', roles: ['coordinator'] };

test('a case that belongs elsewhere goes back to the contact centre with a reason, and on to the right group', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city);
  await change(city, expert, 'takeCase', { caseId });
  t.like((await change(city, expert, 'returnCase', { caseId, reason: ' ' })).data, {
    returnCase: { field: 'reason' },
  });
  await change(city, expert, 'returnCase', { caseId, reason: 'Dit is voor parkeren.' });
  const routed = await change(city, agent, 'routeCase', {
    caseId,
    handlerGroup: 'mobiliteit-en-parkeren',
    reason: 'Over een parkeerkaart.',
  });
  t.deepEqual(routed.data?.['routeCase'], {
    __typename: 'Case',
    state: 'ASSIGNED',
    handlerGroup: { key: 'mobiliteit-en-parkeren' },
    assigneeName: null,
    history: [
      { state: 'ASSIGNED', actorName: 'Els Peeters', reason: 'Geregistreerd in een contact.' },
      { state: 'IN_PROGRESS', actorName: 'Joris Maes', reason: 'In behandeling genomen.' },
      { state: 'RECEIVED', actorName: 'Joris Maes', reason: 'Dit is voor parkeren.' },
      { state: 'ASSIGNED', actorName: 'Els Peeters', reason: 'Over een parkeerkaart.' },
    ],
  });
  t.is((await city.ask(expert, `{ case(id: "${caseId}") { id } }`)).case, null);
});

test('whoever gives a case away sees how he left it, also when he says it again, and nothing of what others do with it', async (t) => {
  const city = await world(t);
  for (const [identity, mutation, input, left] of [
    [expert, 'returnCase', { reason: 'Dit is voor parkeren.' }, { state: 'RECEIVED', group: 'kcc' }],
    [
      coordinator,
      'routeCase',
      { reason: 'Over sport.', handlerGroup: 'sport' },
      { state: 'ASSIGNED', group: 'sport' },
    ],
  ] as const) {
    const caseId = await openedCase(city, await known(city));
    await change(city, identity, 'takeCase', { caseId });
    const given = { caseId, idempotencyKey: randomUUID(), ...input };
    const { data, errors } = await change(city, identity, mutation, given);
    t.is(errors, undefined);
    const shown = data?.[mutation] as Answer;
    t.like(shown, { state: left.state, handlerGroup: { key: left.group }, assigneeName: null });
    t.is(shown.history.at(-1).reason, input.reason);

    await change(city, agent, 'answerCase', { caseId, answer: 'Wij belden u.' });
    const again = await change(city, identity, mutation, given);
    t.deepEqual(again.data, data);
    t.is((await city.ask(identity, `{ case(id: "${caseId}") { id } }`)).case, null);
    const read = await city.prisma.auditEntry.count({
      where: { actorSubject: identity.subject, act: 'customer.read' },
    });
    t.true(read > 0);
  }
});
