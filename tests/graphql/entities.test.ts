import test from 'ava';
import { createGraph } from '../../graphql/compose.ts';
import { createExecutor } from '../../graphql/execute.ts';
import { makeSubgraph, type Subgraph } from '../../graphql/subgraph.ts';
import { localTransport, type Transport } from '../../graphql/transport.ts';

async function graphOf(subgraphs: Subgraph[]) {
  const graph = createGraph();
  for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
  await graph.settled();
  const asked: { subgraph: string; representations: unknown }[] = [];
  const local = localTransport(subgraphs);
  const transport: Transport = {
    ...local,
    execute(subgraph, request, context, signal) {
      const representations = request.variables?.['representations'];
      if (representations) asked.push({ subgraph, representations: structuredClone(representations) });
      return local.execute(subgraph, request, context, signal);
    },
  };
  return { graph, asked, ask: createExecutor(graph, transport, { deadlineMs: 100 }) };
}

const shelf = makeSubgraph({
  name: 'shelf',
  typeDefs: `
    interface Item { id: ID! }
    type Book implements Item @key(fields: "id") { id: ID! }
    type Film implements Item @key(fields: "id") { id: ID! }
    type Query { items: [Item!]! }
  `,
  resolvers: {
    Query: { items: () => ['Book', 'Film', 'Book'].map((__typename) => ({ __typename, id: '1' })) },
  },
});

const titles = makeSubgraph({
  name: 'titles',
  typeDefs: `
    interface Item { id: ID! title: String }
    type Book implements Item @key(fields: "id") { id: ID! title: String }
    type Film implements Item @key(fields: "id") { id: ID! title: String }
  `,
  resolvers: {
    Book: { __resolveReferences: (all: object[]) => all.map((one) => ({ ...one, title: 'a book' })) },
    Film: { __resolveReference: (one: object) => ({ ...one, title: 'a film' }) },
  },
});

test('two things of other types with the same key stay two things, and each is asked once', async (t) => {
  const { graph, asked, ask } = await graphOf([shelf, titles]);
  t.teardown(() => graph.close());
  const answer = await ask({
    document: '{ items { __typename id ... on Book { title } ... on Film { title } } }',
    context: {},
  });
  t.deepEqual(answer, {
    data: {
      items: [
        { __typename: 'Book', id: '1', title: 'a book' },
        { __typename: 'Film', id: '1', title: 'a film' },
        { __typename: 'Book', id: '1', title: 'a book' },
      ],
    },
  });
  const all = asked.flatMap(({ representations }) => representations as object[]);
  t.is(all.length, 2, JSON.stringify(asked));
});

test('after the deadline no further mutation is begun', async (t) => {
  const begun: string[] = [];
  const slow = makeSubgraph({
    name: 'slow',
    typeDefs: 'type Query { a: Int } type Mutation { first: Int }',
    resolvers: {
      Mutation: {
        first() {
          begun.push('first');
          return new Promise(() => {});
        },
      },
    },
  });
  const next = makeSubgraph({
    name: 'next',
    typeDefs: 'type Mutation { second: Int }',
    resolvers: { Mutation: { second: () => begun.push('second') } },
  });
  const { graph, ask } = await graphOf([slow, next]);
  t.teardown(() => graph.close());
  const answer = await ask({ document: 'mutation { first second }', context: {} });
  t.deepEqual('data' in answer && answer.data, { first: null, second: null });
  t.deepEqual('errors' in answer && answer.errors?.map(({ extensions }) => extensions?.['code']), [
    'TIMEOUT',
    'TIMEOUT',
  ]);
  t.deepEqual(begun, ['first']);
});

test('two that only fit together come in together, while a third is refused', async (t) => {
  const graph = createGraph();
  t.teardown(() => graph.close());
  graph.offer('shelf', shelf.sdl);
  await graph.settled();
  const uses = makeSubgraph({
    name: 'uses',
    typeDefs:
      'type Book @key(fields: "id") { id: ID! isbn: String @external label: String @requires(fields: "isbn") }',
    resolvers: {},
  });
  const gives = makeSubgraph({
    name: 'gives',
    typeDefs: 'type Book @key(fields: "id") { id: ID! isbn: String }',
    resolvers: {},
  });
  const misfit = makeSubgraph({
    name: 'misfit',
    typeDefs: 'type Book @key(fields: "id") { id: Int! @shareable }',
    resolvers: {},
  });
  for (const { name, sdl } of [uses, misfit, gives]) graph.offer(name, sdl);
  await graph.settled();
  t.deepEqual([...graph.subgraphs.keys()].sort(), ['gives', 'shelf', 'uses']);
  t.deepEqual([...new Set(graph.faults.map(({ subgraph }) => subgraph))], ['misfit']);
});
