import test from 'ava';
import { execute, parse } from 'graphql';
import { createGraph } from '../../graphql/compose.ts';
import { createExecutor } from '../../graphql/execute.ts';
import { localTransport } from '../../graphql/transport.ts';
import { city } from './city-data.ts';
import { cityMonolith } from './city-monolith.ts';
import { questions } from './city-questions.ts';
import { citySubgraphs } from './city-subgraphs.ts';

const graph = createGraph();
for (const { name, sdl } of citySubgraphs(city())) graph.offer(name, sdl);

test.before(async (t) => {
  await graph.settled();
  t.deepEqual(graph.faults, []);
});

test.after.always(() => graph.close());

for (const { title, document, variables } of questions) {
  test(`the graph answers as one schema would: ${title}`, async (t) => {
    const expected = await execute({
      schema: cityMonolith(city()),
      document: parse(document),
      variableValues: variables ?? {},
    });
    const ask = createExecutor(graph, localTransport(citySubgraphs(city())));
    const answer = await ask({ document, variables, context: {} });
    const { data, errors = [] } = 'data' in answer ? answer : {};
    t.is(JSON.stringify(data), JSON.stringify(expected.data), JSON.stringify(errors));
    t.deepEqual(
      errors.map(({ path }) => path),
      (expected.errors ?? []).map(({ path }) => path),
    );
  });
}
