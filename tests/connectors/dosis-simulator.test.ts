import test from 'ava';
import { type PublishDossier, publishDossier, type ResultProcessed } from '../../connectors/dosis/wire.ts';
import type { Endpoint } from '../../hub/index.ts';
import { memoryNotes } from '../helpers/context.ts';
import { readTestcase } from '../helpers/replay.ts';
import { during, fails, publish, receive, send, status, world } from './dosis-world.ts';

test('a published dossier is there for the citizen to see, and the hub hears of it in the same story', async (t) => {
  const { endpoint, admin } = await world(t);
  const message = publish();
  await send(endpoint, message);
  const [delivery] = await receive(endpoint, 1);
  t.is(delivery?.message.id, `result:${message.id}`);
  t.is(delivery?.message.correlationid, message.correlationid);
  t.like(delivery?.message.data, { dossierNumber: 'LEU-1', uploadId: message.id, outcome: 'published' });
  const [seen] = (await admin('GET', 'dossiers')) as { current: { Naam: string } }[];
  t.is(seen?.current.Naam, 'Bewonerskaart');
});

test('a dossier that is sent again after a lost answer takes effect once', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('POST', 'faults', { kind: 'lose-answer', on: 'publish' });
  const message = publish();
  t.is((await fails(() => send(endpoint, message)))?.failure, 'unavailable');
  await send(endpoint, message);
  await send(endpoint, message);
  t.like(await admin('GET', 'effects'), [{ key: message.id, count: 1, received: 3 }]);
  t.is((await receive(endpoint, 1)).length, 1);
});

test('an answer that takes too long is not waited for, and the dossier still takes effect once', async (t) => {
  const { endpoint, admin } = await world(t, {}, { timeoutMs: 1500 });
  await endpoint.probe();
  await admin('POST', 'faults', { kind: 'slow', on: 'publish', delayMs: 4000 });
  const message = publish();
  const error = await fails(() => send(endpoint, message));
  t.is(error?.message, 'POST /api/v2/dosis/dossiers: no answer within 1500 ms');
  await send(endpoint, message);
  t.like(await admin('GET', 'effects'), [{ key: message.id, count: 1 }]);
});

test('a dossier that the network delivers twice takes effect once', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('POST', 'faults', { kind: 'repeat', on: 'publish' });
  await send(endpoint, publish());
  t.like(await admin('GET', 'effects'), [{ count: 1, received: 2 }]);
});

test('another dossier under a key that was used is refused', async (t) => {
  const { endpoint } = await world(t);
  const message = publish();
  await send(endpoint, message);
  const other = { ...message, data: { ...message.data, name: 'Iets anders' } };
  const error = await fails(() => send(endpoint, other));
  t.is(error?.failure, 'rejected');
  t.is(error?.message, 'POST /api/v2/dosis/dossiers: HTTP 400 (DUBBEL at UploadId)');
});

test('every state of a case, in the words of the mapping, is taken and shown by DOSIS', async (t) => {
  const { endpoint, admin } = await world(t);
  const samples = (await readTestcase('mappings/case-status-to-dossier.samples.json')) as {
    to: PublishDossier;
  }[];
  for (const [at, { to }] of samples.entries()) {
    t.deepEqual(publishDossier.parse(to), to);
    await send(endpoint, publish({ ...to, dossierNumber: `LEU-${at}` }));
  }
  await receive(endpoint, samples.length);
  const seen = (await admin('GET', 'dossiers')) as { history: string[] }[];
  t.deepEqual(
    seen.map(({ history }) => history),
    samples.map(({ to }) => [to.code]),
  );
});

test('a refusal that comes afterwards is told with its reasons', async (t) => {
  const { endpoint } = await world(t);
  await send(endpoint, publish({ agents: [{ identifier: '90610100156', right: 'Raadpleger' }] }));
  const [delivery] = await receive(endpoint, 1);
  const reasons = ['Validatiefout', 'Agenten[0]: ongeldige identificatie'];
  t.like(delivery?.message.data, { outcome: 'refused', reasons });
});

test('a result that the hub could not take is offered again, one it took is not', async (t) => {
  const { endpoint } = await world(t);
  await send(endpoint, publish());
  const offers: string[] = [];
  await during(endpoint, async ({ message, ack, nack }, stop) => {
    offers.push(message.id);
    if (offers.length < 3) return nack();
    await ack();
    setTimeout(stop, 100);
  });
  t.is(offers.length, 3);
  t.is(new Set(offers).size, 1);
});

test('after a restart the hub still hears of what was published before it', async (t) => {
  const notes = memoryNotes();
  const { endpoint, reopened } = await world(t, { notes });
  const message = publish();
  await send(endpoint, message);
  await endpoint.close();
  const [delivery] = await receive(await reopened(), 1);
  t.is(delivery?.message.id, `result:${message.id}`);
});

test('a result that stays away is told to be overdue once, and told itself when it comes after all', async (t) => {
  let now = Date.now();
  const { endpoint, admin } = await world(t, { now: () => new Date(now) });
  await admin('POST', 'processing', { delayPolls: 6 });
  await send(endpoint, publish());
  const told: string[] = [];
  await during(
    endpoint,
    async ({ message, ack }, stop) => {
      await ack();
      told.push((message.data as ResultProcessed).outcome);
      if (told.at(-1) === 'published') stop();
    },
    () => {
      now += 20 * 60_000;
    },
  );
  t.deepEqual(told, ['overdue', 'published']);
});

