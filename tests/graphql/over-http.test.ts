import test from 'ava';
import { serverAudits } from 'graphql-http';
import { serveGraph } from './serve-graph.ts';
import { shop } from './shop.ts';

test('the server follows GraphQL over HTTP in every audit', async (t) => {
  const server = await serveGraph(shop());
  t.teardown(server.close);
  const audits = serverAudits({ url: () => server.url, fetchFn: fetch });
  t.is(audits.length, 61);
  const results = await Promise.all(audits.map((audit) => audit.fn()));
  const others = results.flatMap((result) =>
    result.status === 'ok' ? [] : [`${result.id} ${result.name}: ${result.reason}`],
  );
  t.deepEqual(others, []);
});
