import test from 'ava';
import { act, filed, parking, roads, seen } from './case-scenes.ts';
import { type Answer, agent, world } from './world.ts';

test('of fifty concurrent edits by two agents none is lost, and whoever came second is told what changed', async (t) => {
  const city = await world(t);
  const { id } = await filed(city, { text: 'Begin.' });
  const lien = { ...agent, subject: 'agent-lien', name: 'Lien Cools' };
  const told: Answer[] = [];

  const edit = async (
    identity: typeof agent,
    word: string,
    base: { version: number; description: string },
  ) => {
    const { version, description } = base;
    const mended = { caseId: id, expectedVersion: version, description: `${description} ${word}` };
    const answer = await act(city, identity, 'editCase', mended);
    if (answer.__typename === 'Case') return null;
    t.is(answer.__typename, 'CaseChanged');
    const missed = answer.changes.filter(({ field }: Answer) => field === 'description');
    told.push({ missed, seen: description, version });
    return { version: answer.case.version, description: missed.at(-1).after };
  };

  const words = Array.from({ length: 50 }, (_, index) => ({
    identity: index % 2 === 0 ? agent : lien,
    word: `woord${index}`,
  }));
  const base = await seen(city, agent, id, 'version description');
  const left = (
    await Promise.all(words.map(async (one) => ({ ...one, base: await edit(one.identity, one.word, base) })))
  ).filter((one) => one.base !== null);
  t.is(left.length, 49, 'of fifty at once, from what all of them saw, one is taken');

  /** Each agent goes on with what he was told, until all of his words are in. */
  const goOn = async (identity: typeof agent) => {
    for (const one of left.filter((each) => each.identity === identity))
      for (let latest = one.base; latest !== null; ) latest = await edit(identity, one.word, latest);
  };
  await Promise.all([goOn(agent), goOn(lien)]);

  const { description, version, edits } = await seen(
    city,
    agent,
    id,
    'description version edits { version before after actorName }',
  );
  const kept = description.split(' ');
  t.deepEqual(
    kept.toSorted(),
    ['Begin.', ...words.map(({ word }) => word)].sort(),
    'every word, and each once',
  );
  t.is(version, 51);
  t.deepEqual(
    edits.map(({ version }: Answer) => version),
    Array.from({ length: 50 }, (_, index) => index + 2),
  );
  for (const [index, edit] of edits.entries()) t.is(edit.before, edits[index - 1]?.after ?? 'Begin.');
  const editors = new Set(edits.map(({ actorName }: Answer) => actorName));
  t.deepEqual([...editors].sort(), ['Els Peeters', 'Lien Cools']);
  for (const { missed, seen: before, version } of told) {
    t.is(missed[0].before, before, 'from what he saw');
    t.is(missed[0].version, version + 1, 'without a gap');
  }
});

test('whoever answers or closes what somebody changed meanwhile is told what changed, and his own text is not taken over it', async (t) => {
  const city = await world(t);
  const { id } = await filed(city);
  const { version } = await seen(city, roads, id, 'version');
  await act(city, agent, 'editCase', {
    caseId: id,
    expectedVersion: version,
    title: 'Lamp stuk aan nummer 14',
    place: {
      street: 'Tiensestraat',
      houseNumber: '14',
      postcode: '3000',
      latitude: 50.878,
      longitude: 4.704,
    },
    reason: 'De beller vergiste zich.',
  });
  await act(city, roads, 'takeCase', { caseId: id });
  const answered = await act(city, roads, 'answerCase', {
    caseId: id,
    answer: 'Klaar.',
    expectedVersion: version,
  });
  t.is(answered.__typename, 'CaseChanged');
  t.deepEqual(
    answered.changes.map(({ fieldName, after, reason }: Answer) => ({ fieldName, after, reason })),
    [
      {
        fieldName: 'Plaats',
        after: 'Tiensestraat 14, 3000, 50.878, 4.704',
        reason: 'De beller vergiste zich.',
      },
      { fieldName: 'Titel', after: 'Lamp stuk aan nummer 14', reason: 'De beller vergiste zich.' },
      { fieldName: 'Toestand', after: 'In behandeling', reason: 'In behandeling genomen.' },
    ],
  );
  t.is(answered.case.title, 'Lamp stuk aan nummer 14');
  t.is((await seen(city, roads, id, 'answer')).answer, null);
  const again = { caseId: id, answer: 'Klaar.', expectedVersion: answered.case.version };
  t.is((await act(city, roads, 'answerCase', again)).state, 'ANSWERED');
});

test('what is mended is checked by field, kept before and after, and only by those whose case it is', async (t) => {
  const city = await world(t);
  const { id } = await filed(city);
  const edit = (fields: object) =>
    act(city, roads, 'editCase', { caseId: id, expectedVersion: 1, ...fields });
  t.like(await edit({ title: ' ' }), { field: 'title' });
  t.like(await edit({ productNumber: 'P-nergens' }), { field: 'productNumber' });
  t.like(await edit({ expectedOn: '2026-02-30' }), { field: 'expectedOn' });
  t.like(await edit({ place: {} }), { field: 'place' });
  t.like(await edit({ place: { latitude: 50.8 } }), { field: 'place' });
  t.like(await edit({ place: { latitude: 98, longitude: 4 } }), { field: 'place.latitude' });
  t.like(await edit({ place: { street: 'x', postcode: '30' } }), { field: 'place.postcode' });
  t.is((await edit({ title: 'De straatlamp voor nummer 12 is stuk.' })).version, 1, 'nothing was mended');
  t.is((await edit({ title: '👩‍🦽 שלום' })).title, '👩‍🦽 שלום');
  const refused = await city.answer(
    parking,
    'mutation ($input: EditCaseInput!) { editCase(input: $input) { __typename } }',
    { variables: { input: { idempotencyKey: 'not-my-case', caseId: id, expectedVersion: 2, title: 'x' } } },
  );
  t.is(refused.errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  const entry = await city.prisma.auditEntry.findFirst({ where: { act: 'case.edit' } });
  t.deepEqual(entry?.details, { fields: ['title'], version: 2 });
  await t.throwsAsync(city.sql(`update case_edit set after = 'anders'`), { message: /only added to/ });
});
