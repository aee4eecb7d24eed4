import test from 'ava';
import { assignInTurn } from '../../crm-core/dispatch/assign-in-turn.ts';
import type { Identity } from '../../crm-core/ports.ts';
import { change, openedCase } from './scenes.ts';
import { act, admin, away, caseOf, heardBy, lead, lien, staffed, tom } from './staff-scenes.ts';
import { type Answer, agent, expert, type World, world } from './world.ts';

test('the contact centre takes a case back from whoever has it, brings it to the right group, and the group hears why at once (R084)', async (t) => {
  const city = await world(t);
  await staffed(city);
  const id = await openedCase(city);
  await change(city, expert, 'takeCase', { caseId: id });
  const stop = new AbortController();
  const heard = await city.watch(
    lien,
    'subscription { noticeGiven { text forMe case { state } handlerGroup { key } } }',
    {
      signal: stop.signal,
    },
  );
  t.like(await act(city, agent, 'pullBackCase', { caseId: id, reason: ' ' }), { field: 'reason' });
  t.like(await act(city, expert, 'pullBackCase', { caseId: id, reason: 'x' }), { code: 'FORBIDDEN' });
  await act(city, agent, 'pullBackCase', { caseId: id, reason: 'Dit gaat over parkeren.' });
  t.deepEqual(await caseOf(city, id), {
    state: 'received',
    group: 'kcc',
    who: null,
    why: 'Dit gaat over parkeren.',
    by: 'Els Peeters',
  });
  for await (const { data } of heard) {
    const { noticeGiven } = data as Answer;
    t.regex(noticeGiven.text, /haalde vraag .* terug: Dit gaat over parkeren/);
    t.like(noticeGiven, { forMe: false, case: null, handlerGroup: { key: 'burgerzaken' } });
    stop.abort();
  }
  t.is((await act(city, agent, 'pullBackCase', { caseId: id, reason: 'Nog eens.' })).__typename, 'Conflict');
  await act(city, agent, 'routeCase', {
    caseId: id,
    handlerGroup: 'mobiliteit-en-parkeren',
    reason: 'Parkeerkaart.',
  });
  t.like(await caseOf(city, id), { state: 'assigned', group: 'mobiliteit-en-parkeren', who: null });

  const other = await openedCase(city);
  await act(city, lead, 'routeCase', { caseId: other, handlerGroup: 'sport', reason: 'Over het zwembad.' });
  t.regex((await heardBy(city, expert))[0] ?? '', /ging van uw groep naar Sport: Over het zwembad/);
});

test('in a group that works in turn the member who is there and has least is next, up to its capacity, also when two nodes give at once (R081, R094)', async (t) => {
  const city = await world(t);
  await staffed(city);
  const settings = {
    key: 'burgerzaken',
    name: 'Burgerzaken',
    basedOn: 1,
    assignment: 'IN_TURN',
    capacity: 2,
  };
  t.is((await act(city, admin, 'saveHandlerGroup', settings)).__typename, 'HandlerGroup');
  const taken = await openedCase(city);
  await change(city, expert, 'takeCase', { caseId: taken });
  await away(city, lien);
  for (let count = 0; count < 7; count += 1) await openedCase(city);
  const given = await Promise.all([assignInTurn(city), assignInTurn(city)]);
  t.is(given[0] + given[1], 5);
  t.is(await assignInTurn(city), 0);
  const cases = await city.prisma.case.groupBy({
    by: ['assigneeName'],
    _count: true,
    orderBy: { assigneeName: 'asc' },
  });
  t.deepEqual(
    cases.map(({ assigneeName, _count }) => [assigneeName, _count]),
    [
      ['An Baert', 2],
      ['Joris Maes', 2],
      ['Tom Wils', 2],
      [null, 2],
    ],
  );
  t.deepEqual(await caseOf(city, await firstOf(city, lead)), {
    state: 'assigned',
    group: 'burgerzaken',
    who: 'An Baert',
    why: 'Aan de beurt: An Baert.',
    by: 'Schakel',
  });
  await change(city, tom, 'answerCase', { caseId: await firstOf(city, tom), answer: 'Morgen.' });
  t.is(await assignInTurn(city), 1);
});

async function firstOf(city: World, { subject }: Identity): Promise<string> {
  const file = await city.prisma.case.findFirstOrThrow({ where: { assigneeSubject: subject } });
  return file.id;
}