test('a DOSIS that is down is asked once, not once for each upload', async (t) => {
  const { endpoint, admin } = await world(t);
  await send(endpoint, publish());
  await send(endpoint, publish({ dossierNumber: 'LEU-2' }));
  await admin('POST', 'faults', { kind: 'refuse', on: 'result', status: 503 });
  t.is((await fails(() => receive(endpoint, 1)))?.failure, 'unavailable');
  t.like(await admin('GET', 'effects'), [{ polls: 0 }, { polls: 0 }]);
});

test('the older an upload, the rarer it is asked about', async (t) => {
  let now = Date.now();
  const { endpoint, admin } = await world(t, { now: () => new Date(now) });
  await admin('POST', 'processing', { delayPolls: 1_000_000 });
  await send(endpoint, publish());
  now += 50 * 60_000;
  const asked = await asks(endpoint, admin, () => {
    now += 1_000;
  });
  t.true(asked.rounds > 20);
  t.is(asked.polls, 1, 'fifty minutes old: once in five minutes');
});

test('a token that is revoked is replaced once, and the dossier goes through', async (t) => {
  const { endpoint, admin } = await world(t);
  await send(endpoint, publish());
  await admin('POST', 'tokens', { revoke: true });
  await send(endpoint, publish({ dossierNumber: 'LEU-2' }));
  t.deepEqual(await admin('GET', 'tokens'), { granted: 2, refused: 0 });
});

test('dossiers that are sent together share one token', async (t) => {
  const { endpoint, admin } = await world(t);
  const numbers = ['LEU-1', 'LEU-2', 'LEU-3', 'LEU-4'];
  await Promise.all(numbers.map((dossierNumber) => send(endpoint, publish({ dossierNumber }))));
  t.deepEqual(await admin('GET', 'tokens'), { granted: 1, refused: 0 });
});

test('how long DOSIS wants us to wait is passed on', async (t) => {
  const { endpoint, admin } = await world(t);
  await admin('POST', 'quota', { refuse: 1, retryAfterSeconds: 7 });
  const error = await fails(() => send(endpoint, publish()));
  t.is(error?.failure, 'throttled');
  t.is(error?.retryAfterMs, 7000);
});

test('a source that DOSIS does not allow us is found before any dossier is sent', async (t) => {
  const { endpoint } = await world(t, {}, { sourceUri: 'https://id.example.org/bron/van-een-ander' });
  t.is((await fails(() => endpoint.probe()))?.failure, 'misconfigured');
});

test('a key that is no key stops the start, and is not repeated in the error', async (t) => {
  const error = await fails(() => world(t, {}, { privateKey: '{"kty":"RSA","d":"geheim"}' }));
  t.is(error?.failure, 'misconfigured');
  t.notRegex(JSON.stringify([error?.message, String(error?.cause)]), /geheim/);
});

test('a withdrawn dossier is seen by nobody, and withdrawing it twice is harmless', async (t) => {
  const { endpoint, admin } = await world(t);
  await send(endpoint, publish());
  const withdraw = { ...publish(), type: 'dosis.dossier.withdraw', data: { dossierNumber: 'LEU-1' } };
  await send(endpoint, withdraw);
  await send(endpoint, withdraw);
  t.deepEqual(await admin('GET', 'dossiers'), []);
  t.is(await status(endpoint), null);
});

test('nothing is awaited of a withdrawn dossier', async (t) => {
  let now = Date.now();
  const { endpoint, admin } = await world(t, { now: () => new Date(now) });
  await send(endpoint, publish());
  await send(endpoint, { ...publish(), type: 'dosis.dossier.withdraw', data: { dossierNumber: 'LEU-1' } });
  now += 3 * 3_600_000;
  t.is((await asks(endpoint, admin, () => {})).delivered, 0);
});

test('a dossier that was withdrawn and is published again shows nothing of before', async (t) => {
  const { endpoint } = await world(t);
  await send(endpoint, publish());
  await receive(endpoint, 1);
  await send(endpoint, { ...publish(), type: 'dosis.dossier.withdraw', data: { dossierNumber: 'LEU-1' } });
  await send(endpoint, publish());
  t.like(await status(endpoint), { published: false, pending: true });
});

/** How often DOSIS is asked while the clock ticks on for a while. */
async function asks(
  endpoint: Endpoint,
  admin: (method: 'GET', path: string) => Promise<unknown>,
  tick: () => void,
) {
  const ending = new AbortController();
  let rounds = 0;
  const ticking = setInterval(() => {
    tick();
    rounds += 1;
    if (rounds > 30) ending.abort();
  }, 5);
  let delivered = 0;
  for await (const _ of endpoint.receive?.(ending.signal) ?? []) delivered += 1;
  clearInterval(ticking);
  const [{ polls = 0 } = {}] = (await admin('GET', 'effects')) as { polls?: number }[];
  return { rounds, polls, delivered };
}
