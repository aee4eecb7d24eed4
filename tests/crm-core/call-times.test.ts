import { randomUUID } from 'node:crypto';
import test from 'ava';
import { call, known, register } from './scenes.ts';
import { at, theSwitch } from './transfer-scenes.ts';
import { agent, world } from './world.ts';

test('whether a call was answered within three rings, and how long it was talked and handled, is measured from what the switch told (R061)', async (t) => {
  const city = await world(t);
  const story = [
    call('queued', { device: null, occurredAt: at(0) }),
    call('ringing', { occurredAt: at(4) }),
    call('answered', { occurredAt: at(11) }),
    call('held', { occurredAt: at(71) }),
    call('retrieved', { occurredAt: at(91) }),
    call('ended', { occurredAt: at(101) }),
  ];
  for (const told of story.toReversed()) await city.tell('crm.call.record', told);
  city.clock.now = new Date(at(161));
  const { id, contact } = await city.prisma.call.findUniqueOrThrow({
    where: { callKey: 'call-1' },
    include: { contact: true },
  });
  await register(city, contact?.id ?? '', [{ text: 'Pas?', outcome: 'ANSWERED', answer: 'Ja.' }]);
  for (const told of [
    call('ringing', { callKey: 'call-2', occurredAt: at(200) }),
    call('answered', { callKey: 'call-2', occurredAt: at(220) }),
    call('ended', { callKey: 'call-2', occurredAt: at(250) }),
    call('ringing', { callKey: 'call-3', occurredAt: at(300) }),
  ])
    await city.tell('crm.call.record', told);
  const asked = `{ answeredAfterSeconds answeredInTime talkSeconds heldSeconds handlingSeconds }`;
  t.deepEqual((await city.ask(agent, `{ call(id: "${id}") { times ${asked} } }`)).call.times, {
    answeredAfterSeconds: 11,
    answeredInTime: true,
    talkSeconds: 70,
    heldSeconds: 20,
    handlingSeconds: 150,
  });
  const { callFigures } = await city.ask(
    agent,
    `{ callFigures(since: "2026-11-23T09:00:00Z", until: "2026-11-23T10:00:00Z") {
      offered answered answeredInTime averageTalkSeconds averageHandlingSeconds } }`,
  );
  t.deepEqual(callFigures, {
    offered: 3,
    answered: 2,
    answeredInTime: 1,
    averageTalkSeconds: 50,
    averageHandlingSeconds: 90,
  });
});

test('an agent dials from the screen, once for one key, and is told what the switch made of it (R060)', async (t) => {
  const { ask, asked, failing } = theSwitch();
  const city = await world(t, { ask });
  await known(city);
  const dialled = async (number: string, idempotencyKey: string = randomUUID(), identity = agent) =>
    city.answer(
      identity,
      `mutation ($input: DialInput!) { dial(input: $input) {
        __typename ... on Dial { number state message } ... on InvalidInput { field } } }`,
      { variables: { input: { idempotencyKey, number } } },
    );
  const key = randomUUID();
  for (let twice = 0; twice < 2; twice += 1)
    t.deepEqual((await dialled('0470 12 34 56', key)).data?.['dial'], {
      __typename: 'Dial',
      number: '+32470123456',
      state: 'PLACED',
      message: null,
    });
  t.deepEqual(asked, [{ question: 'telephony.call.dial', data: { device: '1001', number: '+32470123456' } }]);
  t.like((await dialled('12')).data, { dial: { field: 'number' } });
  failing.push('rejected', 'unavailable');
  t.like((await dialled('016 27 20 00')).data, {
    dial: { state: 'REFUSED', message: 'De telefooncentrale weigerde deze oproep.' },
  });
  t.like((await dialled('016 27 20 00')).data, { dial: { state: 'UNKNOWN' } });
  const { device: _, ...noTelephone } = agent;
  t.is((await dialled('016 27 20 00', key, noTelephone)).errors?.[0]?.extensions?.['code'], 'FORBIDDEN');
});
