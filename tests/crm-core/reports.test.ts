import test from 'ava';
import { act, filed, lamp, north, roads, seen, statesTold, written } from './case-scenes.ts';
import { draft, known, link, nationalNumber, product } from './scenes.ts';
import { type Answer, agent, citizen, type World, world } from './world.ts';

async function reported(city: World, place: object, changes: Record<string, unknown> = {}) {
  const report = await filed(city, changes);
  await act(city, agent, 'editCase', { caseId: report.id, expectedVersion: 1, place });
  return report;
}

async function nearby(city: World, place: object, more = '') {
  const { reportsNearby } = await city.ask(
    agent,
    `query ($place: PlaceInput!) { reportsNearby(place: $place ${more}) { metres reporters sameProduct case { id } } }`,
    { variables: { place } },
  );
  return reportsNearby;
}

test('while somebody reports, what is reported nearby already is found: by distance, by street, of the same product first (R151)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product({ productNumber: 'P-lamp', name: 'Straatlamp' }));
  await city.tell('crm.product.record', product({ productNumber: 'P-put', name: 'Put in de weg' }));
  const far = await reported(city, north(120));
  const close = await reported(city, north(10));
  const pothole = await reported(city, north(5), { productNumber: 'P-put' });
  await reported(city, north(400));
  const inStreet = await reported(city, { street: 'Bondgenotenlaan', postcode: '3000' });
  const over = await reported(city, north(1));
  await act(city, roads, 'closeCase', { caseId: over.id, endReason: 'solved', note: 'Nieuwe lamp.' });
  city.clock.now = new Date('2026-12-20T09:00:00Z');
  await filed(city, { kind: 'QUESTION' });

  const found = await nearby(city, lamp, ', productNumber: "P-put"');
  t.deepEqual(
    found.map((one: Answer) => [one.case.id, Math.round(one.metres), one.sameProduct]),
    [
      [pothole.id, 5, true],
      [close.id, 10, false],
      [far.id, 120, false],
    ],
  );
  const byStreet = await nearby(city, { street: 'bondgenotenlaan', postcode: '3000' });
  t.deepEqual(
    byStreet.map((one: Answer) => [one.case.id, one.metres]),
    [[inStreet.id, null]],
  );
  t.deepEqual(
    (await nearby(city, lamp, ', productNumber: "P-lamp"')).map((one: Answer) => one.case.id),
    [close.id, far.id],
    'what is about another product is another thing',
  );
  const nowhere = await city.answer(agent, '{ reportsNearby(place: {}) { metres } }');
  t.is(nowhere.errors?.[0]?.extensions?.['code'], 'BAD_USER_INPUT');
  const stranger = await city.answer(
    citizen(nationalNumber(3)),
    '{ reportsNearby(place: { street: "x" }) { metres } }',
  );
  t.is(stranger.errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});

async function joined(city: World, caseId: string, customerId: string | null, input: object = {}) {
  const contactId = await draft(city);
  if (customerId !== null) await link(city, contactId, customerId);
  return act(
    city,
    agent,
    'joinReport',
    { caseId, contactId, text: 'De lamp aan mijn deur brandt niet.', ...input },
    `__typename ... on Follower { id reference case { id } customer { id } feedback { channel } }
     ... on Conflict { message } ... on InvalidInput { field } ... on NotFound { message }`,
  );
}

