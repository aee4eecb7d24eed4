import test from 'ava';
import { callback, mails, staff, sweepAt } from './promise-scenes.ts';
import { openedCase } from './scenes.ts';
import { act } from './staff-scenes.ts';
import { agent, type World, world } from './world.ts';

async function digests(city: World, subject: string) {
  const written = await mails(city, `${subject}@stad.example`);
  return written.map(({ subject: title, body }) => [
    title,
    body.split('\n').filter((line) => line.startsWith('-')),
  ]);
}

test('what was said about cases stands in the one message of the next day, beside what was promised, and waits for who is away (M1, R084)', async (t) => {
  const city = await world(t);
  await staff(city);
  const [assigned, wrong, late] = [await openedCase(city), await openedCase(city), await openedCase(city)];
  await act(city, agent, 'assignCase', { caseId: assigned, assignee: 'expert-joris' });
  await act(city, agent, 'pullBackCase', { caseId: wrong, reason: 'Dit is voor sport.' });
  await sweepAt(city, '2026-11-23T15:00:00Z');
  t.is(await city.prisma.outgoingMessage.count(), 0, 'today it is seen where one works');

  const startsAt = new Date('2026-11-24T00:00:00Z');
  const endsAt = new Date('2026-11-24T23:00:00Z');
  await city.prisma.absence.create({ data: { subject: 'lead-rik', startsAt, endsAt } });
  await Promise.all([sweepAt(city, '2026-11-24T08:00:00Z'), sweepAt(city, '2026-11-24T08:00:00Z')]);
  const [joris] = await digests(city, 'expert-joris');
  t.is(joris?.[0], '2 berichten');
  t.true(joris?.[1]?.[0]?.endsWith('Dit is voor sport.'));
  const [lien, ...more] = await digests(city, 'expert-lien');
  t.is(lien?.[0], 'Eén bericht');
  t.deepEqual(more, []);
  t.deepEqual(await digests(city, 'lead-rik'), []);
  t.deepEqual(await digests(city, 'agent-els'), [], 'the contact centre said it itself');

  await callback(city);
  city.clock.now = new Date('2026-11-24T13:00:00Z');
  await act(city, agent, 'pullBackCase', { caseId: late, reason: 'Toch voor welzijn.' });
  await sweepAt(city, '2026-11-24T15:30:00Z');
  t.is((await digests(city, 'expert-lien')).length, 1, 'one a day');
  await sweepAt(city, '2026-11-25T14:00:00Z');
  const [, wednesday] = await digests(city, 'expert-lien');
  t.is(wednesday?.[0], 'Eén belofte wacht op u, één bericht');
  t.is(wednesday?.[1]?.length, 2);
  t.true(wednesday?.[1]?.[1]?.endsWith('Toch voor welzijn.'));
  const [back] = await digests(city, 'lead-rik');
  t.is(back?.[0], 'Eén belofte wacht op u, 2 berichten', 'what was said while he was away is not lost');
  const [{ told }] = (await city.sql(
    'select count(*)::int as told from promise_digest where message_id is not null',
  )) as [{ told: number }];
  t.is(told, await city.prisma.outgoingMessage.count({ where: { aboutType: 'digest' } }));
});
