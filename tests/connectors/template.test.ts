import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import template from '../../connectors/_template/connector.ts';
import startSimulator from '../../connectors/_template/simulator.ts';
import type { ConnectorError, Delivery, Endpoint, Message } from '../../hub/index.ts';
import { testContext } from '../helpers/context.ts';
import { readTestcase, recorded } from '../helpers/replay.ts';

const folder = 'connectors/_template/testcases';

const plays = test.macro({
  title: (_, testcase: string) => `recorded traffic: ${testcase.replaceAll('-', ' ')}`,
  async exec(t, testcase: string) {
    const expected = (await readTestcase(`${folder}/${testcase}/expected.json`)) as {
      delivered: unknown[];
      failure?: ConnectorError['failure'];
    };
    const { baseUrl, context, asked } = await recorded(t, `${folder}/${testcase}`);
    const endpoint = await template.open(
      template.settings.parse({ baseUrl, token: 'x', pollSeconds: 0.01 }),
      context,
    );
    const delivered: unknown[] = [];
    let failure: ConnectorError['failure'] | undefined;
    try {
      await during(
        endpoint,
        () => asked.length > 1,
        async ({ message, ack }) => {
          delivered.push(message.data);
          await ack();
        },
      );
    } catch (error) {
      failure = (error as ConnectorError).failure;
    }
    t.deepEqual(delivered, expected.delivered);
    t.is(failure, expected.failure);
  },
});

for (const testcase of await readdir(new URL(`../../${folder}`, import.meta.url))) test(plays, testcase);

test('an item that is registered twice with one key is registered once, and reaches the hub', async (t) => {
  const { endpoint, admin } = await world(t);
  await endpoint.send?.(command('template.item.register', { title: 'Zitbank' }, 'key-1'), calm);
  await endpoint.send?.(command('template.item.register', { title: 'Zitbank' }, 'key-1'), calm);
  t.is(((await admin('GET', 'items')) as unknown[]).length, 1);
  const seen: unknown[] = [];
  await during(
    endpoint,
    () => seen.length > 0,
    async ({ message, ack }) => {
      seen.push((message.data as { title: string }).title);
      await ack();
    },
  );
  t.deepEqual(seen, ['Zitbank']);
});

test('a change that the hub could not take is offered again before what follows it', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('POST', 'items', { title: 'een' });
  await admin('POST', 'items', { title: 'twee' });
  const seen: string[] = [];
  await during(
    endpoint,
    () => seen.length > 2,
    async ({ message, ack, nack }) => {
      seen.push((message.data as { title: string }).title);
      await (seen.length === 1 ? nack() : ack());
    },
  );
  t.deepEqual(seen, ['een', 'een', 'twee']);
});

test('after a restart it goes on behind the last change that was taken', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('POST', 'items', { title: 'een' });
  let cursor: string | undefined;
  await during(
    endpoint,
    () => cursor !== undefined,
    async (delivery) => {
      await delivery.ack();
      cursor = delivery.cursor;
    },
  );
  await admin('POST', 'items', { title: 'twee' });
  const seen: string[] = [];
  await during(
    endpoint,
    () => seen.length > 0,
    async ({ message, ack }) => {
      seen.push((message.data as { title: string }).title);
      await ack();
    },
    cursor,
  );
  t.deepEqual(seen, ['twee']);
});

test('an item can be asked for, and one that does not exist is a refusal', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('POST', 'items', { id: 'i-7', title: 'Zitbank' });
  const reply = await endpoint.request?.(command('template.item.get', { itemId: 'i-7' }), calm);
  t.like(reply, { correlationid: 'story-1', data: { title: 'Zitbank' } });
  const missing = async () => endpoint.request?.(command('template.item.get', { itemId: 'i-8' }), calm);
  t.is((await t.throwsAsync<ConnectorError>(missing))?.failure, 'rejected');
});

const calm = new AbortController().signal;

function command(type: string, data: object, id: string = randomUUID()): Message {
  return { id, source: 'crm', type, time: '2026-03-02T10:00:00Z', correlationid: 'story-1', data };
}

async function world(t: ExecutionContext) {
  const simulator = await startSimulator();
  t.teardown(() => simulator.close());
  const settings = template.settings.parse({ ...simulator.settings, pollSeconds: 0.01 });
  const admin = async (method: 'GET' | 'POST', path: string, body?: object): Promise<unknown> => {
    const request = { method, ...(body && { body: JSON.stringify(body) }) };
    return (await fetch(`${simulator.adminUrl}/${path}`, request)).json();
  };
  return { endpoint: await template.open(settings, testContext()), admin };
}

/** Hands every delivery to `work` until `enough`. */
async function during(
  endpoint: Endpoint,
  enough: () => boolean,
  work: (delivery: Delivery) => Promise<void>,
  cursor?: string,
) {
  const stop = new AbortController();
  const watch = setInterval(() => enough() && stop.abort(), 5);
  try {
    for await (const delivery of endpoint.receive?.(stop.signal, cursor) ?? []) {
      await work(delivery);
      if (enough()) stop.abort();
    }
  } catch (error) {
    if (!stop.signal.aborted) throw error; // a question that was cut off by the end
  } finally {
    clearInterval(watch);
  }
}
