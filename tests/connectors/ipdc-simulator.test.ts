import { randomUUID } from 'node:crypto';
import test from 'ava';
import { instance } from '../../connectors/ipdc/wire.ts';
import type { Delivery } from '../../hub/index.ts';
import { failureOf, instanceOf, take, world } from './ipdc-world.ts';

const calm = new AbortController().signal;
const number = (delivery: Delivery) => instanceOf(delivery).productnummer;

test('the whole past of the city comes once, every product in order and 120 of them at the end', async (t) => {
  const { endpoint, state } = await world(t);
  const { events } = await state();
  const taken = await take(endpoint, events);
  const latest = new Map(taken.map((delivery) => [number(delivery), instanceOf(delivery)]));
  t.is(new Set(taken.map(({ message }) => message.id)).size, events);
  t.is(latest.size, 120);
  t.is([...latest.values()].filter(({ gearchiveerd }) => gearchiveerd).length, 2);
  t.deepEqual(new Set(taken.map(({ message }) => message.type)), new Set(['ipdc.instance.changed']));
});

test('the reader may be killed after any delivery: nothing is lost and nothing comes twice', async (t) => {
  const { endpoint, state } = await world(t);
  const { events } = await state();
  const whole = (await take(endpoint, events)).map(({ message }) => message.id);
  const pieces: string[] = [];
  let cursor: string | undefined;
  for (let size = 1; pieces.length < events; size = (size * 7 + 3) % 41) {
    const piece = await take(endpoint, Math.min(Math.max(size, 1), events - pieces.length), cursor);
    cursor = piece.at(-1)?.cursor;
    pieces.push(...piece.map(({ message }) => message.id));
  }
  t.deepEqual(pieces, whole);
});

test('what an editor changes arrives, and only that', async (t) => {
  const { endpoint, admin, state } = await world(t);
  const before = await take(endpoint, (await state()).events);
  const kosten = [{ naam: { nl: 'Kostprijs' }, beschrijving: { nl: '<p>30 euro.</p>' }, order: 0 }];
  await admin('products/30101', { kosten });
  await admin('products/30102/archive');
  await admin('products/30102/dearchive');
  const after = await take(endpoint, 3, before.at(-1)?.cursor);
  t.deepEqual(after.map(number), ['30101', '30102', '30102']);
  t.like(instanceOf(after[0] as Delivery), { kosten: [{ beschrijving: { nl: '<p>30 euro.</p>' } }] });
  t.deepEqual(
    after.map((delivery) => instanceOf(delivery).gearchiveerd),
    [false, true, false],
  );
});

test('pages that repeat or reorder their members change nothing', async (t) => {
  const { endpoint, admin, state } = await world(t);
  const { events } = await state();
  const whole = (await take(endpoint, events)).map(({ message }) => message.id);
  await admin('faults', { kind: 'repeat', on: 'snapshot', times: 4 });
  await admin('faults', { kind: 'reorder', on: 'snapshot', times: 7 });
  t.deepEqual(
    (await take(endpoint, events)).map(({ message }) => message.id),
    whole,
  );
});

for (const [how, why] of [
  ['truncated', /^reading page 2 of the stream: .* not JSON$/],
  ['not-json', /^reading page 2 of the stream: .* not JSON$/],
  ['no-members', /^reading page 2 of the stream: .* unexpected shape \(member invalid_type\)$/],
] as const) {
  test(`a page that is ${how} stops the reader there, and is read once it is mended`, async (t) => {
    const { endpoint, admin } = await world(t);
    await admin('corrupt', { pageNumber: 2, how });
    const taken: Delivery[] = [];
    const failure = await failureOf(async () => {
      for await (const delivery of endpoint.receive?.(calm) ?? []) taken.push(delivery);
    });
    t.is(failure?.failure, 'malformed');
    t.regex(String(failure?.message), why);
    t.is(taken.length, 50);
    await admin('corrupt', { pageNumber: 2, how: 'none' });
    const rest = await take(endpoint, 1, taken.at(-1)?.cursor);
    t.false(taken.some(({ message }) => message.id === rest[0]?.message.id));
  });
}

test('one member that cannot be read is handed over raw, between its neighbours', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('corrupt', { pageNumber: 0, how: 'member' });
  const taken = await take(endpoint, 30);
  const [unreadable] = taken.filter(({ message }) => message.type === 'ipdc.instance.unreadable');
  t.is(taken.indexOf(unreadable as Delivery), 24);
  t.like(unreadable?.message.data, {
    page: 0,
    reason: 'reading a version: unexpected shape (naam invalid_type)',
    raw: { naam: 42 },
  });
  await admin('corrupt', { pageNumber: 0, how: 'none' });
  t.not((await take(endpoint, 25))[24]?.message.id, unreadable?.message.id, 'once readable it is news');
});

test('an answer that was lost on the way is asked again from the cursor', async (t) => {
  const { endpoint, admin } = await world(t);
  const [first] = await take(endpoint, 1);
  await admin('faults', { kind: 'lose-answer', on: 'snapshot' });
  t.is((await failureOf(() => take(endpoint, 1, first?.cursor)))?.failure, 'unavailable');
  const [second] = await take(endpoint, 1, first?.cursor);
  t.not(second?.message.id, first?.message.id);
});

