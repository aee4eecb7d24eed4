import test from 'ava';
import type { ConnectorError } from '../../hub/index.ts';
import { testContext } from '../helpers/context.ts';
import { citizen, openDesk, openSwitch } from './telephony-world.ts';

test('a citizen who waits, rings, is answered and hangs up is told once, however many devices report it', async (t) => {
  const { simulator, post } = await openSwitch(t, {
    split: true,
    duplicate: true,
    extensions: true,
    prefix: 'ns3',
    edition: 'ed6',
  });
  const desk = await openDesk(t, simulator);
  const { callId } = await post('/calls', citizen);
  await post(`/calls/${callId}/divert`, { device: '7000', to: '7101', cause: 'distributed' });
  await post('/faults', { kind: 'unknown-event' });
  const ringing = await desk.hears('call.ringing');
  t.is(ringing.data.number, '+32470123456');
  await desk.send('telephony.call.answer', { callKey: ringing.data.callKey, device: '7101' });
  await desk.hears('call.answered');
  await post(`/calls/${callId}/hangup`, { by: 'caller' });
  const ended = await desk.hears('call.ended');
  t.is(ended.correlationid, ringing.correlationid);
  t.deepEqual(desk.types(), [
    'link.changed',
    'call.queued',
    'call.diverted',
    'call.ringing 7101',
    'call.answered 7101',
    'call.ended 7101',
  ]);
  const ignored = desk.context.lines.filter(({ event }) => event === 'telephony.event.ignored');
  t.deepEqual(ignored, [{ event: 'telephony.event.ignored', fields: { name: 'LampModeEvent' } }]);
});

test('after a warm transfer the colleague has the citizen, under the key of the first ring', async (t) => {
  const { simulator, post } = await openSwitch(t);
  await post('/faults', { kind: 'reorder', on: 'ConsultationCall' });
  const desk = await openDesk(t, simulator);
  const { callId } = await post('/calls', { ...citizen, to: '7101' });
  const { callKey } = (await desk.hears('call.ringing')).data;
  await desk.send('telephony.call.answer', { callKey, device: '7101' });
  await desk.send('telephony.call.consult', { callKey, device: '7101', to: '7102' });
  const consultation = (await desk.hears('call.ringing')).data;
  t.is(consultation.direction, 'internal');
  t.is(consultation.number, null);
  await desk.send('telephony.call.answer', { callKey: consultation.callKey, device: '7102' });
  await desk.send('telephony.call.transfer', {
    kind: 'warm',
    callKey,
    consultationKey: consultation.callKey,
    device: '7101',
  });
  const moved = (await desk.hears('call.transferred')).data;
  t.deepEqual(moved.transfer, { kind: 'warm', fromDevice: '7101', toDevice: '7102' });
  t.is(moved.callKey, callKey);
  t.is(moved.number, '+32470123456');
  t.not(moved.callId, callId);
  await desk.send('telephony.call.clear', { callKey, device: '7102' });
  t.is((await desk.hears('call.ended')).data.callKey, callKey);
});

test('a cold transfer rings at the colleague under the key of the first ring', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  await post('/calls', { ...citizen, to: '7101' });
  const { callKey } = (await desk.hears('call.ringing')).data;
  await desk.send('telephony.call.answer', { callKey, device: '7101' });
  await desk.send('telephony.call.transfer', { kind: 'cold', callKey, device: '7101', to: '7102' });
  const moved = (await desk.hears('call.transferred')).data;
  t.deepEqual(moved.transfer, { kind: 'cold', fromDevice: '7101', toDevice: '7102' });
  const ringing = (await desk.hears('call.ringing')).data;
  t.is(ringing.callKey, callKey);
  t.is(ringing.device, '7102');
});

test('a caller who hides the number has none, and is missed when he hangs up first', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  const { callId } = await post('/calls', { ...citizen, presentation: 'restricted' });
  const queued = (await desk.hears('call.queued')).data;
  t.deepEqual([queued.number, queued.presentation, queued.queue], [null, 'restricted', '7000']);
  await post(`/calls/${callId}/hangup`, { by: 'caller' });
  t.false((await desk.hears('call.ended')).data.answered);
});

test('a call that outlives the connection goes on with its key; one that does not has ended unseen', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const context = testContext();
  const before = await openDesk(t, simulator, { context });
  const stays = await post('/calls', { ...citizen, to: '7101' });
  const ringing = await before.hears('call.ringing');
  const goes = await post('/calls', { ...citizen, from: '+32470999999', to: '7102' });
  const gone = await before.hears('call.ringing');
  await post('/behaviour', { acceptConnections: false });
  await post('/faults', { kind: 'drop' });
  await before.hears('link.changed');
  await before.receiving;
  t.is((before.ended() as ConnectorError).failure, 'unavailable');

  await post(`/calls/${stays.callId}/answer`, { device: '7101' });
  await post(`/calls/${goes.callId}/hangup`, { by: 'caller' });
  await post('/behaviour', { acceptConnections: true });
  const after = await openDesk(t, simulator, { context });
  const ended = await after.hears('call.ended');
  t.is(ended.correlationid, gone.correlationid);
  t.is(ended.data.cause, 'linkLost');
  const answered = await after.hears('call.answered');
  t.is(answered.correlationid, ringing.correlationid);
  t.is(answered.data.number, '+32470123456');
  t.deepEqual(
    context.lines.map(({ event }) => event),
    ['telephony.link.up', 'telephony.link.down', 'telephony.link.up'],
  );
});

