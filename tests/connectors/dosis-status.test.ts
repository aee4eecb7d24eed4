import { readFile } from 'node:fs/promises';
import { composeServices } from '@theguild/federation-composition';
import test from 'ava';
import { buildASTSchema, graphql, parse } from 'graphql';
import dosis from '../../connectors/dosis/connector.ts';
import resolvers from '../../connectors/dosis/resolvers.ts';
import startSimulator from '../../connectors/dosis/simulator.ts';
import { memoryNotes } from '../helpers/context.ts';
import { replay } from '../helpers/replay.ts';
import { ask, publish, receive, send, status, world } from './dosis-world.ts';

const subgraph = parse(
  await readFile(new URL('../../connectors/dosis/schema.graphql', import.meta.url), 'utf8'),
);

test('the status of a dossier is what DOSIS processed last, not what was sent last', async (t) => {
  const { endpoint, admin } = await world(t);
  t.is(await status(endpoint), null, 'nobody knows it yet');

  await send(endpoint, publish());
  t.like(await status(endpoint), { published: false, pending: true, code: null });

  await receive(endpoint, 1);
  t.like(await status(endpoint), {
    published: true,
    pending: false,
    code: 'InVerwerking',
    label: 'In verwerking',
  });

  await admin('POST', 'processing', { refuse: 1 });
  await send(
    endpoint,
    publish({ code: 'Afgehandeld', phase: 'Afgerond', changedAt: '2026-03-05T08:00:00Z' }),
  );
  t.like(await status(endpoint), { published: true, pending: true, code: 'InVerwerking' });

  await receive(endpoint, 1);
  const refusedBecause = ['Validatiefout', 'Geweigerd bij de verwerking'];
  t.like(await status(endpoint), { published: true, pending: false, code: 'InVerwerking', refusedBecause });
});

test('a dossier that was published before our time is known to be published', async (t) => {
  const { endpoint, reopened } = await world(t);
  await send(endpoint, publish());
  await receive(endpoint, 1);
  const forgetful = await reopened({ notes: memoryNotes() });
  t.like(await status(forgetful), { published: true, code: null, pending: false });
});

test('asked about many dossiers, one that cannot be looked up does not hide the others', async (t) => {
  const { endpoint, admin } = await world(t);
  await send(endpoint, publish());
  await admin('POST', 'faults', { kind: 'refuse', on: 'results', status: 503 });
  const reply = await ask(endpoint, 'dosis.dossier.statuses', { dossierNumbers: ['LEU-1', 'LEU-9'] });
  t.like(reply, {
    statuses: [
      { dossierNumber: 'LEU-1', status: { pending: true } },
      { dossierNumber: 'LEU-9', status: null, failure: { kind: 'unavailable' } },
    ],
  });
});

test('a status that is told late does not hide the newer one, nor its refusal', async (t) => {
  const { endpoint, admin } = await world(t);
  await send(
    endpoint,
    publish({ code: 'Afgehandeld', phase: 'Afgerond', changedAt: '2026-03-05T08:00:00Z' }),
  );
  await receive(endpoint, 1);
  await send(endpoint, publish());
  await receive(endpoint, 1);
  await admin('POST', 'processing', { refuse: 1 });
  await send(endpoint, publish({ changedAt: '2026-03-03T08:00:00Z' }));
  await receive(endpoint, 1);
  t.like(await status(endpoint), { code: 'Afgehandeld', pending: false, refusedBecause: [] });
});

test('of a dossier of before our time, the last refusal and the last success both count', async (t) => {
  const result = (TijdstipVerwerking: string, Succes: boolean) => ({
    Identificatie: { Bron: 'https://id.example.org/bron/klantencontact', DossierNummer: 'LEU-1' },
    UploadId: '5f0d6d5e-6f1d-4d3a-9f59-0a4b7d6f1c11',
    TijdstipVerwerking,
    Succes,
    Fout: Succes ? null : `geweigerd om ${TijdstipVerwerking.slice(11)}`,
  });
  const { baseUrl, context } = await replay(t, [
    { request: 'POST /token', status: 200, body: { access_token: 'x', expires_in: 36_000 } },
    {
      request: 'GET /api/v1/dosis/resultaten',
      status: 200,
      body: [
        result('2026-03-04T10:00:00', true),
        result('2026-03-04T12:00:00', false),
        result('2026-03-04T09:00:00', true),
        result('2026-03-04T08:00:00', false),
      ],
    },
  ]);
  const simulated = await startSimulator();
  t.teardown(() => simulated.close());
  const settings = dosis.settings.parse({ ...simulated.settings, baseUrl, tokenUrl: `${baseUrl}/token` });
  t.like(await status(await dosis.open(settings, context)), {
    published: true,
    processedAt: '2026-03-04T09:00:00.000Z',
    refusedBecause: ['geweigerd om 12:00:00'],
  });
});

