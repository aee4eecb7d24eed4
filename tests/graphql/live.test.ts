import test from 'ava';
import { createGraph } from '../../graphql/compose.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { serveGraph } from './serve-graph.ts';
import { cases, customers } from './shop.ts';

const badges = () =>
  makeSubgraph({
    name: 'badges',
    typeDefs: 'type Customer @key(fields: "id") { id: ID! badge: String }',
    resolvers: {
      Customer: { __resolveReference: ({ id }: { id: string }) => ({ id, badge: `badge ${id}` }) },
    },
  });

/** Says of the same field something else than the others do. */
const misfit = makeSubgraph({
  name: 'misfit',
  typeDefs: 'type Customer @key(fields: "id") { id: ID! name: Int! @shareable }',
  resolvers: {},
}).sdl;

test('a subgraph that joins is served without a restart', async (t) => {
  const server = await serveGraph([cases(), customers()]);
  t.teardown(server.close);
  const before = await server.ask('{ case(id: "1") { customer { badge } } }');
  t.is(before.status, 400);
  const joined = badges();
  server.subgraphs.add(joined);
  server.graph.offer(joined.name, joined.sdl);
  await server.graph.settled();
  const after = await server.ask('{ case(id: "1") { customer { name badge } } }');
  t.deepEqual(after.body, { data: { case: { customer: { name: 'customer 1', badge: 'badge 1' } } } });
});

test('a subgraph that went silent costs its own fields and no others', async (t) => {
  const server = await serveGraph([cases(), customers(), badges()]);
  t.teardown(server.close);
  for (const subgraph of server.subgraphs) if (subgraph.name === 'badges') server.subgraphs.delete(subgraph);
  const { status, body } = await server.ask('{ case(id: "1") { title customer { name badge } } }');
  t.is(status, 200);
  t.deepEqual(body.data, { case: { title: 'case 1', customer: { name: 'customer 1', badge: null } } });
  t.deepEqual(body.errors, [
    {
      message: 'This source does not answer at the moment.',
      path: ['case', 'customer'],
      extensions: { code: 'UNAVAILABLE', source: 'badges' },
    },
  ]);
});

test('a null that may not be null takes its parent with it, under the one error of its cause', async (t) => {
  const server = await serveGraph([cases(), customers()]);
  t.teardown(server.close);
  for (const subgraph of server.subgraphs)
    if (subgraph.name === 'customers') server.subgraphs.delete(subgraph);
  const { body } = await server.ask('{ cases { title customer { name } } }');
  t.deepEqual(body.data, {
    cases: ['case 0', 'case 1', 'case 2'].map((title) => ({ title, customer: null })),
  });
  t.deepEqual(
    body.errors?.map(({ path, extensions }) => [path, extensions?.['source']]),
    [[['cases'], 'customers']],
  );
});

test('a subgraph that is withdrawn takes its types along', async (t) => {
  const server = await serveGraph([cases(), customers(), badges()]);
  t.teardown(server.close);
  server.graph.withdraw('badges');
  await server.graph.settled();
  t.is((await server.ask('{ case(id: "1") { customer { badge } } }')).status, 400);
  t.is((await server.ask('{ case(id: "1") { customer { name } } }')).status, 200);
});

test('a subgraph that does not fit is refused with its field, and the rest goes on', async (t) => {
  const server = await serveGraph([cases(), customers()]);
  t.teardown(server.close);
  server.graph.offer('misfit', misfit);
  const joined = badges();
  server.subgraphs.add(joined);
  server.graph.offer(joined.name, joined.sdl);
  await server.graph.settled();
  t.deepEqual([...new Set(server.graph.faults.map(({ subgraph }) => subgraph))], ['misfit']);
  t.true(server.graph.faults.some(({ coordinate }) => coordinate === 'Customer.name'));
  t.is((await server.ask('{ case(id: "1") { customer { name badge } } }')).status, 200);
});

test('a subgraph whose new form does not fit keeps its old form', async (t) => {
  const server = await serveGraph([cases(), customers(), badges()]);
  t.teardown(server.close);
  server.graph.offer('badges', misfit);
  await server.graph.settled();
  t.true(server.graph.faults.length > 0);
  const { body } = await server.ask('{ case(id: "1") { customer { badge } } }');
  t.deepEqual(body, { data: { case: { customer: { badge: 'badge 1' } } } });
  server.graph.offer('badges', badges().sdl);
  await server.graph.settled();
  t.deepEqual(server.graph.faults, []);
});

test('SDL that cannot be read is refused like any other misfit', async (t) => {
  const graph = createGraph();
  t.teardown(() => graph.close());
  graph.offer('cases', cases().sdl);
  graph.offer('broken', 'type {');
  await graph.settled();
  t.deepEqual(
    graph.faults.map(({ subgraph, code }) => [subgraph, code]),
    [['broken', 'INVALID_GRAPHQL']],
  );
  t.truthy(graph.current);
});

test('changes that come together are composed together', async (t) => {
  const seen: number[] = [];
  const graph = createGraph({ onChange: () => void seen.push(1) });
  t.teardown(() => graph.close());
  for (const { name, sdl } of [cases(), customers(), badges()]) graph.offer(name, sdl);
  await graph.settled();
  t.is(seen.length, 1);
});

test('before anything is composed the graph says to come back', async (t) => {
  const server = await serveGraph([]);
  t.teardown(server.close);
  const { status, headers, body } = await server.ask('{ __typename }');
  t.is(status, 503);
  t.is(headers.get('retry-after'), '1');
  t.is(body.errors?.[0]?.extensions?.['code'], 'UNAVAILABLE');
});

test('a source of root fields that went silent is told, also when it was asked through a fragment', async (t) => {
  const server = await serveGraph([cases(), customers()]);
  t.teardown(server.close);
  for (const subgraph of server.subgraphs) if (subgraph.name === 'cases') server.subgraphs.delete(subgraph);
  const documents = [
    '{ case(id: "1") { title } }',
    '{ ...C } fragment C on Query { case(id: "1") { title } }',
  ];
  for (const document of documents) {
    const { body } = await server.ask(document);
    t.deepEqual(body.data, { case: null });
    t.deepEqual(
      body.errors?.map(({ extensions }) => extensions),
      [{ code: 'UNAVAILABLE', source: 'cases' }],
    );
  }
});
