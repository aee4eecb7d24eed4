import test from 'ava';
import { execute, parse } from 'graphql';
import { createGraph } from '../../graphql/compose.ts';
import { createExecutor } from '../../graphql/execute.ts';
import { fallbackPlanner } from '../../graphql/fallback/planner.ts';
import { nativePlanner } from '../../graphql/planner.ts';
import { localTransport } from '../../graphql/transport.ts';
import { city } from './city-data.ts';
import { cityMonolith } from './city-monolith.ts';
import { questions } from './city-questions.ts';
import { citySubgraphs } from './city-subgraphs.ts';

const engines = { native: nativePlanner, fallback: fallbackPlanner };
const graphs = Object.entries(engines).map(([engine, planners]) => ({
  engine,
  graph: createGraph({ planners }),
}));
for (const { graph } of graphs) for (const { name, sdl } of citySubgraphs(city())) graph.offer(name, sdl);

test.before(async (t) => {
  for (const { graph } of graphs) {
    await graph.settled();
    t.deepEqual(graph.faults, []);
  }
});

test.after.always(() => Promise.all(graphs.map(({ graph }) => graph.close())));

/** What the fallback engine cannot plan: one key of the answer asked for one thing and needed for another. */
const beyondFallback = new Set(['a field that requires what was asked under an alias']);

for (const { engine, graph } of graphs) {
  for (const { title, document, variables } of questions) {
    if (engine === 'fallback' && beyondFallback.has(title)) continue;
    test(`planned by the ${engine} engine, the graph answers as one schema would: ${title}`, async (t) => {
      const expected = await execute({
        schema: cityMonolith(city()),
        document: parse(document),
        variableValues: variables ?? {},
      });
      const ask = createExecutor(graph, localTransport(citySubgraphs(city())));
      const answer = await ask({ document, variables, context: {} });
      const { data, errors = [] } = 'data' in answer ? answer : {};
      t.is(JSON.stringify(data), JSON.stringify(expected.data), JSON.stringify(answer));
      t.deepEqual(
        errors.map(({ path }) => path),
        (expected.errors ?? []).map(({ path }) => path),
      );
    });
  }
}

test('what is provided on the way is not asked of its owner', async (t) => {
  for (const { graph } of graphs) {
    const asked: string[] = [];
    const local = localTransport(citySubgraphs(city()));
    const ask = createExecutor(graph, {
      ...local,
      execute(subgraph, ...rest) {
        asked.push(subgraph);
        return local.execute(subgraph, ...rest);
      },
    });
    await ask({ document: '{ products { home { name } } }', context: {} });
    t.deepEqual(asked, ['products']);
  }
});

for (const title of beyondFallback) {
  test(`the fallback engine says so where it has no plan: ${title}`, async (t) => {
    const { document = '' } = questions.find((one) => one.title === title) ?? {};
    const graph = graphs.find(({ engine }) => engine === 'fallback')?.graph ?? createGraph();
    const answer = await createExecutor(
      graph,
      localTransport(citySubgraphs(city())),
    )({ document, context: {} });
    t.deepEqual('errors' in answer && answer.errors?.map(({ extensions }) => extensions?.['code']), [
      'INTERNAL',
    ]);
  });
}
