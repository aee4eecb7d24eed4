import type { ExecutionContext } from 'ava';
import ipdc from '../../connectors/ipdc/connector.ts';
import startSimulator from '../../connectors/ipdc/simulator.ts';
import type { Instance } from '../../connectors/ipdc/wire.ts';
import { ConnectorError, type Delivery, type Endpoint } from '../../hub/index.ts';
import { testContext } from '../helpers/context.ts';

/** The connector on its simulator, and a hand on the simulator's controls; all stopped when the test ends. */
export async function world(t: ExecutionContext, overrides: object = {}, recordings?: string) {
  const simulator = await startSimulator({ recordings });
  t.teardown(() => simulator.close());
  const settings = { ...simulator.settings, pollSeconds: 0.02, ...overrides };
  const context = testContext();
  const endpoint = await ipdc.open(ipdc.settings.parse(settings), context);
  t.teardown(() => endpoint.close());
  const admin = async (path: string, body: object = {}) => {
    const answer = await fetch(`${simulator.adminUrl}/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: HTTP ${answer.status}`);
    return answer;
  };
  const state = async () =>
    (await (await fetch(`${simulator.adminUrl}/state`)).json()) as {
      readonly events: number;
      readonly pages: number;
      readonly products: number;
      readonly archived: number;
      readonly asked: Readonly<Record<string, number>>;
    };
  return { endpoint, settings, context, admin, state, baseUrl: String(simulator.settings['baseUrl']) };
}

/** Takes `count` deliveries, acknowledges them and stops; with 0, waits until `enough`. */
export async function take(
  endpoint: Endpoint,
  count: number,
  cursor?: string,
  enough: () => boolean = () => false,
): Promise<Delivery[]> {
  const stop = new AbortController();
  const watch = setInterval(() => enough() && stop.abort(), 5);
  const taken: Delivery[] = [];
  try {
    for await (const delivery of endpoint.receive?.(stop.signal, cursor) ?? []) {
      taken.push(delivery);
      await delivery.ack();
      if (taken.length === count) stop.abort();
    }
  } finally {
    clearInterval(watch);
  }
  return taken;
}

export function instanceOf({ message }: Delivery): Instance {
  return message.data as Instance;
}

/** What `act` fails with; undefined where it does not. */
export async function failureOf(act: () => Promise<unknown>): Promise<ConnectorError | undefined> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}
