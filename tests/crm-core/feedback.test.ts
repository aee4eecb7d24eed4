import test from 'ava';
import { act, filed, parking, roads, seen, statesTold, written } from './case-scenes.ts';
import { outgoingCall } from './promise-scenes.ts';
import { known, nationalNumber } from './scenes.ts';
import { type Answer, agent, world } from './world.ts';

test('a reporter is asked whether and how he wants feedback, and what he answers is kept, also when he does not say who he is (R152, R150)', async (t) => {
  const city = await world(t);
  const { id, reference } = await filed(city);
  const wish = (feedback: object) =>
    act(
      city,
      agent,
      'recordFeedbackWish',
      { caseId: id, feedback: { mayShareData: false, ...feedback } },
      '__typename ... on InvalidInput { field }',
    );
  const kept = async () =>
    (await seen(city, agent, id, 'feedback { answer channel recipient mayShareData actorName }')).feedback;
  t.is(await kept(), null, 'he was not asked yet');
  t.like(await wish({ answer: 'WANTED' }), { field: 'feedback.channel' });
  t.like(await wish({ answer: 'WANTED', channel: 'EMAIL', recipient: 'geen adres' }), {
    field: 'feedback.recipient',
  });
  t.like(await wish({ answer: 'WANTED', channel: 'PHONE', recipient: '0470 12' }), {
    field: 'feedback.recipient',
  });
  t.like(await wish({ answer: 'WANTED', channel: 'PORTAL' }), { field: 'feedback.channel' });
  await wish({ answer: 'UNKNOWN_CALLER' });
  t.like(await kept(), {
    answer: 'UNKNOWN_CALLER',
    channel: null,
    recipient: null,
    actorName: 'Els Peeters',
  });
  await act(city, roads, 'tellProgress', { caseId: id, progress: 'Wij bestelden een lamp.' });
  t.deepEqual(await written(city), []);

  await wish({ answer: 'WANTED', channel: 'LETTER', recipient: 'Jan Peeters\nTiensestraat 1\n3000 Leuven' });
  t.like(await kept(), { answer: 'WANTED', channel: 'LETTER', mayShareData: false });
  const [confirmation] = await written(city);
  t.is(confirmation?.channel, 'letter');
  t.true(confirmation?.subject.includes(reference));
  t.regex(confirmation?.body ?? '', /De dienst Openbaar domein behandelt ze/);
  const hidden = await seen(city, parking, id, 'feedback { answer }');
  t.is(hidden, null);
});

test('a reporter is told how it is handled and when it is solved, by the way that he chose (R153, R093)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const { id, reference } = await filed(city, { customerId });
  const wanted = { answer: 'WANTED', channel: 'EMAIL', recipient: 'jan@voorbeeld.be', mayShareData: false };
  await act(city, agent, 'recordFeedbackWish', { caseId: id, feedback: wanted }, '__typename');
  await act(city, roads, 'takeCase', { caseId: id });
  t.is((await written(city)).length, 1, 'that somebody took it is no news');
  await act(city, roads, 'tellProgress', {
    ...{ caseId: id, progress: 'De lamp is besteld.', expectedOn: '2026-12-03' },
  });
  const news = (await written(city)).at(-1);
  t.is(news?.subject, `Nieuws over uw melding (${reference})`);
  t.true(news?.body.includes('De lamp is besteld. Wij verwachten dat het opgelost is op 3 december 2026.'));
  t.regex(statesTold(city).at(-1)?.explanation, /De lamp is besteld/);
  await act(city, roads, 'answerCase', { caseId: id, answer: 'De lamp brandt weer.' });
  t.regex(
    (await written(city)).at(-1)?.body ?? '',
    /De lamp brandt weer[\s\S]*niet opgelost\? Laat het ons weten/,
  );
});

test('a customer receives a copy of his question as it was passed to the expert (R089)', async (t) => {
  const city = await world(t);
  const text = 'Mag ik een container plaatsen?\nVan maandag tot woensdag, in de Parijsstraat.';
  const { id, reference } = await filed(city, { kind: 'QUESTION', text });
  const copy = (recipient: string) =>
    act(city, agent, 'sendCopy', { caseId: id, recipient }, '__typename ... on InvalidInput { field }');
  t.like(await copy('nergens'), { field: 'recipient' });
  await copy('jan@voorbeeld.be');
  const [message] = await written(city);
  const { description } = await seen(city, roads, id, 'description');
  t.is(description, text);
  t.true(message?.body.includes(description));
  t.true(message?.body.includes(reference));
  t.true(message?.body.includes('Openbaar domein'));
});

test('a reporter who wants to hear it by telephone is promised a call when there is an answer, by those who gave it, and only that call proves it (R152, R153, M1)', async (t) => {
  const city = await world(t);
  const customerId = await known(city);
  const { id: caseId } = await filed(city, { customerId });
  const wanted = { answer: 'WANTED', channel: 'PHONE', recipient: '0470 12 34 56', mayShareData: false };
  const wish = (feedback: object) =>
    act(city, agent, 'recordFeedbackWish', { caseId, feedback }, '__typename ... on InvalidInput { field }');
  await wish(wanted);
  const calls = async () =>
    (
      await seen(
        city,
        roads,
        caseId,
        'promises(first: 10) { id kind state about words phone dueAt assigneeName handlerGroup { key } customer { id } }',
      )
    ).promises.filter(({ kind }: Answer) => kind === 'CALLBACK');
  await act(city, roads, 'tellProgress', { caseId, progress: 'De lamp is besteld.' });
  t.deepEqual(await calls(), [], 'nobody is called for what can be read');
  await act(city, roads, 'answerCase', { caseId, answer: 'De lamp brandt weer.' });
  const [owed, ...others] = await calls();
  t.deepEqual(others, []);
  t.like(owed, {
    state: 'OPEN',
    about: 'Het antwoord op deze melding vertellen: De straatlamp voor nummer 12 is stuk.',
    words:
      'U wordt uiterlijk dinsdag 24 november om 17 uur teruggebeld door Openbaar domein, op het nummer 0470 12 34 56.',
    phone: '+32470123456',
    assigneeName: 'Wim Goris',
    handlerGroup: { key: 'openbaar-domein' },
    customer: { id: customerId },
  });
  await act(city, agent, 'reopenCase', { caseId, reason: 'De lamp is weer stuk.' });
  await act(city, roads, 'answerCase', { caseId, answer: 'Nu is ze vervangen.' });
  t.is((await calls()).length, 1, 'one call will do');
  city.clock.now = new Date('2026-11-23T10:00:00Z');
  await outgoingCall(city);
  t.deepEqual(
    (await calls()).map(({ state }: Answer) => state),
    ['KEPT'],
  );

  const other = await filed(city);
  await act(
    city,
    agent,
    'recordFeedbackWish',
    { caseId: other.id, feedback: { ...wanted, answer: 'NOT_WANTED' } },
    '__typename',
  );
  await act(city, roads, 'answerCase', { caseId: other.id, answer: 'Ook die brandt.' });
  t.is(await city.prisma.customerPromise.count({ where: { caseId: other.id, kind: 'callback' } }), 0);
});
