import test from 'ava';
import type { ConnectorError } from '../../hub/index.ts';
import { citizen, openDesk, openSwitch } from './telephony-world.ts';

test('a dial asked twice rings once, and one whose answer was lost is not dialled again', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  const dial = { device: '7101', number: '0470000000' };
  await desk.send('telephony.call.dial', dial, 'd-1');
  await desk.send('telephony.call.dial', dial, 'd-1');
  t.is((await desk.hears('call.ringing')).data.direction, 'outbound');
  await post('/faults', { kind: 'lose-answer', on: 'MakeCall' });
  const lost = await t.throwsAsync<ConnectorError>(
    desk.send('telephony.call.dial', { ...dial, device: '7102' }, 'd-2'),
  );
  t.is(lost?.failure, 'unavailable');
  const again = await t.throwsAsync<ConnectorError>(
    desk.send('telephony.call.dial', { ...dial, device: '7102' }, 'd-2'),
  );
  t.is(again?.failure, 'rejected');
  const { calls } = (await (await fetch(`${simulator.adminUrl}/state`)).json()) as { calls: unknown[] };
  t.is(calls.length, 2);
});

test('a command that the switch refused may be sent again', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  await desk.hears('link.changed');
  await post('/faults', { kind: 'refuse', on: 'MakeCall' });
  const dial = { device: '7101', number: '0470000000' };
  const error = await t.throwsAsync<ConnectorError>(desk.send('telephony.call.dial', dial, 'd-1'));
  t.is(error?.failure, 'throttled');
  await post('/faults', { kind: 'refuse', on: 'MakeCall', status: 503 });
  const out = await t.throwsAsync<ConnectorError>(desk.send('telephony.call.dial', dial, 'd-1'));
  t.is(out?.failure, 'unavailable');
  await desk.send('telephony.call.dial', dial, 'd-1');
  t.is((await desk.hears('call.ringing')).data.device, '7101');
});

test('an agent who logs on and becomes ready is told once each', async (t) => {
  const { simulator } = await openSwitch(t, { duplicate: true });
  const desk = await openDesk(t, simulator);
  const set = (state: string) =>
    desk.send('telephony.agent.set-state', { device: '7101', agentId: '4711', state });
  await set('loggedOn');
  await set('ready');
  await desk.send('telephony.agent.set-state', { device: '7101', state: 'notReady' });
  await desk.hears('agent.changed');
  await desk.hears('agent.changed');
  const { data } = await desk.hears('agent.changed');
  t.like(data, { device: '7101', agentId: '4711', group: '7000', state: 'not-ready' });
  t.is(desk.types().filter((type) => type === 'agent.changed 7101').length, 3);
});

test('a snapshot shows the calls at a device, with the keys we gave them', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  const { callId } = await post('/calls', { ...citizen, to: '7101' });
  const { callKey } = (await desk.hears('call.ringing')).data;
  const question = {
    id: 'q-1',
    source: 'desk',
    type: 'telephony.device.snapshot',
    time: '',
    correlationid: 'c-1',
  };
  const reply = await desk.endpoint.request?.(
    { ...question, data: { device: '7101' } },
    new AbortController().signal,
  );
  t.like(reply, { type: 'telephony.device.snapshotted', correlationid: 'c-1' });
  t.deepEqual(reply?.data, { device: '7101', calls: [{ callId, callKey, state: 'alerting' }] });
});

test('who asks for a command instead of sending it hears that the switch took it, or how it failed (R060)', async (t) => {
  const { simulator, post } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  const dial = (id: string) =>
    desk.endpoint.request?.(
      {
        id,
        source: 'desk',
        type: 'telephony.call.dial',
        time: '',
        correlationid: 'c-1',
        data: { device: '7101', number: '0470000000' },
      },
      new AbortController().signal,
    );
  t.like(await dial('d-1'), { type: 'telephony.command.accepted', correlationid: 'c-1', data: {} });
  t.is((await desk.hears('call.ringing')).data.direction, 'outbound');
  await post('/faults', { kind: 'refuse', on: 'MakeCall' });
  t.is((await t.throwsAsync<ConnectorError>(async () => dial('d-2')))?.failure, 'throttled');
});

test('a command reaches the switch also while nobody receives', async (t) => {
  const { simulator } = await openSwitch(t);
  const desk = await openDesk(t, simulator);
  await desk.close();
  await desk.endpoint.send?.(
    {
      id: 'd',
      source: 'desk',
      type: 'telephony.call.dial',
      time: '',
      correlationid: 'c',
      data: { device: '7101', number: '0470000000' },
    },
    new AbortController().signal,
  );
  const { calls } = (await (await fetch(`${simulator.adminUrl}/state`)).json()) as { calls: unknown[] };
  t.is(calls.length, 1);
});
