import test from 'ava';
import { act, filed, parking, roads, seen, waste } from './case-scenes.ts';
import { type Answer, agent, world } from './world.ts';

test('several departments each give their part of one answer, which the contact centre keeps whole (R088)', async (t) => {
  const city = await world(t);
  const { id } = await filed(city, { kind: 'QUESTION', handlerGroup: 'openbaar-domein' });
  await act(city, agent, 'askPart', {
    caseId: id,
    handlerGroup: 'mobiliteit-en-parkeren',
    question: 'Mag het?',
  });
  const asked = await act(city, agent, 'askPart', {
    caseId: id,
    handlerGroup: 'afval-en-milieu',
    question: 'Wie ruimt op?',
  });
  const [permit, cleaning] = asked.parts;
  const work = async (identity: typeof agent) =>
    (
      await city.ask(
        identity,
        '{ worklist(filter: MY_GROUPS) { edges { node { id parts { number state } } } } }',
      )
    ).worklist.edges.map(({ node }: Answer) => node);
  t.deepEqual(await work(parking), [{ id, parts: [{ number: 1, state: 'ASKED' }] }]);
  t.deepEqual(await work(waste), [{ id, parts: [{ number: 2, state: 'ASKED' }] }]);

  t.is(
    (await city.answer(waste, ofPart('takePart'), { variables: input({ partId: permit.id }) })).errors?.[0]
      ?.extensions?.['code'],
    'FORBIDDEN',
  );
  await act(city, parking, 'takePart', { partId: permit.id });
  const [untouched] = await work(waste);
  t.deepEqual(
    untouched,
    { id, parts: [{ number: 2, state: 'ASKED' }] },
    'what is taken by another is not mine',
  );
  await act(city, parking, 'answerPart', {
    partId: permit.id,
    position: 'Ja, met een signalisatievergunning.',
  });
  t.deepEqual(await work(parking), []);

  const early = await act(city, roads, 'answerCase', { caseId: id, answer: 'Het mag.' });
  t.like(early, { __typename: 'Conflict' });
  t.regex(early.message, /Afval en milieu/);
  const whole = await act(city, roads, 'answerCase', {
    caseId: id,
    answer: 'Het mag, en wij ruimen zelf op.',
    openPartsReason: 'Wij ruimen zelf op.',
  });
  t.is(whole.state, 'ANSWERED');
  const { parts } = await seen(city, agent, id, 'parts { state position settledBy }');
  t.deepEqual(parts, [
    { state: 'ANSWERED', position: 'Ja, met een signalisatievergunning.', settledBy: 'Tom Aerts' },
    { state: 'DROPPED', position: 'Wij ruimen zelf op.', settledBy: 'Wim Goris' },
  ]);
  t.like(await act(city, waste, 'answerPart', { partId: cleaning.id, position: 'Wij.' }), {
    __typename: 'Conflict',
  });
});

const ofPart = (mutation: string) =>
  `mutation ($input: TakePartInput!) { ${mutation}(input: $input) { __typename } }`;
const input = (fields: object) => ({ input: { idempotencyKey: 'once-and-no-more', ...fields } });
