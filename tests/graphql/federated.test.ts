import test from 'ava';
import { createGraph } from '../../graphql/compose.ts';
import { createExecutor } from '../../graphql/execute.ts';
import { federatedGraph } from '../../graphql/federated.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { localTransport, type Transport } from '../../graphql/transport.ts';
import { city } from './city-data.ts';
import { citySubgraphs } from './city-subgraphs.ts';

/** The city's graph as another one sees it. */
async function federatedCity() {
  const subgraphs = citySubgraphs(city());
  const graph = createGraph();
  for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
  await graph.settled();
  const federated = federatedGraph(graph, localTransport(subgraphs));
  await federated.settled();
  return { graph, ask: createExecutor(federated.graph, federated.transport) };
}

test('the composed graph answers references as any subgraph does', async (t) => {
  const { graph, ask } = await federatedCity();
  t.teardown(() => graph.close());
  const answer = await ask({
    document: `query($r: [_Any!]!) { _entities(representations: $r) {
      ... on Product { title shipping municipality { name } }
      ... on Person { greeting cases { title } }
    } }`,
    variables: {
      r: [
        { __typename: 'Product', sku: 'permit', municipality: { nis: '44021' } },
        { __typename: 'Person', id: 'p2' },
      ],
    },
    context: {},
  });
  t.deepEqual(answer, {
    data: {
      _entities: [
        { title: 'Parking permit', shipping: 100, municipality: { name: 'Gent' } },
        { greeting: 'Dag Bo', cases: [{ title: 'Extract' }] },
      ],
    },
  });
});

test('a larger graph can include ours and join its own data to it', async (t) => {
  const { graph, ask } = await federatedCity();
  t.teardown(() => graph.close());
  const service = await ask({ document: '{ _service { sdl } }', context: {} });
  const { sdl } = (service as { data: { _service: { sdl: string } } }).data._service;
  const weather = makeSubgraph({
    name: 'weather',
    typeDefs: `
      type Query { coldest: Municipality }
      type Municipality @key(fields: "nis") { nis: ID! degrees: Int }
    `,
    resolvers: {
      Query: { coldest: () => ({ nis: '11002', degrees: -3 }) },
      Municipality: { __resolveReference: ({ nis }: { nis: string }) => ({ nis, degrees: -3 }) },
    },
  });
  const larger = createGraph();
  t.teardown(() => larger.close());
  larger.offer('ours', sdl);
  larger.offer(weather.name, weather.sdl);
  await larger.settled();
  t.deepEqual(larger.faults, []);
  const local = localTransport([weather]);
  const transport: Transport = {
    ...local,
    execute: async (subgraph, request, context, signal) => {
      if (subgraph !== 'ours') return local.execute(subgraph, request, context, signal);
      const answer = await ask({ ...request, context });
      return 'data' in answer || 'errors' in answer ? answer : {};
    },
  };
  const answer = await createExecutor(
    larger,
    transport,
  )({
    document: '{ coldest { degrees name population } products { title municipality { degrees } } }',
    context: {},
  });
  t.deepEqual(answer, {
    data: {
      coldest: { degrees: -3, name: 'Antwerpen', population: 536_000 },
      products: ['Parking permit', 'Residents permit', 'Extract'].map((title) => ({
        title,
        municipality: { degrees: -3 },
      })),
    },
  });
});
