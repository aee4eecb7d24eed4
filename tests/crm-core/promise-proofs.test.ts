import test from 'ava';
import { act, callback, mails, promise, promises } from './promise-scenes.ts';
import { change, nationalNumber, openedCase } from './scenes.ts';
import { agent, citizen, expert, world } from './world.ts';

const stranger = { ...expert, subject: 'expert-tom', groups: ['sport'] };
const lien = { ...expert, subject: 'expert-lien', name: 'Lien Cools' };

test('a promise to write is kept when the message is known to be sent, not when it is asked for or fails (M1)', async (t) => {
  const city = await world(t);
  const made = await act(city, agent, 'makePromise', {
    kind: 'MESSAGE',
    about: 'Formulier',
    words: 'U krijgt het formulier voor donderdag.',
    handlerGroup: 'burgerzaken',
    email: 'marie@voorbeeld.example',
  });
  t.is(made.dueAt, '2026-11-25T16:00:00.000Z');
  const [receipt] = await mails(city, 'marie@voorbeeld.example');
  const confirm = (messageId: string | undefined, outcome: string) =>
    city.tell('crm.message.confirm', {
      messageId,
      outcome,
      occurredAt: '2026-11-24T10:00:00.000Z',
      reason: null,
    });
  await confirm(receipt?.id, 'sent');
  t.is((await promise(city, made.id)).state, 'OPEN', 'the receipt is not what was promised');
  for (const outcome of ['failed', 'sent']) {
    await act(city, expert, 'writePromised', {
      promiseId: made.id,
      subject: 'Formulier',
      body: 'Zie bijlage.',
    });
    t.is((await promise(city, made.id)).state, 'OPEN');
    await confirm((await mails(city, 'marie@voorbeeld.example')).at(-1)?.id, outcome);
  }
  t.like(await promise(city, made.id), {
    state: 'KEPT',
    proof: { kind: 'MESSAGE', at: '2026-11-24T10:00:00.000Z' },
  });
});

test('a promise of work is kept when its work order is done, in whatever order that is told (M1)', async (t) => {
  const city = await world(t);
  const caseId = await openedCase(city);
  await change(city, expert, 'requestWorkOrder', { caseId, task: 'Lamp vervangen' });
  const { id: workOrderId } = await city.prisma.workOrder.findFirstOrThrow();
  const made = await act(city, agent, 'makePromise', {
    kind: 'WORK',
    about: 'Straatlamp',
    words: 'De lamp is binnen 5 dagen hersteld.',
    handlerGroup: 'openbaar-domein',
    caseId,
    workOrderId,
  });
  t.is(made.dueAt, '2026-11-30T16:00:00.000Z');
  const told = (state: string, occurredAt: string) =>
    city.tell('crm.work-order.record', {
      workOrderId,
      state,
      occurredAt,
      plannedFor: null,
      explanation: null,
      externalReference: null,
    });
  await told('planned', '2026-11-23T10:00:00Z');
  t.is((await promise(city, made.id)).state, 'OPEN');
  await told('done', '2026-12-02T10:00:00Z');
  await told('in-progress', '2026-11-30T10:00:00Z');
  t.like(await promise(city, made.id), {
    state: 'KEPT_LATE',
    proof: { kind: 'WORK_ORDER', at: '2026-12-02T10:00:00.000Z' },
  });
});

test('a promise is moved or cancelled only with a reason, and the customer is told (M1)', async (t) => {
  const city = await world(t);
  const [mailed, phoned] = [
    await callback(city, { email: 'marie@voorbeeld.example' }),
    await callback(city, { telephone: '016272000' }),
  ];
  const moved = await act(city, expert, 'movePromise', {
    promiseId: mailed.id,
    dueAt: '2026-11-27T16:00:00Z',
    reason: 'Wij zoeken nog iets op.',
  });
  t.like(moved, { dueAt: '2026-11-27T16:00:00.000Z', step: 0 });
  t.true(
    (await mails(city, 'marie@voorbeeld.example')).at(-1)?.body.includes('vrijdag 27 november om 17 uur'),
  );
  t.like(
    await act(city, expert, 'movePromise', {
      promiseId: mailed.id,
      dueAt: '2026-11-20T16:00:00Z',
      reason: 'x',
    }),
    { field: 'dueAt' },
  );
  const cancel = (input: object) => act(city, expert, 'cancelPromise', { promiseId: phoned.id, ...input });
  t.like(await cancel({ reason: ' ' }), { field: 'reason' });
  t.like(await cancel({ reason: 'Dubbel.' }), { field: 'told' });
  t.like(await cancel({ reason: 'Dubbel.', told: 'Aan de telefoon.' }), {
    state: 'CANCELLED',
    closedReason: 'Dubbel.',
  });
  t.is((await cancel({ reason: 'Nog eens.', byCustomer: true })).__typename, 'Conflict');
  const answer = await promises(city, agent, { kinds: ['ANSWER'] });
  t.deepEqual(answer, []);
});

test('nobody sees or changes a callback that is not his', async (t) => {
  const city = await world(t);
  const made = await callback(city);
  t.is(await promise(city, made.id, stranger), null);
  t.is(await promise(city, made.id, citizen(nationalNumber(2))), null);
  const taken = await city.answer(
    stranger,
    `mutation { takePromise(input: { idempotencyKey: "take-it-1", promiseId: "${made.id}" }) { __typename } }`,
  );
  t.is(taken.errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.is(
    (await act(city, citizen(nationalNumber(2)), 'cancelPromise', { promiseId: made.id, reason: 'x' }))
      .__typename,
    'NotFound',
  );
  t.is((await act(city, lien, 'takePromise', { promiseId: made.id })).assigneeName, 'Lien Cools');
  const caseId = await openedCase(city);
  const foreign = await city.answer(
    { ...stranger },
    `mutation { requestCallback(input: { idempotencyKey: "call-me-1", telephone: "0470123456", about: "x", effort: "x", caseId: "${caseId}" }) { __typename } }`,
  );
  t.is(foreign.errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});