test('the result of one upload can be asked for', async (t) => {
  const { endpoint } = await world(t);
  const message = publish();
  await send(endpoint, message);
  const first = await ask(endpoint, 'dosis.result.get', { uploadId: message.id });
  t.deepEqual(first, { result: null });
  const second = await ask(endpoint, 'dosis.result.get', { uploadId: message.id });
  t.like(second, { result: { uploadId: message.id, outcome: 'published' } });
});

test('the graph of a city with cases takes the status in', (t) => {
  const core = parse(`
    extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
    type Query { case(reference: String!): Case }
    type Case @key(fields: "id") { id: ID! reference: String! }
  `);
  const composed = composeServices([
    { name: 'core', typeDefs: core },
    { name: 'dosis', typeDefs: subgraph },
  ]);
  t.deepEqual(composed.errors ?? [], []);
  t.regex(composed.supergraphSdl ?? '', /dossierStatus: DossierStatus/);
});

test('a page of cases asks once, and tells per case what the citizen sees', async (t) => {
  const { endpoint } = await world(t);
  await send(endpoint, publish());
  await receive(endpoint, 1);
  const asked: [string, object][] = [];
  const { Case } = resolvers((type, data) => {
    asked.push([type, data]);
    return ask(endpoint, type, data);
  });
  const query = parse(
    'type Query { cases: [Case!]! } directive @link(url: String, import: [String]) on SCHEMA',
  );
  const definitions = [...subgraph.definitions, ...query.definitions];
  const schema = buildASTSchema({ ...subgraph, definitions }, { assumeValidSDL: true });
  const answer = await graphql({
    schema,
    source: '{ cases { reference dossierStatus { published label details changedAt refusedBecause } } }',
    rootValue: {
      cases: ['LEU-1', 'LEU-9'].map((reference) => ({
        reference,
        dossierStatus: () => Case.dossierStatus({ reference }),
      })),
    },
  });
  t.deepEqual(JSON.parse(JSON.stringify(answer)), {
    data: {
      cases: [
        {
          reference: 'LEU-1',
          dossierStatus: {
            published: true,
            label: 'In verwerking',
            details: ['We bekijken uw aanvraag.'],
            changedAt: '2026-03-04T08:15:00Z',
            refusedBecause: [],
          },
        },
        { reference: 'LEU-9', dossierStatus: null },
      ],
    },
  });
  t.deepEqual(asked, [['dosis.dossier.statuses', { dossierNumbers: ['LEU-1', 'LEU-9'] }]]);
});

test('where DOSIS is down, the case whose status is unknown shows why and the other still shows', async (t) => {
  const { endpoint, admin } = await world(t);
  await send(endpoint, publish());
  await admin('POST', 'faults', { kind: 'refuse', on: 'results', status: 503 });
  const { Case } = resolvers((type, data) => ask(endpoint, type, data));
  const [known, unknown] = await Promise.allSettled([
    Case.dossierStatus({ reference: 'LEU-1' }),
    Case.dossierStatus({ reference: 'LEU-9' }),
  ]);
  t.is(known.status, 'fulfilled');
  t.is(unknown.status === 'rejected' && unknown.reason.failure, 'unavailable');
});

test('a page of more cases than one question may hold takes several', async (t) => {
  const sizes: number[] = [];
  const { Case } = resolvers(async (_, data) => {
    const { dossierNumbers } = data as { dossierNumbers: string[] };
    sizes.push(dossierNumbers.length);
    return {
      statuses: dossierNumbers.map((dossierNumber) => ({ dossierNumber, status: { code: dossierNumber } })),
    };
  });
  const references = Array.from({ length: 1001 }, (_, n) => `LEU-${n}`);
  const found = await Promise.all(references.map((reference) => Case.dossierStatus({ reference })));
  t.deepEqual(
    found.map((status) => status?.code ?? ''),
    references,
  );
  t.deepEqual(sizes, [500, 500, 1]);
});
