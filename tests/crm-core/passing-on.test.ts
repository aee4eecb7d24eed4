import test from 'ava';
import fc from 'fast-check';
import { call, draft, product } from './scenes.ts';
import {
  advice,
  answered,
  at,
  backOffice,
  offer,
  passed,
  tap,
  transferring,
  transfersOf,
} from './transfer-scenes.ts';
import { agent, expert, world } from './world.ts';

test('warm, cold and unknown are recorded for every transfer, as the card, the switch or the agent tells it (R063)', async (t) => {
  const city = await world(t);
  await backOffice(city);
  const contactId = await answered(city);
  const { id } = await offer(city, contactId, { receiver: expert.subject });
  await tap(city, id, 'TAKE');
  await city.tell('crm.call.record', passed('cold', '2001', 20));
  t.deepEqual((await transfersOf(city, 'call-1')).transfers, [
    {
      kind: 'WARM',
      toldBy: 'CARD',
      state: 'TAKEN',
      agreed: true,
      handlerGroup: { key: 'burgerzaken' },
      receiverName: 'Joris Maes',
    },
  ]);
  for (const [callKey, kind] of [
    ['call-2', 'warm'],
    ['call-3', 'cold'],
  ] as const) {
    await city.tell('crm.call.record', call('answered', { callKey }));
    await city.tell('crm.call.record', { ...passed(kind, '2002', 30), callKey });
    t.like((await transfersOf(city, callKey)).transfers[0], {
      kind: kind.toUpperCase(),
      toldBy: 'SWITCH',
      state: kind === 'warm' ? 'TAKEN' : 'MADE',
      agreed: kind === 'warm',
      receiverName: 'Lies Maes',
    });
  }
  const said = { handlerGroup: 'sport', question: 'Zwembad?', kind: 'UNKNOWN', reached: 'NO' };
  t.like(await transferring(city, agent, 'recordTransfer', { contactId: await draft(city), ...said }), {
    kind: 'UNKNOWN',
    toldBy: 'AGENT',
    state: 'NOT_REACHED',
  });
  const { transferFigures } = await city.ask(
    agent,
    `{ transferFigures(since: "2026-11-23T00:00:00Z", until: "2026-11-24T00:00:00Z") {
      warm cold unknown reached notReached coldNotAgreed } }`,
  );
  t.deepEqual(transferFigures, {
    warm: 2,
    cold: 1,
    unknown: 1,
    reached: 2,
    notReached: 1,
    coldNotAgreed: 1,
  });
});

test('what the agent says of a transfer and what the switch tells of it are one transfer, whichever comes first (R063)', async (t) => {
  const city = await world(t);
  await backOffice(city);
  const said = { handlerGroup: 'burgerzaken', question: 'Paspoort?', kind: 'UNKNOWN', reached: 'UNKNOWN' };
  const contactId = await answered(city);
  await transferring(city, agent, 'recordTransfer', { contactId, ...said });
  await city.tell('crm.call.record', passed('cold', '2001', 10));
  const second = await answered(city, { callKey: 'call-2' });
  await city.tell('crm.call.record', { ...passed('warm', '2009', 10), callKey: 'call-2' });
  await transferring(city, agent, 'recordTransfer', { contactId: second, ...said });
  const told = await Promise.all(['call-1', 'call-2'].map((callKey) => transfersOf(city, callKey)));
  t.deepEqual(
    told.map(({ transfers }) =>
      transfers.map(({ kind, state }: { kind: string; state: string }) => [kind, state]),
    ),
    [[['COLD', 'MADE']], [['WARM', 'TAKEN']]],
  );
  t.is(told[1]?.transfers[0].handlerGroup.key, 'burgerzaken');
});

test('a cold transfer was taken, or came to nothing, whatever the order in which the switch tells it (R063, R065)', async (t) => {
  const city = await world(t);
  await backOffice(city);
  const ends = {
    TAKEN: call('answered', { device: '2001', occurredAt: at(40) }),
    NOT_REACHED: call('ringing', { device: '1001', occurredAt: at(45) }),
  };
  let count = 0;
  const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
  await fc.assert(
    fc.asyncProperty(
      order,
      fc.constantFrom<keyof typeof ends>('TAKEN', 'NOT_REACHED'),
      async (places, end) => {
        count += 1;
        const callKey = `cold-${count}`;
        const story = [
          call('answered', { occurredAt: at(5) }),
          passed('cold', '2001', 20),
          call('ringing', { device: '2001', occurredAt: at(22) }),
          ends[end],
        ];
        for (const place of places) await city.tell('crm.call.record', { ...story[place], callKey });
        const { transfers } = await transfersOf(city, callKey);
        t.deepEqual(
          transfers.map(({ kind, state }: { kind: string; state: string }) => [kind, state]),
          [['COLD', end]],
        );
      },
    ),
    { numRuns: 12 },
  );
});

test('who passes a caller on without the knowledge base is nudged, and it is counted (R064)', async (t) => {
  const city = await world(t);
  await city.tell('crm.product.record', product());
  const contactId = await answered(city);
  const nudge = 'U raadpleegde de kennisbank nog niet. Kijk eerst of het antwoord daar staat.';
  t.is((await advice(city, contactId)).nudge, nudge);
  const said = { contactId, handlerGroup: 'burgerzaken', question: 'Pas?', kind: 'WARM', reached: 'YES' };
  t.is((await transferring(city, agent, 'recordTransfer', said)).nudge, nudge);
  const read = [{ articles: ['P-1'] }, { knowledgeConsulted: true }];
  for (const effort of read)
    t.is((await transferring(city, agent, 'recordTransfer', { ...said, ...effort })).nudge, null);
  const { transferFigures } = await city.ask(
    agent,
    `{ transferFigures(since: "2026-11-23T00:00:00Z", until: "2026-11-24T00:00:00Z", handlerGroup: "burgerzaken") {
      warm withoutKnowledge } }`,
  );
  t.deepEqual(transferFigures, { warm: 3, withoutKnowledge: 1 });
});
