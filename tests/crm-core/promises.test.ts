import test from 'ava';
import {
  act,
  away,
  callback,
  coordinator,
  mails,
  outgoingCall,
  promise,
  promises,
  staff,
  sweepAt,
} from './promise-scenes.ts';
import { change, known, openedCase } from './scenes.ts';
import { type Answer, agent, expert, world } from './world.ts';

test('every open case has a promise of an answer, which goes where the case goes and is kept by answering it (M1)', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city, await known(city));
  const answerOf = async () =>
    (
      await city.ask(
        agent,
        `{ case(id: "${caseId}") { dueAt promises {
    kind state about dueAt assigneeName handlerGroup { key } proof { kind } closedReason } } }`,
      )
    ).case;
  const opened = await answerOf();
  t.like(opened.promises[0], {
    kind: 'ANSWER',
    state: 'OPEN',
    dueAt: opened.dueAt,
    about: 'Wanneer is mijn paspoort klaar?',
  });
  await change(city, expert, 'takeCase', { caseId });
  t.is((await answerOf()).promises[0].assigneeName, 'Joris Maes');
  await change(city, agent, 'routeCase', { caseId, handlerGroup: 'sport', reason: 'Hoort daar.' });
  t.is((await answerOf()).promises[0].handlerGroup.key, 'sport');
  await change(city, { ...expert, groups: ['sport'] }, 'answerCase', { caseId, answer: 'Morgen.' });
  const { promises: kept } = await answerOf();
  t.is(kept.length, 1);
  t.like(kept[0], { state: 'KEPT', proof: { kind: 'ANSWER' } });
});

test('what is not proven goes up the ladder: its owner, the lead, the contact centre, management; each step once and dated (M1)', async (t) => {
  const city = await world(t);
  await staff(city);
  const made = await callback(city);
  const step = async (at: string) => {
    await sweepAt(city, at);
    return (await promise(city, made.id)).step;
  };
  t.is(made.dueAt, '2026-11-24T16:00:00.000Z');
  t.is(await step('2026-11-24T11:59:00Z'), 0);
  t.is(await step('2026-11-24T12:00:00Z'), 1);
  t.is(await step('2026-11-24T16:00:00Z'), 2);
  t.is(await step('2026-11-25T11:59:00Z'), 2);
  t.is(await step('2026-11-25T12:00:00Z'), 3);
  t.is(await step('2026-11-26T15:59:00Z'), 3);
  t.is(await step('2026-11-26T16:00:00Z'), 4);
  await sweepAt(city, '2026-12-01T09:00:00Z');
  const { ladder } = await promise(city, made.id);
  t.deepEqual(
    ladder.map(({ audience, plannedAt, takenAt }: Answer) => [audience, plannedAt === takenAt]),
    [
      ['OWNER', true],
      ['LEAD', true],
      ['CONTACT_CENTRE', true],
      ['MANAGEMENT', true],
    ],
  );
  const audited = await city.prisma.auditEntry.findMany({
    where: { act: 'promise.escalate' },
    orderBy: { at: 'asc' },
  });
  t.deepEqual(
    audited.map(({ subjectId, details }) => [subjectId, details]),
    [1, 2, 3, 4].map((one) => [made.id, { step: one }]),
  );
  t.deepEqual(
    (await promises(city, coordinator, { fromStep: 4 })).map(({ id }) => id),
    [made.id],
    'the list of management',
  );
  await outgoingCall(city);
  t.is((await promise(city, made.id)).state, 'KEPT_LATE');
});

test('a sweep that comes late takes all steps that it missed, and two at once take each once (M1)', async (t) => {
  const city = await world(t);
  const ids = await Promise.all(
    ['0470123401', '0470123402', '0470123403'].map(
      async (telephone) => (await callback(city, { telephone })).id,
    ),
  );
  city.clock.now = new Date('2026-12-04T09:00:00Z');
  await Promise.all([sweepAt(city, '2026-12-04T09:00:00Z'), sweepAt(city, '2026-12-04T09:00:00Z')]);
  await sweepAt(city, '2026-12-04T09:00:00Z');
  t.deepEqual(await Promise.all(ids.map(async (id) => (await promise(city, id)).step)), [4, 4, 4]);
  t.is(await city.prisma.promiseStep.count(), 12);
  t.is(await city.prisma.auditEntry.count({ where: { act: 'promise.escalate' } }), 12);
});

test('everybody gets one message a day with all that waits for him, and who is away is replaced (M1)', async (t) => {
  const city = await world(t);
  await staff(city);
  await away(city, 'expert-joris', 'expert-lien');
  await callback(city);
  await openedCase(city);
  const taken = await openedCase(city);
  await change(city, expert, 'takeCase', { caseId: taken });
  await sweepAt(city, '2026-11-26T22:00:00Z');
  t.is(await city.prisma.promiseDigest.count(), 0, 'nobody works at night');
  await sweepAt(city, '2026-11-27T08:00:00Z');
  await sweepAt(city, '2026-11-27T14:00:00Z');
  const digest = async (subject: string) =>
    (await mails(city, `${subject}@stad.example`)).map((mail) => [
      mail.subject,
      mail.body.split('\n').filter((line) => line.startsWith('-')).length,
    ]);
  t.deepEqual(await digest('expert-lien'), [['3 beloften wachten op u', 3]]);
  t.deepEqual(await digest('expert-joris'), []);
  t.deepEqual(await digest('lead-rik'), [['3 beloften wachten op u', 3]]);
  t.deepEqual(
    await digest('agent-els'),
    [['Eén belofte wacht op u', 1]],
    'what is latest has reached the contact centre',
  );
  await sweepAt(city, '2026-11-28T10:00:00Z');
  t.is((await digest('expert-lien')).length, 1, 'nobody works on Saturday');
  await sweepAt(city, '2026-11-30T08:00:00Z');
  t.is((await digest('expert-lien')).length, 2);
});

test('the contact centre watches every open question until it is answered, late ones first, and chases who owes it (R083)', async (t) => {
  const city = await world(t);
  await staff(city);
  const late = await openedCase(city);
  city.clock.now = new Date('2026-11-25T09:00:00Z');
  const fresh = await openedCase(city);
  city.clock.now = new Date('2026-11-27T09:00:00Z');
  const watched = async () =>
    (await promises(city, agent, { kinds: ['ANSWER'] })).map((one) => [one.case.id, one.late, one.id]);
  const [[first, firstLate, promiseId] = [], [second, secondLate] = []] = await watched();
  t.deepEqual([first, firstLate, second, secondLate], [late, true, fresh, false]);
  const chased = await act(city, agent, 'chasePromise', { promiseId, words: 'De klant belde opnieuw.' });
  t.is(chased.__typename, 'Promise');
  t.deepEqual(
    (await mails(city, 'lead-rik@stad.example')).map(({ body }) => body.includes('De klant belde opnieuw.')),
    [true],
  );
  const entry = await city.prisma.auditEntry.findFirst({ where: { act: 'promise.chase' } });
  t.like(entry, { subjectId: promiseId, details: { handlerGroup: 'burgerzaken', heard: ['lead-rik'] } });
  const { promise: seen } = await city.ask(
    agent,
    `{ promise(id: "${promiseId}") { chases { words actorName } } }`,
  );
  t.deepEqual(seen.chases, [{ words: 'De klant belde opnieuw.', actorName: 'Els Peeters' }]);
  await change(city, expert, 'answerCase', { caseId: late, answer: 'Morgen.' });
  t.deepEqual(
    (await watched()).map(([id]) => id),
    [fresh],
  );
});
