import { readdir } from 'node:fs/promises';
import test from 'ava';
import ipdc from '../../connectors/ipdc/connector.ts';
import resolvers from '../../connectors/ipdc/resolvers.ts';
import type { Delivery, Message } from '../../hub/index.ts';
import { readTestcase, recorded, replay } from '../helpers/replay.ts';
import { failureOf, instanceOf, take } from './ipdc-world.ts';

const folder = 'connectors/ipdc/testcases';
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const calm = new AbortController().signal;
const page0 = 'GET /doc/instantiesnapshot?limit=25&pageNumber=0';

const get: Message = {
  id: 'q-1',
  source: 'graph',
  type: 'ipdc.instance.get',
  time: '2026-03-02T10:00:00Z',
  correlationid: 'story-1',
  data: { productNumber: '44187' },
};

const live = {
  '@id': 'https://ipdc.example.org/id/instantie/44187',
  '@type': 'Instantie',
  naam: { nl: 'Standplaats op de markt' },
  productnummer: '44187',
  laatstOntvangen: '2026-02-03T09:15:02.166676488Z',
};

function settings(baseUrl: string, more: object = {}) {
  return ipdc.settings.parse({
    baseUrl,
    apiKey: 'a-key',
    pollSeconds: 0.02,
    requestsPerMinute: 60_000,
    ...more,
  });
}

interface Expected {
  readonly asked: readonly string[];
  readonly delivered: readonly object[];
  readonly cursor?: object;
  readonly failure?: string;
  readonly message?: string;
  readonly retryAfterMs?: number;
}

const plays = test.macro({
  title: (_, testcase: string) => `recorded traffic: ${testcase.replaceAll('-', ' ')}`,
  async exec(t, testcase: string) {
    const expected = (await readTestcase(`${folder}/${testcase}/expected.json`)) as Expected;
    const { baseUrl, context, requests } = await recorded(t, `${folder}/${testcase}`);
    const endpoint = await ipdc.open(settings(baseUrl), context);
    let taken: Delivery[] = [];
    const failure = await failureOf(async () => {
      taken = await take(
        endpoint,
        expected.delivered.length,
        undefined,
        () => testcase === 'nothing-happens' && requests.length >= expected.asked.length,
      );
    });

    t.is(failure?.failure, expected.failure as never);
    t.is(failure?.message, expected.message);
    t.is(failure?.retryAfterMs, expected.retryAfterMs);
    t.deepEqual(
      taken.map(({ message: { id, type, time, correlationid, data } }, at) => ({
        id,
        type,
        time,
        correlationid,
        ...(Object.hasOwn(expected.delivered[at] ?? {}, 'archived') && {
          archived: (data as { gearchiveerd?: boolean }).gearchiveerd,
        }),
      })),
      [...expected.delivered] as never,
    );
    if (expected.cursor) t.deepEqual(JSON.parse(taken.at(-1)?.cursor ?? ''), expected.cursor);
    t.deepEqual(
      requests.slice(0, expected.asked.length).map(({ line }) => line),
      [...expected.asked],
    );
  },
});

for (const testcase of await readdir(new URL(`../../${folder}`, import.meta.url))) test(plays, testcase);

test('every question carries the key and two UUIDs, and those of one story share the second', async (t) => {
  const { baseUrl, context, requests } = await replay(t, [
    { request: 'GET /doc/instantie/44187', status: 200, body: live },
  ]);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  await endpoint.request?.(get, calm);
  await endpoint.request?.({ ...get, id: 'q-2' }, calm);
  const [first, second] = requests.map(({ headers }) => headers);
  t.is(first?.['x-api-key'], 'a-key');
  t.regex(String(first?.['x-request-id']), uuid);
  t.regex(String(first?.['x-correlation-id']), uuid);
  t.not(first?.['x-request-id'], second?.['x-request-id']);
  t.is(first?.['x-correlation-id'], second?.['x-correlation-id']);
});

test('a live instance is asked by product number, through a 303 where the catalogue answers with one', async (t) => {
  const { baseUrl, context, asked } = await replay(t, [
    { request: 'GET /doc/instantie/44187', status: 303, headers: { location: '/doc/instantie/f816%207c' } },
    { request: 'GET /doc/instantie/f816%207c', status: 200, body: live },
  ]);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  const reply = await endpoint.request?.(get, calm);
  t.is(reply?.correlationid, 'story-1');
  t.is(reply?.type, 'ipdc.instance.get.reply');
  t.like(reply?.data, { instance: { isVersionOf: live['@id'], generatedAtTime: live.laatstOntvangen } });
  t.deepEqual(asked, ['GET /doc/instantie/44187', 'GET /doc/instantie/f816%207c']);
});