test('a catalogue that does not answer in time is unavailable', async (t) => {
  const { endpoint, admin } = await world(t, { timeoutMs: 50 });
  await admin('faults', { kind: 'slow', on: 'me', delayMs: 500 });
  const failure = await failureOf(() => endpoint.probe());
  t.is(failure?.failure, 'unavailable');
  t.is(failure?.message, 'GET /me: no answer within 50 ms');
});

test('an empty bucket answers 429 and says how long to wait', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('limit', { tokens: 1, refillSeconds: 40 });
  await endpoint.probe();
  const failure = await failureOf(() => endpoint.probe());
  t.is(failure?.failure, 'throttled');
  t.true((failure?.retryAfterMs ?? 0) > 30_000 && (failure?.retryAfterMs ?? 0) <= 40_000);
});

test('a new key takes over without a loss: the reader goes on where the old one stopped', async (t) => {
  const old = await world(t);
  const [first] = await take(old.endpoint, 1);
  await old.admin('key', { apiKey: 'new-key' });
  t.is((await failureOf(() => take(old.endpoint, 1, first?.cursor)))?.failure, 'unauthorised');
  const { default: ipdc } = await import('../../connectors/ipdc/connector.ts');
  const renewed = await ipdc.open(ipdc.settings.parse({ ...old.settings, apiKey: 'new-key' }), old.context);
  const [second] = await take(renewed, 1, first?.cursor);
  t.not(second?.message.id, first?.message.id);
});

test('the export brings every product in its last version, and after that only what changed', async (t) => {
  const { endpoint, admin, state } = await world(t, { source: 'export' });
  await endpoint.probe();
  const first = await take(endpoint, 120);
  t.is(new Set(first.map(number)).size, 120);
  t.true(first.every((delivery) => instance.safeParse(instanceOf(delivery)).success));

  const stop = new AbortController();
  const seen: string[] = [];
  const reading = (async () => {
    for await (const delivery of endpoint.receive?.(stop.signal, first.at(-1)?.cursor) ?? []) {
      seen.push(number(delivery));
      await delivery.ack();
    }
  })();
  const asked = (await state()).asked['export'] ?? 0;
  while (((await state()).asked['export'] ?? 0) < asked + 12) await pause();
  const settled = seen.length;
  await admin('products/30501', { type: 'Bewijs' });
  while (!seen.slice(settled).includes('30501')) await pause();
  stop.abort();
  await reading;
  t.true(seen.length - settled <= 2, 'only the change, and what shares its second');
});

test('a change that moves the pages of the export while they are read hides no product', async (t) => {
  const { endpoint, admin } = await world(t, { source: 'export' });
  const stop = new AbortController();
  const seen: string[] = [];
  for await (const delivery of endpoint.receive?.(stop.signal) ?? []) {
    if (seen.push(number(delivery)) === 30) await admin(`products/${seen[0]}/archive`);
    await delivery.ack();
    if (new Set(seen).size === 120) stop.abort();
  }
  t.true(seen.length > 120, 'a second sweep found the one that slipped to a page already read');
});

const asks = test.macro({
  title: (_, what: string) => `the catalogue answers ${what}`,
  async exec(t, _: string, path: string, headers: Record<string, string>, status: number) {
    const { baseUrl, settings } = await world(t);
    const key = { 'x-api-key': String((settings as Record<string, unknown>)['apiKey']) };
    const answer = await fetch(`${baseUrl}${path}`, { headers: { ...key, ...headers }, redirect: 'manual' });
    t.is(answer.status, status);
    if (status < 400) return;
    const error = (await answer.json()) as { status: number; title: Record<string, string> };
    t.is(error.status, status);
    t.deepEqual(Object.keys(error.title).sort(), ['en', 'nl']);
  },
});

test(asks, '401 without the right key', '/me', { 'x-api-key': 'wrong' }, 401);
test(asks, '400 to a request id that is no UUID', '/me', { 'x-request-id': '42' }, 400);
test(asks, 'a UUID with 200', '/me', { 'x-request-id': randomUUID() }, 200);
test(asks, '406 to who wants HTML', '/me', { accept: 'text/html' }, 406);
test(asks, '404 for a page beyond the last', '/doc/instantiesnapshot?pageNumber=9999', {}, 404);
test(asks, '400 for a page that is no number', '/doc/instantiesnapshot?pageNumber=-1', {}, 400);
test(asks, '404 for a product it does not have', '/doc/instantie/99999', {}, 404);
test(asks, '303 for the identifier of a product', '/id/instantie/30101', {}, 303);

test('without a page number the last page is given, and it says how much is left in the bucket', async (t) => {
  const { baseUrl, settings, state } = await world(t);
  const headers = { 'x-api-key': String((settings as Record<string, unknown>)['apiKey']) };
  const answer = await fetch(`${baseUrl}/doc/instantiesnapshot?limit=25`, { headers });
  const page = (await answer.json()) as { view: { '@id': string; relation: { '@type': string }[] } };
  t.regex(page.view['@id'], new RegExp(`pageNumber=${(await state()).pages - 1}$`));
  t.deepEqual(
    page.view.relation.map((relation) => relation['@type']),
    ['LessThanOrEqualToRelation'],
  );
  t.regex(String(answer.headers.get('x-ratelimit-remaining')), /^\d+$/);
});

function pause() {
  return new Promise((resolve) => setTimeout(resolve, 10));
}