test('what the hub had not taken when the program died is told again, with the same id', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const context = testContext();
  const before = await openDesk(t, simulator, { context, acks: false });
  await post('/calls', { ...citizen, to: '7101' });
  const told = await before.hears('call.ringing');
  await before.close();
  const after = await openDesk(t, simulator, { context });
  const again = await after.hears('call.ringing');
  t.is(again.id, told.id);
  t.is(again.data.number, '+32470123456');
});

test('a delivery that the hub could not take is offered again', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  await post('/calls', { ...citizen, to: '7101' });
  const { id } = await desk.hears('call.ringing');
  await desk.deliveries.at(-1)?.nack();
  t.is((await desk.hears('call.ringing')).id, id);
});

test('after lost messages every device is watched anew and what was missed is told', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  const { callId } = await post('/calls', { ...citizen, to: '7101' });
  const { callKey } = (await desk.hears('call.ringing')).data;
  await post('/faults', { kind: 'status', value: 'messagesLost' });
  await post(`/calls/${callId}/answer`, { device: '7101' });
  t.is((await desk.hears('call.answered')).data.callKey, callKey);
  await post(`/calls/${callId}/hold`, { device: '7101' });
  t.is((await desk.hears('call.held')).data.callKey, callKey);
  t.is(desk.types().filter((type) => type === 'call.answered 7101').length, 1);
});

test('a call held before and after lost messages is told twice, for the new monitors begin to count anew', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  const { callId } = await post('/calls', { ...citizen, to: '7101' });
  await post(`/calls/${callId}/answer`, { device: '7101' });
  await post(`/calls/${callId}/hold`, { device: '7101' });
  await post(`/calls/${callId}/retrieve`, { device: '7101' });
  const first = await desk.hears('call.held');
  await desk.hears('call.retrieved');
  await post('/faults', { kind: 'status', value: 'messagesLost' });
  await desk.watchesAgain();
  await post('/calls', { ...citizen, from: '+32470999999', to: '7102' });
  await desk.hears('call.ringing'); // by now the snapshots have been taken
  await post(`/calls/${callId}/hold`, { device: '7101' });
  const second = await desk.hears('call.held');
  t.is(second.correlationid, first.correlationid);
  t.not(second.id, first.id);
});

test('devices beyond the monitor limit are named, for they get no screen-pop', async (t) => {
  const { simulator } = await openSwitch(t, { monitorLimit: 7 });
  const desk = await openDesk(t, simulator);
  const { data } = await desk.hears('link.changed');
  t.deepEqual((data as unknown as { unmonitored: unknown }).unmonitored, [
    {
      device: '7108',
      reason: 'MonitorStart: CSTA subscribedResourceAvailability objectMonitorLimitExceeded',
    },
    {
      device: '7000',
      reason: 'MonitorStart: CSTA subscribedResourceAvailability objectMonitorLimitExceeded',
    },
  ]);
});

test('an application session logs in, and is prolonged before it ends', async (t) => {
  const login = { user: 'cti', password: 'secret-1' };
  const { simulator, post } = await openSwitch(t, { sessionStyle: 'ecma-354', sessionSeconds: 1, ...login });
  const style = { sessionStyle: 'ecma-354', ...login };
  const desk = await openDesk(t, simulator, { settings: style });
  await desk.hears('link.changed');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await post('/calls', { ...citizen, to: '7101' });
  t.is((await desk.hears('call.ringing')).data.device, '7101');

  const stranger = await openDesk(t, simulator, { settings: { ...style, password: 'secret-2' } });
  await stranger.receiving;
  const { failure, message } = stranger.ended() as ConnectorError;
  t.is(failure, 'unauthorised');
  t.false(message.includes('secret'));
});

test('a switch that is silent for too long is gone, and the agents are told', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator, { settings: { heartbeatSeconds: 0.1, timeoutMs: 200 } });
  await desk.hears('link.changed');
  await post('/faults', { kind: 'slow', on: 'RequestSystemStatus', delayMs: 1000 });
  const { data } = await desk.hears('link.changed');
  t.is((data as unknown as { state: string }).state, 'down');
  await desk.receiving;
  t.is((desk.ended() as ConnectorError).message, 'RequestSystemStatus: no answer within 200 ms');
});