test('the key is not sent to another server, whatever a 303 says', async (t) => {
  const elsewhere = await replay(t, []);
  const { baseUrl, context } = await replay(t, [
    {
      request: 'GET /doc/instantie/44187',
      status: 303,
      headers: { location: `${elsewhere.baseUrl}/doc/instantie/1` },
    },
  ]);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  t.is((await failureOf(async () => endpoint.request?.(get, calm)))?.failure, 'malformed');
  t.deepEqual(elsewhere.asked, []);
});

test('a product that the catalogue does not have has no source in the graph, and no error', async (t) => {
  const notFound = { request: 'GET /doc/instantie/44187', status: 404, body: { status: 404 } };
  const { baseUrl, context } = await replay(t, [notFound]);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  const ask = async (_: string, data: object) => (await endpoint.request?.({ ...get, data }, calm))?.data;
  t.is(await resolvers(ask).Product.source({ productNumber: '44187' }), null);
});

test('the graph shows when the catalogue received a product and where a citizen reads it', async (t) => {
  const page = { url: 'https://www.example.org/markt', naam: { nl: 'Lees meer' } };
  const { baseUrl, context } = await replay(t, [
    { request: 'GET /doc/instantie/44187', status: 200, body: { ...live, publicatieLink: page } },
  ]);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  const ask = async (_: string, data: object) => (await endpoint.request?.({ ...get, data }, calm))?.data;
  t.deepEqual(await resolvers(ask).Product.source({ productNumber: '44187' }), {
    receivedAt: live.laatstOntvangen,
    publicUrl: page.url,
    archived: false,
  });
});

test('a key that may not read the stream is found out by the probe', async (t) => {
  const { baseUrl, context } = await replay(t, [
    { request: 'GET /me', status: 200, body: { username: 'stad', permissions: ['INSTANTIE_READ'] } },
  ]);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  const failure = await failureOf(() => endpoint.probe());
  t.is(failure?.failure, 'unauthorised');
  t.is(failure?.message, 'GET /me: the key lacks INSTANTIE_SNAPSHOT_READ');
});

test('pages are asked no faster than the setting allows', async (t) => {
  let clock = Date.parse('2026-03-02T10:00:00Z');
  const { baseUrl, context, requests } = await replay(
    t,
    [{ request: page0, status: 200, body: { view: {}, member: [] } }],
    { now: () => new Date(clock) },
  );
  const endpoint = await ipdc.open(settings(baseUrl, { pollSeconds: 0.001, requestsPerMinute: 1 }), context);
  const stop = new AbortController();
  const reading = take(endpoint, 0, undefined, () => stop.signal.aborted);
  await until(() => requests.length === 1);
  clock += 500;
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.is(requests.length, 1, 'the second question waits for its minute');
  stop.abort();
  await reading;
});

test('an empty bucket is waited for until it is refilled', async (t) => {
  const reset = new Date(Date.now() + 60_000).toISOString();
  const { baseUrl, context, requests } = await replay(t, [
    {
      request: page0,
      status: 200,
      headers: { 'x-ratelimit-remaining': '24', 'x-ratelimit-reset': reset },
      body: { view: {}, member: [] },
    },
  ]);
  const endpoint = await ipdc.open(settings(baseUrl, { pollSeconds: 0.001 }), context);
  const stop = new AbortController();
  const reading = take(endpoint, 0, undefined, () => stop.signal.aborted);
  await until(() => requests.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  t.is(requests.length, 1, '24 tokens do not buy a page of 25');
  stop.abort();
  await reading;
});

test('a delivery that the hub refuses is offered again before any later one', async (t) => {
  const { baseUrl, context } = await recorded(t, `${folder}/unarchived`);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  const stop = new AbortController();
  const offered: (boolean | null | undefined)[] = [];
  const cursors: (string | undefined)[] = [];
  for await (const delivery of endpoint.receive?.(stop.signal) ?? []) {
    offered.push(instanceOf(delivery).gearchiveerd);
    cursors.push(delivery.cursor);
    if (offered.length === 2) await delivery.nack();
    else await delivery.ack();
    if (offered.length === 4) stop.abort();
  }
  t.deepEqual(offered, [false, true, true, false]);
  t.is(cursors[1], cursors[2]);
});

test('a cursor that is not understood starts the stream over: repeats, and no loss', async (t) => {
  const { baseUrl, context } = await recorded(t, `${folder}/one-thing-happens`);
  const endpoint = await ipdc.open(settings(baseUrl), context);
  t.is((await take(endpoint, 1, 'page=7')).length, 1);
  t.is((await take(endpoint, 1, '{"source":"export","page":3}')).length, 1);
});

async function until(met: () => boolean) {
  while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
}
