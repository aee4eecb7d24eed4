import { randomUUID } from 'node:crypto';
import test from 'ava';
import { processRequested } from '../../crm-core/backoffice/process-requested.ts';
import { workOrderRequested } from '../../crm-core/backoffice/work-order-requested.ts';
import { act, coordinator, filed, roads, seen, statesTold, written } from './case-scenes.ts';
import { known, nationalNumber, product } from './scenes.ts';
import { agent, citizen, type World, world } from './world.ts';

const told = (changes: object) => ({
  state: 'accepted',
  occurredAt: '2026-11-23T10:00:00Z',
  plannedFor: null,
  explanation: null,
  externalReference: null,
  ...changes,
});

async function workOrder(city: World, id: string) {
  await act(city, roads, 'requestWorkOrder', { caseId: id, task: 'Vervang de lamp.' }, '__typename');
  return workOrderRequested.parse(
    city.events.findLast(({ type }) => type === 'crm.work-order.requested')?.data,
  );
}

test('a report becomes a work order in the planning of the crews, and what they do comes back to the report and its reporter (R155)', async (t) => {
  const city = await world(t);
  const customerId = await known(city, { nationalNumber: nationalNumber(1) });
  const { id, reference } = await filed(city, { customerId });
  const place = { street: 'Tiensestraat', houseNumber: '12', latitude: 50.87, longitude: 4.7 };
  await act(city, agent, 'editCase', { caseId: id, expectedVersion: 1, place });
  const wanted = { answer: 'WANTED', channel: 'EMAIL', recipient: 'jan@voorbeeld.be', mayShareData: false };
  await act(city, agent, 'recordFeedbackWish', { caseId: id, feedback: wanted }, '__typename');
  const asked = await workOrder(city, id);
  t.like(asked, { reference, task: 'Vervang de lamp.', handlerGroup: 'openbaar-domein' });
  t.like(asked.place, place);

  const record = (changes: object) =>
    city.tell('crm.work-order.record', { workOrderId: asked.workOrderId, ...told(changes) });
  await record({ state: 'planned', plannedFor: '2026-12-02T23:30:00Z', externalReference: 'W-77' });
  const shown = async () =>
    await seen(
      city,
      agent,
      id,
      'expectedOn progress workOrders { state stateName plannedFor explanation externalReference }',
    );
  t.like(await shown(), { expectedOn: '2026-12-03', progress: 'Het werk is ingepland op 3 december 2026.' });
  t.regex((await written(city)).at(-1)?.body ?? '', /ingepland op 3 december 2026/);
  await record({ state: 'done', occurredAt: '2026-12-03T08:00:00Z', explanation: 'Nieuwe ledlamp.' });
  const file = await shown();
  t.deepEqual(file.workOrders, [
    {
      state: 'DONE',
      stateName: 'Uitgevoerd',
      plannedFor: '2026-12-02T23:30:00.000Z',
      explanation: 'Nieuwe ledlamp.',
      externalReference: 'W-77',
    },
  ]);
  t.is(file.progress, 'Een ploeg heeft het werk uitgevoerd. Nieuwe ledlamp.');
  t.is(statesTold(city).at(-1).state, 'in-progress', 'people end a case, not a planning');
  const own = await seen(city, citizen(nationalNumber(1)), id, 'workOrders { state externalReference }');
  t.deepEqual(own.workOrders, [{ state: 'DONE', externalReference: null }]);
});

