import test from 'ava';
import fc from 'fast-check';
import { sweep } from '../../crm-core/contacts/sweep.ts';
import { call, known, register } from './scenes.ts';
import { agent, world } from './world.ts';

const story = [
  call('queued', { device: null, occurredAt: '2026-11-23T09:00:00.000Z' }),
  call('ringing', { occurredAt: '2026-11-23T09:00:04.000Z' }),
  call('answered', { occurredAt: '2026-11-23T09:00:09.000Z' }),
  call('held', { occurredAt: '2026-11-23T09:01:00.000Z' }),
  call('retrieved', { occurredAt: '2026-11-23T09:01:30.000Z' }),
  call('ended', { occurredAt: '2026-11-23T09:03:00.000Z' }),
];

test('a call is the same in whatever order its happenings arrive', async (t) => {
  const city = await world(t);
  let count = 0;
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(story, { minLength: story.length }), async (shuffled) => {
      count += 1;
      const callKey = `call-${count}`;
      for (const happening of shuffled) await city.tell('crm.call.record', { ...happening, callKey });
      const kept = await city.prisma.call.findUniqueOrThrow({
        where: { callKey },
        include: { contact: true },
      });
      t.like(kept, { state: 'ended', device: '1001', ending: 'completed', number: '+32470123456' });
      t.deepEqual(
        [kept.startedAt, kept.answeredAt, kept.endedAt, kept.contact?.endedAt].map((at) => at?.toISOString()),
        [story[0], story[2], story[5], story[5]].map((happening) => happening?.occurredAt),
      );
    }),
    { numRuns: 15 },
  );
  t.is(await city.prisma.contact.count(), count);
});

test('a call that was put on hold a second time is on hold, whatever was told last', async (t) => {
  const city = await world(t);
  await city.tell('crm.call.record', call('held', { occurredAt: '2026-11-23T09:02:00.000Z' }));
  await city.tell('crm.call.record', call('retrieved', { occurredAt: '2026-11-23T09:01:00.000Z' }));
  await city.tell('crm.call.record', call('answered'));
  t.is((await city.ask(agent, '{ currentCall { state } }')).currentCall.state, 'HELD');
});

test('a draft stands ready once a call is answered, and when only its end is told (R035)', async (t) => {
  const city = await world(t);
  await city.tell('crm.call.record', call('ringing'));
  t.is(await city.prisma.contact.count(), 0);
  await city.tell('crm.call.record', call('answered'));
  t.is(await city.prisma.contact.count(), 1);
  await city.tell('crm.call.record', call('ended', { callKey: 'call-2' }));
  t.is(await city.prisma.contact.count(), 2);
});

test('a caller who gave up, or a colleague, leaves no draft', async (t) => {
  const city = await world(t);
  await city.tell('crm.call.record', call('queued', { device: null }));
  await city.tell('crm.call.record', call('ended', { device: null, ending: 'abandoned' }));
  await city.tell('crm.call.record', call('answered', { callKey: 'call-2', direction: 'internal' }));
  t.is(await city.prisma.contact.count(), 0);
});

test('nobody is matched on a number that is hidden, and the number is kept nowhere', async (t) => {
  const city = await world(t);
  await known(city);
  await city.tell('crm.call.record', call('queued', { device: null }));
  await city.tell('crm.call.record', call('ringing', { presentation: 'restricted' }));
  const { currentCall } = await city.ask(
    agent,
    '{ currentCall { number presentation candidates { score } } }',
  );
  t.deepEqual(currentCall, { number: null, presentation: 'RESTRICTED', candidates: [] });
  const kept = JSON.stringify([
    await city.prisma.call.findMany(),
    await city.prisma.callHappening.findMany(),
  ]);
  t.false(kept.includes('32470123456'));
});

test('a number that a household shares brings all of its members, less surely', async (t) => {
  const city = await world(t);
  await known(city);
  await city.tell('crm.call.record', call('ringing'));
  const question = '{ currentCall { candidates { score reasons customer { displayName } } } }';
  const alone = await city.ask(agent, question);
  await known(city, { givenName: 'Karel' });
  const shared = await city.ask(agent, question);

  t.deepEqual(alone.currentCall.candidates, [
    {
      score: 0.9,
      reasons: ['Het telefoonnummer is bij deze klant bekend.'],
      customer: { displayName: 'Marie Claes' },
    },
  ]);
  t.deepEqual(
    shared.currentCall.candidates
      .map(({ customer }: { customer: { displayName: string } }) => customer.displayName)
      .sort(),
    ['Karel Claes', 'Marie Claes'],
  );
  for (const { score, reasons } of shared.currentCall.candidates) {
    t.true(score < 0.9);
    t.true(reasons.includes('2 klanten gebruiken dit nummer.'));
  }
});

test('a call comes up also while nobody can read who the caller may be', async (t) => {
  const city = await world(t);
  await known(city);
  const stop = new AbortController();
  const question = `subscription {
    callChanged { state number candidates { score customer { displayName } } draft { state } }
  }`;
  const calls = await city.watch(agent, question, { signal: stop.signal });
  await city.sql('alter table customer_record rename to customer_record_away');
  const heard = calls[Symbol.asyncIterator]();
  const next = heard.next();
  await city.tell('crm.call.record', call('answered'));
  const { data, errors } = (await next).value ?? {};
  stop.abort();
  t.deepEqual(data?.callChanged, {
    state: 'ANSWERED',
    number: '+32470123456',
    candidates: null,
    draft: { state: 'DRAFT' },
  });
  t.is(errors?.[0]?.path?.[1], 'candidates');
  t.is(errors?.[0]?.extensions?.['source'], 'customers');
});

test('a call that is transferred leaves the first telephone and keeps its draft', async (t) => {
  const city = await world(t);
  await city.tell('crm.call.record', call('answered'));
  const { currentCall: before } = await city.ask(agent, '{ currentCall { draft { id } } }');
  const transfer = { kind: 'warm', fromDevice: '1001', toDevice: '1002' };
  await city.tell(
    'crm.call.record',
    call('transferred', { transfer, occurredAt: '2026-11-23T09:01:00.000Z' }),
  );
  const question = '{ currentCall { transfer draft { id } } }';
  t.deepEqual(await city.ask(agent, question), { currentCall: null });
  t.deepEqual(await city.ask({ ...agent, device: '1002' }, question), {
    currentCall: { transfer: 'WARM', draft: before.draft },
  });
});

test('an untouched draft is kept by itself five minutes after the call, and can still be registered', async (t) => {
  const city = await world(t);
  await city.tell('crm.call.record', call('answered'));
  await city.tell('crm.call.record', call('ended', { occurredAt: '2026-11-23T09:03:00.000Z' }));
  city.clock.now = new Date('2026-11-23T09:07:59.000Z');
  t.is(await sweep(city), 0);
  city.clock.now = new Date('2026-11-23T09:08:00.000Z');
  t.is(await sweep(city), 1);
  t.is(await sweep(city), 0);

  const [contact] = await city.prisma.contact.findMany();
  t.is(contact?.state, 'auto');
  const registered = await register(city, contact?.id ?? '', [
    { text: 'Openingsuren?', outcome: 'ANSWERED', answer: 'Van 9 tot 16 uur.' },
  ]);
  t.is(registered.state, 'REGISTERED');
});

test('a command of another shape is refused and changes nothing', async (t) => {
  const city = await world(t);
  await t.throwsAsync(city.tell('crm.call.record', call('ringing', { surprise: true })), {
    name: 'ZodError',
  });
  t.is(await city.prisma.call.count(), 0);
});
