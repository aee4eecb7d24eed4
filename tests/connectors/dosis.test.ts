import { generateKeyPairSync } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import dosis from '../../connectors/dosis/connector.ts';
import type { PublishDossier } from '../../connectors/dosis/wire.ts';
import type { ConnectorError, Endpoint, Message } from '../../hub/index.ts';
import { readTestcase, recorded, replay } from '../helpers/replay.ts';

const folder = 'connectors/dosis/testcases';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const source = 'https://id.example.org/bron/klantencontact';
const calm = new AbortController().signal;

const dossier: PublishDossier = {
  dossierNumber: 'LEU-2026-000123',
  name: 'Aanvraag standplaats openbare markt',
  changedAt: '2026-03-04T08:15:00Z',
  code: 'in behandeling',
  phase: 'BEHANDELING',
  details: ['Advies gevraagd aan dienst Economie'],
  action: 'Bezorg een kopie van de leurkaart',
  url: 'https://www.example.org/mijn-dossiers/LEU-2026-000123',
  productNumbers: ['44187'],
  handler: {
    name: 'Economie en handel',
    telephone: '+3216272000',
    email: 'info@example.org',
    website: 'https://www.example.org',
  },
  agents: [
    { identifier: '90610100155', right: 'Raadpleger' },
    { identifier: '0200065765', right: 'Raadpleger - Dossierstatus' },
  ],
};

const publish: Message<PublishDossier> = {
  id: '5f0d6d5e-6f1d-4d3a-9f59-0a4b7d6f1c11',
  source: 'crm',
  type: 'dosis.dossier.publish',
  time: dossier.changedAt,
  correlationid: 'story-1',
  data: dossier,
};

interface Expected {
  readonly asked: readonly string[];
  readonly delivered: readonly unknown[];
  readonly body?: object;
  readonly failure?: string;
  readonly message?: string;
}

const plays = test.macro({
  title: (_, testcase: string) => `recorded traffic: ${testcase.replaceAll('-', ' ')}`,
  async exec(t, testcase: string) {
    const expected = (await readTestcase(`${folder}/${testcase}/expected.json`)) as Expected;
    const { baseUrl, context, asked, requests } = await recorded(t, `${folder}/${testcase}`);
    const endpoint = await dosis.open(settings(baseUrl), context);

    const failure = await fails(() => send(endpoint, publish));
    const enough = () => asked.length >= expected.asked.length;
    const delivered = failure ? [] : await receiveUntil(endpoint, expected.delivered.length, enough);

    t.is(failure?.failure, expected.failure as ConnectorError['failure']);
    t.is(failure?.message, expected.message);
    t.deepEqual(delivered, [...expected.delivered]);
    t.deepEqual(asked.slice(0, expected.asked.length), [...expected.asked]);
    if (expected.body) t.deepEqual(JSON.parse(requests[1]?.body ?? ''), expected.body);
  },
});

for (const testcase of await readdir(new URL(`../../${folder}`, import.meta.url))) test(plays, testcase);

const answered = test.macro({
  title: (_, status: number, failure: string) => `a dossier answered with ${status} is ${failure}`,
  async exec(t, status: number, failure: string) {
    const endpoint = await opened(t, [{ request: 'POST /api/v2/dosis/dossiers', status }]);
    t.is((await fails(() => send(endpoint, publish)))?.failure, failure as ConnectorError['failure']);
  },
});

test(answered, 401, 'unauthorised');
test(answered, 403, 'unauthorised');
test(answered, 422, 'rejected');
test(answered, 429, 'throttled');
test(answered, 503, 'unavailable');

const token = { request: 'POST /oauth/token', status: 200, body: { access_token: 'x', expires_in: 36_000 } };

const notSent = test.macro({
  title: (_, why: string) => `a dossier is refused before anything is asked: ${why}`,
  async exec(t, why: string, changed: Partial<Message> | Partial<PublishDossier>) {
    const { baseUrl, context, asked } = await replay(t, [token]);
    const endpoint = await dosis.open(settings(baseUrl), context);
    const message =
      'id' in changed ? { ...publish, ...changed } : { ...publish, data: { ...dossier, ...changed } };
    const error = await fails(() => send(endpoint, message));
    t.is(error?.failure, 'rejected');
    t.is(error?.message, `publishing a dossier: not sent, ${why}`);
    t.deepEqual(asked, []);
  },
});

