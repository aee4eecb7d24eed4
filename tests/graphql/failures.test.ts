import test from 'ava';
import { GraphQLError } from 'graphql';
import { createGraph } from '../../graphql/compose.ts';
import { createExecutor } from '../../graphql/execute.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { localTransport } from '../../graphql/transport.ts';
import { ConnectorError } from '../../hub/errors.ts';
import { serveGraph } from './serve-graph.ts';

const never = () => new Promise<never>(() => {});

function failing(log?: (event: string, fields: Record<string, unknown>) => void) {
  return makeSubgraph({
    name: 'failing',
    ...(log && { log }),
    typeDefs: `
      type Query { defect: Int down: Int refused: Int garbled: Int forbidden: Int fine: Int slow: Int things: [Thing!]! mine: Thing }
      type Thing @key(fields: "id") { id: ID! }
    `,
    resolvers: {
      Query: {
        defect() {
          throw new TypeError('cannot read 85.07.30-033.61 of undefined');
        },
        down() {
          throw new ConnectorError('GET /calls: HTTP 503', { failure: 'unavailable' });
        },
        refused() {
          throw new ConnectorError('POST /dossiers: the dossier is closed', { failure: 'rejected' });
        },
        garbled() {
          throw new ConnectorError('GET /calls: not JSON', { failure: 'malformed' });
        },
        forbidden() {
          throw new GraphQLError('Only an agent may see this.', { extensions: { code: 'FORBIDDEN' } });
        },
        fine: () => 1,
        slow: never,
        things: () => [{ id: '1' }, { id: '2' }, { id: '1' }],
        mine: (_: unknown, _args: unknown, { owner }: { owner?: string }) =>
          owner === 'me' ? { id: '1' } : null,
      },
    },
  });
}

const colours = makeSubgraph({
  name: 'colours',
  typeDefs: 'type Thing @key(fields: "id") { id: ID! colour: String }',
  resolvers: {
    Thing: {
      __resolveReference({ id }: { id: string }) {
        if (id === '1') throw new ConnectorError('GET /colours/:id: HTTP 404', { failure: 'rejected' });
        return { id, colour: 'blue' };
      },
    },
  },
});

test('what failed is told by its kind and its source, and never in the words of a defect', async (t) => {
  const lines: [string, Record<string, unknown>][] = [];
  const server = await serveGraph([failing((event, fields) => void lines.push([event, fields]))]);
  t.teardown(server.close);
  const { status, body } = await server.ask('{ defect down refused garbled forbidden fine }');
  t.is(status, 200);
  t.deepEqual(body.data, {
    defect: null,
    down: null,
    refused: null,
    garbled: null,
    forbidden: null,
    fine: 1,
  });
  const told = (body.errors ?? []).map(({ path, message, extensions }) => [
    path?.[0],
    extensions?.['code'],
    message,
  ]);
  t.deepEqual(told, [
    ['defect', 'INTERNAL', 'Something went wrong on our side.'],
    ['down', 'UNAVAILABLE', 'This source does not answer at the moment.'],
    ['refused', 'REJECTED', 'POST /dossiers: the dossier is closed'],
    ['garbled', 'UPSTREAM_ERROR', 'This source gave an answer that cannot be used.'],
    ['forbidden', 'FORBIDDEN', 'Only an agent may see this.'],
  ]);
  t.true(body.errors?.every(({ extensions }) => extensions?.['source'] === 'failing'));
  t.false(JSON.stringify(body).includes('85.07'));
  t.false(JSON.stringify(lines).includes('85.07'));
  t.true(lines.some(([, fields]) => fields['field'] === 'defect' && fields['error'] === 'TypeError'));
});

test('an entity that fails is told at every place where it stands, and the others are there', async (t) => {
  const server = await serveGraph([failing(), colours]);
  t.teardown(server.close);
  const { body } = await server.ask('{ things { id colour } }');
  t.deepEqual(body.data, {
    things: [
      { id: '1', colour: null },
      { id: '2', colour: 'blue' },
      { id: '1', colour: null },
    ],
  });
  t.deepEqual(
    body.errors?.map(({ path }) => path),
    [
      ['things', 0],
      ['things', 2],
    ],
  );
});

test('what is not there in time is an error, and the rest is answered', async (t) => {
  const graph = createGraph();
  t.teardown(() => graph.close());
  graph.offer('failing', failing().sdl);
  graph.offer('colours', colours.sdl);
  await graph.settled();
  const signals: (AbortSignal | undefined)[] = [];
  const local = localTransport([failing(), colours]);
  const ask = createExecutor(
    graph,
    {
      ...local,
      execute(subgraph, request, context, signal) {
        signals.push(signal);
        return subgraph === 'colours' ? never() : local.execute(subgraph, request, context, signal);
      },
    },
    { deadlineMs: 50 },
  );
  const answer = await ask({ document: '{ things { id colour } }', context: {} });
  const { data, errors = [] } = 'data' in answer ? answer : {};
  t.deepEqual(data, {
    things: [
      { id: '1', colour: null },
      { id: '2', colour: null },
      { id: '1', colour: null },
    ],
  });
  t.deepEqual(
    errors.map(({ extensions }) => extensions),
    [{ code: 'TIMEOUT', source: 'colours' }],
  );
  t.true(signals.every((signal) => signal?.aborted));
});

test('a source hears when the client went away', async (t) => {
  const heard = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const server = await serveGraph([failing()], {
    transport: {
      execute(_subgraph, _request, _context, signal) {
        signal?.addEventListener('abort', () => heard.resolve());
        asked.resolve();
        return never();
      },
      subscribe: never,
    },
  });
  t.teardown(server.close);
  const leaving = new AbortController();
  const request = fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ fine }' }),
    signal: leaving.signal,
  });
  await asked.promise;
  leaving.abort();
  await t.throwsAsync(request);
  await heard.promise;
  t.pass();
});

test('who asks reaches the subgraph unopened, so that it can refuse what is not theirs', async (t) => {
  const server = await serveGraph([failing()], {
    contextOf: async (request) => ({ owner: request.headers.get('x-owner') }),
  });
  t.teardown(server.close);
  t.deepEqual((await server.ask('{ mine { id } }')).body.data, { mine: null });
  t.deepEqual((await server.ask('{ mine { id } }', {}, { 'x-owner': 'me' })).body.data, {
    mine: { id: '1' },
  });
});

test('who is not known is answered as the access layer says', async (t) => {
  const server = await serveGraph([failing()], {
    async contextOf() {
      throw new GraphQLError('Log in first.', {
        extensions: { code: 'UNAUTHENTICATED', http: { status: 401 } },
      });
    },
  });
  t.teardown(server.close);
  const { status, body } = await server.ask('{ fine }');
  t.is(status, 401);
  t.deepEqual(body, { errors: [{ message: 'Log in first.', extensions: { code: 'UNAUTHENTICATED' } }] });
});

test('a defect of the server itself is masked and logged by name only', async (t) => {
  const server = await serveGraph([failing()], {
    async contextOf() {
      throw new RangeError('85.07.30-033.61');
    },
  });
  t.teardown(server.close);
  const { status, body } = await server.ask('{ fine }');
  t.is(status, 500);
  t.deepEqual(body, {
    errors: [{ message: 'Something went wrong on our side.', extensions: { code: 'INTERNAL' } }],
  });
  t.deepEqual(server.lines.at(-1), { event: 'graph.request.failed', fields: { error: 'RangeError' } });
});
