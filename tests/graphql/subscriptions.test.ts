import { EventEmitter, on } from 'node:events';
import test from 'ava';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { eventsOf } from './events.ts';
import { serveGraph } from './serve-graph.ts';
import { cases, customers, shop } from './shop.ts';

/** Calls that ring when the test says so. */
function telephony() {
  const calls = new EventEmitter();
  const ended = new EventEmitter();
  const subgraph = makeSubgraph({
    name: 'telephony',
    typeDefs: `
      type Subscription { rang: Call! }
      type Query { calls: Int }
      type Call { id: ID! customer: Customer }
      type Customer @key(fields: "id", resolvable: false) { id: ID! }
    `,
    resolvers: {
      Subscription: {
        rang: {
          async *subscribe(_: unknown, _args: unknown, { signal }: { signal: AbortSignal }) {
            try {
              for await (const [id] of on(calls, 'rang', { signal }))
                yield { rang: { id, customer: { id } } };
            } finally {
              ended.emit('ended');
            }
          },
        },
      },
    },
  });
  return { calls, ended, subgraph };
}

test('an event is completed from the sources that know the rest', async (t) => {
  const server = await serveGraph(shop());
  t.teardown(server.close);
  const events = await Array.fromAsync(
    eventsOf(server.url, 'subscription { caseOpened(count: 2) { title customer { name } } }'),
  );
  t.deepEqual(events, [
    { data: { caseOpened: { title: 'case 0', customer: { name: 'customer 0' } } } },
    { data: { caseOpened: { title: 'case 1', customer: { name: 'customer 1' } } } },
  ]);
});

test('a subscription survives a recomposition', async (t) => {
  const { calls, subgraph } = telephony();
  const server = await serveGraph([subgraph, customers()]);
  t.teardown(server.close);
  const events = eventsOf(server.url, 'subscription { rang { id customer { name } } }');
  const first = events.next();
  while (calls.listenerCount('rang') === 0) await new Promise((resolve) => setImmediate(resolve));
  calls.emit('rang', '1');
  t.deepEqual((await first).value, { data: { rang: { id: '1', customer: { name: 'customer 1' } } } });
  const joined = cases();
  server.subgraphs.add(joined);
  server.graph.offer(joined.name, joined.sdl);
  await server.graph.settled();
  t.is((await server.ask('{ case(id: "1") { title } }')).status, 200);
  calls.emit('rang', '2');
  t.deepEqual((await events.next()).value, { data: { rang: { id: '2', customer: { name: 'customer 2' } } } });
});

test('a source hears when the subscriber went away', async (t) => {
  const { calls, ended, subgraph } = telephony();
  const server = await serveGraph([subgraph, customers()]);
  t.teardown(server.close);
  const leaving = new AbortController();
  const events = eventsOf(server.url, 'subscription { rang { id } }', leaving.signal);
  const first = events.next();
  while (calls.listenerCount('rang') === 0) await new Promise((resolve) => setImmediate(resolve));
  calls.emit('rang', '1');
  await first;
  const heard = new Promise((resolve) => ended.once('ended', resolve));
  leaving.abort();
  await heard;
  await t.throwsAsync(async () => events.next());
  t.is(calls.listenerCount('rang'), 0);
});

test('an event whose rest is unknown comes with what is known', async (t) => {
  const server = await serveGraph(shop());
  t.teardown(server.close);
  for (const subgraph of server.subgraphs)
    if (subgraph.name === 'customers') server.subgraphs.delete(subgraph);
  const [event] = await Array.fromAsync(
    eventsOf(server.url, 'subscription { caseOpened(count: 1) { title customer { name } } }'),
  );
  const { data, errors } = event as { data: unknown; errors: { extensions: unknown }[] };
  t.deepEqual(data, { caseOpened: { title: 'case 0', customer: null } });
  t.deepEqual(errors[0]?.extensions, { code: 'UNAVAILABLE', source: 'customers' });
});

test('a subscription that no source has is refused at once', async (t) => {
  const server = await serveGraph([customers()]);
  t.teardown(server.close);
  const { status } = await server.ask('subscription { rang { id } }');
  t.is(status, 400);
});