test('who reports what is reported already joins it with a reference of his own, and hears what the first reporter hears (R151, R170, R171)', async (t) => {
  const city = await world(t);
  const jan = await known(city, { nationalNumber: nationalNumber(1), givenName: 'Jan' });
  const ria = await known(city, { nationalNumber: nationalNumber(2), givenName: 'Ria' });
  const report = await filed(city, { customerId: jan, text: 'Ik, Jan, zie niets meer: de lamp is stuk.' });
  const follower = await joined(city, report.id, ria, {
    feedback: { answer: 'WANTED', channel: 'EMAIL', recipient: 'Ria@Voorbeeld.be', mayShareData: false },
  });
  t.is(follower.__typename, 'Follower');
  t.not(follower.reference, report.reference);
  t.like(await joined(city, report.id, ria), { __typename: 'Conflict' });
  t.like(await joined(city, report.id, jan), { __typename: 'Conflict' });
  t.is(await city.prisma.case.count(), 1);

  await act(city, roads, 'takeCase', { caseId: report.id });
  await act(city, roads, 'closeCase', { caseId: report.id, endReason: 'solved', note: 'Nieuwe lamp.' });
  const [toJan, toRia] = [statesTold(city, report.reference), statesTold(city, follower.reference)];
  t.deepEqual(
    toJan.map(({ state }) => state),
    ['assigned', 'in-progress', 'closed'],
  );
  t.deepEqual(
    toRia.map(({ state }) => state),
    ['in-progress', 'closed'],
  );
  t.like(toRia[1], {
    title: 'De lamp aan mijn deur brandt niet.',
    explanation: toJan[2].explanation,
    parties: [{ kind: 'person', identifier: nationalNumber(2) }],
  });
  const letters = await written(city);
  t.deepEqual(
    letters.map(({ recipient }) => recipient),
    ['ria@voorbeeld.be', 'ria@voorbeeld.be'],
  );
  t.regex(letters[1]?.body ?? '', /Dit is opgelost\. Nieuwe lamp\./);

  const fields =
    'reference title description reporters followers { id } citizenStatus { publication } contact { id }';
  const { caseByReference: own } = await city.ask(
    citizen(nationalNumber(2)),
    `{ caseByReference(reference: "${follower.reference}") { ... on Case { ${fields} } } }`,
  );
  t.deepEqual(own, {
    reference: follower.reference,
    title: 'De lamp aan mijn deur brandt niet.',
    description: 'De lamp aan mijn deur brandt niet.',
    reporters: 2,
    followers: [],
    citizenStatus: { publication: 'PENDING' },
    contact: null,
  });
  await city.tell('crm.publication.confirm', {
    ...{ channel: 'dosis', reference: follower.reference, publicationId: 'd-1', outcome: 'published' },
    ...{ processedAt: '2026-11-23T09:05:00Z', reasons: [] },
  });
  const confirmed = await city.prisma.publication.findMany({ where: { state: 'published' } });
  t.deepEqual(
    confirmed.map(({ followerId }) => followerId),
    [follower.id],
  );
  t.is(await seen(city, citizen(nationalNumber(3)), report.id, 'id'), null);
});

test('a report that repeats another is closed onto it, and its reporter hears what becomes of the first by the reference that he has', async (t) => {
  const city = await world(t);
  const ria = await known(city, { nationalNumber: nationalNumber(2) });
  const first = await filed(city);
  const second = await filed(city, { customerId: ria, text: 'Ook bij mij is het donker.' });
  const wanted = { answer: 'WANTED', channel: 'EMAIL', recipient: 'ria@voorbeeld.be', mayShareData: false };
  await act(city, roads, 'recordFeedbackWish', { caseId: second.id, feedback: wanted }, '__typename');
  const end = { caseId: second.id, endReason: 'duplicate', note: 'Zelfde lamp.' };
  t.like(await act(city, roads, 'closeCase', end), { field: 'duplicateOf' });
  t.like(await act(city, roads, 'closeCase', { ...end, duplicateOf: second.id }), { field: 'duplicateOf' });
  t.is((await act(city, roads, 'closeCase', { ...end, duplicateOf: first.id })).state, 'CLOSED');
  await act(city, roads, 'answerCase', { caseId: first.id, answer: 'De lamp is vervangen.' });
  t.deepEqual(
    statesTold(city, second.reference).map(({ state }) => state),
    ['assigned', 'closed', 'answered'],
  );
  t.regex((await written(city)).at(-1)?.body ?? '', /De lamp is vervangen/);
});
