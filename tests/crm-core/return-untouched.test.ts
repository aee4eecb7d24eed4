import test from 'ava';
import { returnUntouched } from '../../crm-core/dispatch/return-untouched.ts';
import { change, known, nationalNumber, openedCase } from './scenes.ts';
import { act, caseOf, heardBy, lead, lien, staffed } from './staff-scenes.ts';
import { type Answer, agent, expert, world } from './world.ts';

test('a case that nobody touches comes back by itself: a reminder, then the lead of the group, then the contact centre, counted in working time and each with its reason (R094)', async (t) => {
  const city = await world(t);
  await staffed(city);
  const marie = await known(city, { nationalNumber: nationalNumber(1) });
  const [taken, lying] = [await openedCase(city, marie), await openedCase(city)];
  await change(city, expert, 'takeCase', { caseId: taken });
  const at = async (moment: string) => {
    city.clock.now = new Date(moment);
    return returnUntouched(city);
  };
  t.is(await at('2026-11-23T16:00:00Z'), 0);
  t.is(await at('2026-11-24T07:00:00Z'), 0, 'the night is no working time');
  t.is(await at('2026-11-24T13:00:00Z'), 2);
  t.regex((await heardBy(city, expert)).join(), /ligt al 8 werkuren onaangeroerd/);
  t.is((await heardBy(city, expert)).length, 2, 'his own, and the one that nobody of his group took');
  t.is((await heardBy(city, lien)).length, 1, 'hers is only what nobody took');
  t.like(await caseOf(city, taken), { state: 'in-progress', who: 'Joris Maes', by: 'Schakel' });
  t.regex((await caseOf(city, taken)).why, /8 werkuren onaangeroerd: Joris Maes is eraan herinnerd/);
  t.is(await returnUntouched(city), 0, 'each step once');

  await act(city, lien, 'takeCase', { caseId: lying });
  t.is(await at('2026-11-25T14:00:00Z'), 2);
  t.regex((await heardBy(city, lead))[0] ?? '', /16 werkuren/);
  t.false(
    (await heardBy(city, lien)).some((text) => text.includes('16 werkuren')),
    'only who leads hears it',
  );
  await at('2026-11-26T15:00:00Z');
  t.like(await caseOf(city, taken), { state: 'received', group: 'kcc', who: null });
  t.regex((await caseOf(city, taken)).why, /24 werkuren onaangeroerd: terug naar het klantencontactcentrum/);
  t.like(await caseOf(city, lying), { state: 'in-progress', who: 'Lien Cools' }, 'touched later');

  const { worklist } = await city.ask(agent, '{ worklist(filter: RETURNED) { edges { node { id } } } }');
  t.deepEqual(
    worklist.edges.map(({ node }: Answer) => node.id),
    [taken],
  );
  t.regex((await heardBy(city, agent))[0] ?? '', /kwam terug: Lag 24 werkuren/);
  t.is(await city.prisma.publication.count({ where: { caseId: taken } }), 3, 'reminders are not for her');
});

test('after the round was down every step of the ladder still has its own time, two nodes take each step once, and a touch begins it anew', async (t) => {
  const city = await world(t);
  await staffed(city);
  const id = await openedCase(city);
  city.clock.now = new Date('2026-12-07T09:00:00Z');
  const steps = await Promise.all([returnUntouched(city), returnUntouched(city)]);
  t.is(steps[0] + steps[1], 1);
  t.regex((await caseOf(city, id)).why, /herinnerd/);
  t.is(await returnUntouched(city), 0);
  city.clock.now = new Date('2026-12-08T16:00:00Z');
  t.is(await returnUntouched(city), 1);
  t.regex((await caseOf(city, id)).why, /groepsleiding/);
  await change(city, expert, 'takeCase', { caseId: id });
  city.clock.now = new Date('2026-12-09T16:00:00Z');
  t.is(await returnUntouched(city), 1);
  t.regex((await caseOf(city, id)).why, /Joris Maes is eraan herinnerd/);
});
