import { randomUUID } from 'node:crypto';
import test from 'ava';
import { expireOffers } from '../../crm-core/transfers/expire-offers.ts';
import { call } from './scenes.ts';
import {
  advice,
  agree,
  answered,
  at,
  backOffice,
  later,
  offer,
  passed,
  theSwitch,
  transferring,
  transfersOf,
} from './transfer-scenes.ts';
import { agent, world } from './world.ts';

test('a caller is passed on cold only where that is agreed with the group, and only once for one key (R063)', async (t) => {
  const { ask, asked, failing } = theSwitch();
  const city = await world(t, { ask });
  const contactId = await answered(city);
  const wanted = { contactId, handlerGroup: 'burgerzaken', question: 'Paspoort?' };
  t.like(await transferring(city, agent, 'coldTransfer', wanted), {
    __typename: 'InvalidInput',
    field: 'callerAgreesToWait',
  });
  t.like(await agree(city, { cold: true }), { field: 'number' });
  const { errors } = await city.answer(
    agent,
    'mutation { agreeTransfers(input: { idempotencyKey: "key-12345", handlerGroup: "sport" }) { __typename } }',
  );
  t.is(errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
  t.like(await agree(city, { cold: true, number: '7000' }), { __typename: 'HandlerGroup' });
  failing.push('rejected');
  t.like(await transferring(city, agent, 'coldTransfer', wanted), { state: 'FAILED', kind: 'COLD' });
  const key = { idempotencyKey: randomUUID() };
  for (let twice = 0; twice < 2; twice += 1)
    t.like(await transferring(city, agent, 'coldTransfer', { ...wanted, ...key }), {
      state: 'MADE',
      agreed: true,
    });
  t.is(asked.length, 2);
  t.deepEqual(asked[1], {
    question: 'telephony.call.transfer',
    data: { callKey: 'call-1', device: '1001', kind: 'cold', to: '7000' },
  });
});

test('a caller who agrees is put in the queue behind a busy line (R066)', async (t) => {
  const { ask, asked } = theSwitch();
  const city = await world(t, { ask });
  await backOffice(city);
  await agree(city, { queue: '7001' });
  for (const device of ['2001', '2002'])
    await city.tell('crm.call.record', call('answered', { callKey: `busy-${device}`, device }));
  const contactId = await answered(city);
  t.like(await advice(city, contactId), {
    recommended: 'QUEUE',
    text: 'Alle lijnen van Burgerzaken zijn bezet. Vraag of de beller in de wachtrij wil wachten.',
    nextPerson: null,
  });
  const wanted = { contactId, handlerGroup: 'burgerzaken', question: 'Paspoort?' };
  t.is((await transferring(city, agent, 'coldTransfer', wanted)).__typename, 'InvalidInput');
  const queued = await transferring(city, agent, 'coldTransfer', { ...wanted, callerAgreesToWait: true });
  t.like(queued, { state: 'MADE', queued: true, agreed: true });
  t.like(asked[0]?.data, { kind: 'cold', to: '7001' });
  await city.tell('crm.call.record', passed('cold', '7001', 10));
  await city.tell('crm.call.record', call('answered', { device: '2001', queue: '7001', occurredAt: at(60) }));
  t.like((await transfersOf(city, 'call-1')).transfers, [{ state: 'TAKEN', kind: 'COLD', agreed: true }]);
});

test('a call that falls back is recognised with its story, and the same group is not advised again (R066)', async (t) => {
  const city = await world(t);
  await backOffice(city);
  await city.tell('crm.call.record', call('answered'));
  await city.tell('crm.call.record', passed('cold', '2001', 30));
  await city.tell('crm.call.record', call('ringing', { occurredAt: at(50) }));
  t.like((await transfersOf(city, 'call-1')).fellBackFrom, {
    state: 'NOT_REACHED',
    handlerGroup: { name: 'Burgerzaken' },
  });
  await city.tell('crm.call.record', call('ended', { occurredAt: at(60) }));

  later(city, 5);
  const contactId = await answered(city, { callKey: 'call-2' });
  await offer(city, contactId, { said: 'Zij wacht al drie weken.' });
  later(city, 1);
  await expireOffers(city);
  await city.tell(
    'crm.call.record',
    call('ended', { callKey: 'call-2', occurredAt: city.clock.now.toISOString() }),
  );
  later(city, 4);
  const again = await answered(city, { callKey: 'call-3' });
  t.deepEqual((await transfersOf(city, 'call-3')).fellBackFrom, {
    question: 'Wanneer is mijn paspoort klaar?',
    state: 'NOT_REACHED',
    handlerGroup: { name: 'Burgerzaken' },
  });
  t.like(await advice(city, again), {
    recommended: 'CALL_BACK',
    text: 'Deze beller werd zonet niet geholpen bij Burgerzaken. Verbind niet opnieuw door; maak een terugbelafspraak.',
  });
  t.is((await advice(city, again)).untaken[0].said, 'Zij wacht al drie weken.');
  t.is((await advice(city, again, 'sport')).recommended, 'WARM');

  later(city, 60);
  await answered(city, { callKey: 'call-4' });
  t.is((await transfersOf(city, 'call-4')).fellBackFrom, null);
});

test('a unit that is not connected yet is flagged with its agreed fallback, and gets no cards (R067)', async (t) => {
  const city = await world(t);
  t.like(await agree(city, { connected: false }), { field: 'fallback' });
  await agree(city, {
    connected: false,
    fallback: 'Noteer naam en nummer; Burgerzaken belt voor 17 uur terug.',
  });
  const contactId = await answered(city);
  const text =
    'Burgerzaken is nog niet aangesloten. Afspraak: Noteer naam en nummer; Burgerzaken belt voor 17 uur terug.';
  t.like(await advice(city, contactId), { recommended: 'FALLBACK', text });
  t.deepEqual(await offer(city, contactId), { __typename: 'Conflict', message: text });
});
