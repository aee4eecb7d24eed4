import type { ExecutionContext } from 'ava';
import telephony from '../../connectors/telephony/connector.ts';
import startSimulator from '../../connectors/telephony/simulator.ts';
import type { CallEvent } from '../../connectors/telephony/wire.ts';
import type { ConnectorError, Delivery, Message } from '../../hub/index.ts';
import type { Simulator } from '../../hub/simulator.ts';
import { testContext } from '../helpers/context.ts';

type Body = Readonly<Record<string, unknown>>;

/** A simulated switch with its control interface. */
export async function openSwitch(t: ExecutionContext, behaviour: Body = {}) {
  const simulator = await startSimulator();
  t.teardown(() => simulator.close());
  const post = async (path: string, body: Body = {}) => {
    const response = await fetch(simulator.adminUrl + path, { method: 'POST', body: JSON.stringify(body) });
    return { status: response.status, ...((await response.json()) as { callId: string; word?: string }) };
  };
  await post('/behaviour', behaviour);
  return { simulator, post };
}

/** An opened connector that receives; `hears` waits for a message, which is then out of the way. */
export async function openDesk(
  t: ExecutionContext,
  simulator: Simulator,
  { context = testContext(), settings = {} as Body, acks = true } = {},
) {
  const endpoint = await telephony.open(
    telephony.settings.parse({ ...simulator.settings, ...settings }),
    context,
  );
  const stop = new AbortController();
  const all: Message<CallEvent>[] = [];
  const unread: Message<CallEvent>[] = [];
  const deliveries: Delivery[] = [];
  let wake = () => {};
  let ended: ConnectorError | 'stopped' | undefined;
  const receiving = (async () => {
    for await (const delivery of endpoint.receive?.(stop.signal) ?? []) {
      deliveries.push(delivery);
      const message = delivery.message as Message<CallEvent>;
      all.push(message);
      unread.push(message);
      if (acks) await delivery.ack();
      wake();
    }
    ended = 'stopped';
  })()
    .catch((error) => {
      ended = error;
    })
    .finally(() => wake());
  const close = async () => {
    stop.abort();
    await receiving;
    await endpoint.close();
  };
  t.teardown(close);
  const take = (type: string) => {
    const at = unread.findIndex((message) => message.type === `telephony.${type}`);
    return at < 0 ? undefined : unread.splice(0, at + 1).at(-1);
  };
  const hears = async (type: string): Promise<Message<CallEvent>> => {
    for (let message = take(type); ; message = take(type)) {
      if (message) return message;
      if (ended) throw new Error(`receiving ended before ${type}: ${ended}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  while (!ended && !all.some(({ type }) => type === 'telephony.link.changed')) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  let sent = 0;
  const send = (type: string, data: unknown, id?: string) => {
    sent += 1;
    const message = { id: id ?? `m-${sent}`, source: 'desk', type, time: '', correlationid: 'c', data };
    return endpoint.send?.(message, stop.signal) ?? Promise.resolve();
  };
  const watchesAgain = async () => {
    const devices = Object.keys(simulator.settings['devices'] as string[]).length + 1;
    for (let watched = 0; watched < devices; ) {
      const state = await (await fetch(`${simulator.adminUrl}/state`)).json();
      watched = (state as { monitored: string[][] }).monitored[0]?.length ?? 0;
    }
  };
  const types = () =>
    all.map(({ type, data }) => `${type.slice('telephony.'.length)} ${data.device ?? ''}`.trim());
  return {
    endpoint,
    context,
    all,
    deliveries,
    hears,
    send,
    types,
    watchesAgain,
    close,
    receiving,
    ended: () => ended,
  };
}

export const citizen = { from: '+32470123456', to: '+3216272000' };