test(notSent, 'its status code is in no list of DOSIS', { code: 'Geregeld' });
test(notSent, 'its phase is in no list of DOSIS', { phase: 'Ergens' });
test(notSent, 'the message id is no UUID', { id: 'case-7' });

test('the answer to another upload is not taken for ours', async (t) => {
  const body = { Status: 'OK', UploadId: 'b1f0a4b4-0000-4000-8000-000000000000' };
  const endpoint = await opened(t, [{ request: 'POST /api/v2/dosis/dossiers', status: 200, body }]);
  t.is((await fails(() => send(endpoint, publish)))?.failure, 'malformed');
});

test('a token endpoint that refuses us is a matter of credentials, whatever its status', async (t) => {
  const refused = { request: 'POST /oauth/token', status: 400, body: { error: 'invalid_client' } };
  const { baseUrl, context } = await replay(t, [refused]);
  const endpoint = await dosis.open(settings(baseUrl), context);
  const error = await fails(() => endpoint.probe());
  t.is(error?.failure, 'unauthorised');
  t.is(error?.message, 'asking for a token: refused, invalid_client');
});

test('a token is renewed three minutes before it expires, not sooner', async (t) => {
  let now = Date.now();
  const granted = { ...token, body: { access_token: 'x', expires_in: 600 } };
  const sources = { request: 'GET /api/v2/dosis/bronnen/uris', status: 200, body: [source] };
  const { baseUrl, context, asked } = await replay(t, [granted, sources], { now: () => new Date(now) });
  const endpoint = await dosis.open(settings(baseUrl), context);
  const tokens = () => asked.filter((line) => line === token.request).length;
  await endpoint.probe();
  now += 419_000;
  await endpoint.probe();
  t.is(tokens(), 1);
  now += 2_000;
  await endpoint.probe();
  t.is(tokens(), 2);
});

test('a result that cannot be read does not hold up the next one', async (t) => {
  const route = 'GET /api/v1/dosis/resultaten/perUploadId';
  const second = '6f0d6d5e-6f1d-4d3a-9f59-0a4b7d6f1c12';
  const body = {
    Identificatie: { Bron: source, DossierNummer: dossier.dossierNumber },
    UploadId: second,
    TijdstipVerwerking: '2026-07-01T12:00:00',
    Succes: true,
  };
  const { baseUrl, context } = await replay(t, [
    token,
    ...[publish.id, second].map((UploadId) => ({
      request: 'POST /api/v2/dosis/dossiers',
      status: 200,
      body: { Status: 'OK', UploadId },
    })),
    { request: `${route}?uploadId=${publish.id}`, status: 200, body: '<html>' },
    { request: `${route}?uploadId=${second}`, status: 200, body },
  ]);
  const endpoint = await dosis.open(settings(baseUrl), context);
  await send(endpoint, publish);
  await send(endpoint, { ...publish, id: second });

  const seen: string[] = [];
  const error = await fails(async () => {
    for await (const { message, ack } of endpoint.receive?.(calm) ?? []) {
      seen.push(message.id);
      await ack();
    }
  });
  t.deepEqual(seen, [`result:${second}`]);
  t.is(error?.failure, 'malformed');
});

function settings(baseUrl: string) {
  return dosis.settings.parse({
    baseUrl,
    tokenUrl: `${baseUrl}/oauth/token`,
    clientId: 'client-7',
    privateKey: pem,
    sourceUri: source,
    pollSeconds: 0.01,
  });
}

async function opened(t: ExecutionContext, exchanges: Parameters<typeof replay>[1]) {
  const { baseUrl, context } = await replay(t, [token, ...exchanges]);
  return dosis.open(settings(baseUrl), context);
}

async function send(endpoint: Endpoint, message: Message) {
  await endpoint.send?.(message, calm);
}

async function fails(work: () => Promise<unknown>): Promise<ConnectorError | undefined> {
  return work().then(
    () => undefined,
    (error) => error,
  );
}

/** Acknowledges what comes until `count` came and `enough` was asked. */
async function receiveUntil(endpoint: Endpoint, count: number, enough: () => boolean) {
  const stop = new AbortController();
  const delivered: unknown[] = [];
  const watch = setInterval(() => {
    if (delivered.length >= count && enough()) stop.abort();
  }, 5);
  for await (const { message, ack } of endpoint.receive?.(stop.signal) ?? []) {
    delivered.push(message.data);
    await ack();
  }
  clearInterval(watch);
  return delivered;
}
