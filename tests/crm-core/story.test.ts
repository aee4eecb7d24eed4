import test from 'ava';
import { call, draft, known, link, nationalNumber, openedCase, product, register } from './scenes.ts';
import { agent, expert, world } from './world.ts';

test('who may be calling and his history are there before the agent picks up (R036, R060)', async (t) => {
  const city = await world(t);
  const customerId = await known(city);
  const earlier = await draft(city);
  await link(city, earlier, customerId);
  await register(city, earlier, [
    { text: 'Waar vraag ik een paspoort?', outcome: 'ANSWERED', answer: 'Online.' },
  ]);
  const stop = new AbortController();
  const calls = await city.watch(
    agent,
    `subscription { callChanged {
      state number device
      candidates { score reasons customer { id displayName history(first: 5) { edges { node { summary } } } } }
      draft { id }
    } }`,
    { signal: stop.signal },
  );
  const events = calls[Symbol.asyncIterator]();
  const first = events.next();
  await city.tell('crm.call.record', call('ringing'));

  const { callChanged } = ((await first).value as { data: { callChanged: Record<string, unknown> } }).data;
  t.like(callChanged, { state: 'RINGING', number: '+32470123456', device: '1001', draft: null });
  const [candidate] = callChanged['candidates'] as Record<string, unknown>[];
  t.like(candidate, {
    customer: {
      id: customerId,
      displayName: 'Marie Claes',
      history: { edges: [{ node: { summary: 'Waar vraag ik een paspoort?' } }] },
    },
  });
  stop.abort();
  t.true((await events.next()).done);
});

test('a call becomes a contact with a case at the group of the product, and its customer gets an answer', async (t) => {
  const city = await world(t);
  const insz = nationalNumber(1);
  const customerId = await known(city, { nationalNumber: insz });
  await city.tell('crm.product.record', product());
  await city.tell('crm.call.record', call('ringing'));
  await city.tell('crm.call.record', call('answered', { occurredAt: '2026-11-23T09:00:05.000Z' }));
  const { currentCall } = await city.ask(
    agent,
    '{ currentCall { state draft { id reference spokenReference state channel { name } } } }',
  );
  t.like(currentCall, { state: 'ANSWERED', draft: { state: 'DRAFT', channel: { name: 'Telefoon' } } });
  t.regex(currentCall.draft.reference, /^(..-){4}..$/);
  t.regex(currentCall.draft.spokenReference, /^\w+ \w+(, \w+ \w+){4}$/);

  await link(city, currentCall.draft.id, customerId);
  const registered = await register(city, currentCall.draft.id, [
    { text: 'Hoe laat sluit u?', outcome: 'ANSWERED', answer: 'Om 16 uur.' },
    { text: 'Mijn paspoort is er nog niet.', outcome: 'CASE', productNumber: 'P-1' },
  ]);
  t.is(registered.__typename, 'Contact');
  const caseId = registered.questions[1].case.id;

  const { worklist } = await city.ask(
    expert,
    `{ worklist(filter: MY_GROUPS) { edges { node {
      id title state dueAt handlerGroup { name } product { name } customer { displayName maskedNationalNumber }
      contact { summary } history { state actorName reason }
    } } pageInfo { hasNextPage } } }`,
  );
  t.deepEqual(worklist, {
    edges: [
      {
        node: {
          id: caseId,
          title: 'Mijn paspoort is er nog niet.',
          state: 'ASSIGNED',
          dueAt: '2026-11-26T16:00:00.000Z',
          handlerGroup: { name: 'Burgerzaken' },
          product: { name: 'Reispaspoort' },
          customer: { displayName: 'Marie Claes', maskedNationalNumber: `••.••.••-•••.${insz.slice(9)}` },
          contact: { summary: 'Hoe laat sluit u?' },
          history: [{ state: 'ASSIGNED', actorName: 'Els Peeters', reason: 'Geregistreerd in een contact.' }],
        },
      },
    ],
    pageInfo: { hasNextPage: false },
  });

  const answered = await city.ask(
    expert,
    `mutation ($input: AnswerCaseInput!) { answerCase(input: $input) { ... on Case { state answer } } }`,
    {
      variables: { input: { idempotencyKey: 'key-answer', caseId, answer: 'Het ligt klaar aan de balie.' } },
    },
  );
  t.deepEqual(answered.answerCase, { state: 'ANSWERED', answer: 'Het ligt klaar aan de balie.' });
  t.like(city.events.at(-1)?.data, {
    state: 'answered',
    parties: [{ kind: 'person', identifier: insz }],
    explanation: 'Uw vraag is beantwoord. Het ligt klaar aan de balie.',
  });
});

test('a case is told to those who watch it', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city);
  const stop = new AbortController();
  const changes = await city.watch(
    agent,
    'subscription ($caseId: ID!) { caseChanged(caseId: $caseId) { state assigneeName } }',
    { signal: stop.signal, variables: { caseId } },
  );
  const first = changes[Symbol.asyncIterator]().next();
  await city.ask(
    expert,
    `mutation { takeCase(input: { idempotencyKey: "key-take-1", caseId: "${caseId}" }) { __typename } }`,
  );
  t.deepEqual((await first).value, {
    data: { caseChanged: { state: 'IN_PROGRESS', assigneeName: 'Joris Maes' } },
  });
  stop.abort();
});
