import { randomUUID } from 'node:crypto';
import test from 'ava';
import { forgetViewers } from '../../crm-core/dispatch/case-viewers.ts';
import { openedCase } from './scenes.ts';
import { act, lien } from './staff-scenes.ts';
import { type Answer, citizen, expert, type World, world } from './world.ts';

function look(city: World, identity: typeof expert, caseId: string, doing = 'READING') {
  return city.ask(
    identity,
    `mutation ($input: LookAtCaseInput!) { lookAtCase(input: $input) {
      ... on CaseViewers { case { id } viewers { name me doing } } ... on NotFound { message } } }`,
    { variables: { input: { idempotencyKey: randomUUID(), caseId, doing } } },
  );
}

test('two who have one case open see each other live, and what the other does, until he leaves or says nothing for a minute', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city);
  await look(city, expert, caseId);
  const stop = new AbortController();
  const document = `subscription { caseViewersChanged(caseId: "${caseId}") { viewers { name me doing } } }`;
  const seen = (await city.watch(expert, document, { signal: stop.signal }))[Symbol.asyncIterator]();
  const next = async () => ((await seen.next()).value as Answer).data.caseViewersChanged.viewers;
  const joris = { name: 'Joris Maes', me: true, doing: 'READING' };
  t.deepEqual(await next(), [joris]);
  t.deepEqual((await look(city, lien, caseId)).lookAtCase, {
    case: { id: caseId },
    viewers: [
      { ...joris, me: false },
      { name: 'Lien Cools', me: true, doing: 'READING' },
    ],
  });
  t.deepEqual(await next(), [joris, { name: 'Lien Cools', me: false, doing: 'READING' }]);
  await look(city, lien, caseId, 'WRITING');
  t.deepEqual(await next(), [joris, { name: 'Lien Cools', me: false, doing: 'WRITING' }]);
  await act(city, lien, 'leaveCase', { caseId });
  t.deepEqual(await next(), [joris]);

  await look(city, lien, caseId);
  t.is((await next()).length, 2);
  city.clock.now = new Date('2026-11-23T09:00:40Z');
  await look(city, expert, caseId);
  t.is(await forgetViewers(city), 0);
  city.clock.now = new Date('2026-11-23T09:01:10Z');
  t.is(await forgetViewers(city), 1);
  t.deepEqual(await next(), [joris]);
  stop.abort();
});

test('who looks at a case is shown to those of the staff who may see it, and to nobody else', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city);
  await look(city, expert, caseId);
  const stranger = { ...expert, subject: 'expert-sam', groups: ['sport'] };
  const question = `{ caseViewers(caseId: "${caseId}") { viewers { name } } }`;
  t.is((await city.ask(stranger, question)).caseViewers, null);
  t.truthy((await look(city, stranger, caseId)).lookAtCase.message);
  t.deepEqual((await city.ask(expert, question)).caseViewers.viewers, [{ name: 'Joris Maes' }]);
  const asked = await city.answer(citizen('84651200313'), question);
  t.is(asked.errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.is(await city.prisma.caseViewer.count(), 1);
});