test('whatever order and however often the crews tell it, a work order shows the same (R155)', async (t) => {
  const city = await world(t);
  const happenings = [
    { state: 'accepted', occurredAt: '2026-11-23T10:00:00Z', externalReference: 'W-1' },
    { state: 'planned', occurredAt: '2026-11-24T10:00:00Z', plannedFor: '2026-12-01T08:00:00Z' },
    { state: 'planned', occurredAt: '2026-11-25T10:00:00Z', plannedFor: '2026-12-02T08:00:00Z' },
    { state: 'done', occurredAt: '2026-12-02T10:00:00Z', explanation: 'Klaar.' },
  ];
  const orders = [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [2, 0, 3, 1, 2, 0],
  ];
  for (const order of orders) {
    const { id } = await filed(city);
    const { workOrderId } = await workOrder(city, id);
    for (const index of order)
      await city.tell('crm.work-order.record', { workOrderId, ...told(happenings[index] ?? {}) });
    const file = await seen(
      city,
      agent,
      id,
      'progress workOrders { state plannedFor explanation externalReference changedAt }',
    );
    t.deepEqual(file, {
      progress: 'Een ploeg heeft het werk uitgevoerd. Klaar.',
      workOrders: [
        {
          state: 'DONE',
          plannedFor: '2026-12-02T08:00:00.000Z',
          explanation: 'Klaar.',
          externalReference: 'W-1',
          changedAt: '2026-12-02T10:00:00.000Z',
        },
      ],
    });
  }
  await t.throwsAsync(city.tell('crm.work-order.record', { workOrderId: randomUUID(), ...told({}) }));
});

test('from the first contact the process of a product begins in its own system, which gets what is known and tells how far it is (R090, R091, R092)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const customerId = await known(city, { nationalNumber: nationalNumber(1), emails: ['marie@voorbeeld.be'] });
  const { id, reference } = await filed(city, {
    customerId,
    kind: 'QUESTION',
    text: 'Ik wil een paspoort.',
    productNumber: 'P-1',
  });
  const start = () =>
    act(
      city,
      roads,
      'startProcess',
      { caseId: id },
      '__typename ... on ProcessStart { url process { title } }',
    );
  t.is((await start()).__typename, 'Conflict');
  const process = {
    productNumber: 'P-1',
    system: 'e-loket',
    title: 'Paspoort aanvragen',
    url: 'https://loket.example/paspoort?stap=1',
  };
  const configure = (changes: object) =>
    act(
      city,
      coordinator,
      'recordProductProcess',
      { ...process, ...changes },
      '__typename ... on InvalidInput { field }',
    );
  t.like(await configure({ url: 'http://loket.example' }), { field: 'url' });
  t.like(await configure({ productNumber: 'P-9' }), { field: 'productNumber' });
  await configure({});
  t.is((await seen(city, agent, id, 'process { system }')).process.system, 'e-loket');
  t.deepEqual(await start(), {
    __typename: 'ProcessStart',
    url: `https://loket.example/paspoort?stap=1&referentie=${reference}`,
    process: { title: 'Paspoort aanvragen' },
  });
  const pushed = processRequested.parse(city.events.at(-1)?.data);
  t.like(pushed, { system: 'e-loket', reference, productNumber: 'P-1' });
  t.like(pushed.question, { kind: 'question', description: 'Ik wil een paspoort.' });
  t.like(pushed.customer, {
    familyName: 'Claes',
    telephones: ['+32470123456'],
    emails: ['marie@voorbeeld.be'],
    identifiers: [{ kind: 'person', identifier: nationalNumber(1) }],
  });
  t.is((await seen(city, agent, id, 'processStarts { actorName }')).processStarts[0].actorName, 'Wim Goris');

  const transaction = {
    system: 'e-loket',
    transactionId: 'T-1',
    kind: 'back-office',
    title: 'Paspoort',
    productNumber: 'P-1',
    caseReference: reference,
    party: null,
    state: 'in-progress',
    explanation: 'In productie.',
    changedAt: '2026-11-24T09:00:00Z',
    url: null,
  };
  await city.tell('crm.transaction.record', transaction);
  await city.tell('crm.transaction.record', {
    ...transaction,
    state: 'started',
    changedAt: '2026-11-23T10:00:00Z',
  });
  const running = 'transactions { system state stateName explanation }';
  const [expected] = [
    { system: 'e-loket', state: 'IN_PROGRESS', stateName: 'In behandeling', explanation: 'In productie.' },
  ];
  t.deepEqual((await seen(city, agent, id, running)).transactions, [expected]);
  t.deepEqual((await seen(city, citizen(nationalNumber(1)), id, running)).transactions, [expected]);
});
