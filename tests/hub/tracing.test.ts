import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import test, { type ExecutionContext } from 'ava';
import { startHub } from '../helpers/hub.ts';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly status: { readonly code?: number };
}

/** An OpenTelemetry collector: takes spans as OTLP over HTTP and keeps them. */
async function collector(t: ExecutionContext) {
  const spans: Span[] = [];
  let raw = '';
  const arrived = Promise.withResolvers<void>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    raw += body;
    const batches = JSON.parse(body).resourceSpans as { scopeSpans: { spans: Span[] }[] }[];
    spans.push(...batches.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
    response.setHeader('content-type', 'application/json').end('{}');
    if (spans.some(({ name }) => name === 'GraphQL query Last')) arrived.resolve();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/traces`;
  return { url, spans, raw: () => raw, arrived: arrived.promise };
}

const incoming = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };
const traceparent = `00-${incoming.traceId}-${incoming.spanId}-01`;

test('every fetch from a subgraph is a span below its operation, in the trace of the one who asked', async (t) => {
  t.timeout(60_000);
  const { url, spans, raw, arrived } = await collector(t);
  const hub = await startHub(t, { environment: { OTLP_URL: url } });
  const token = await hub.token('agent');
  const ask = (query: string, operationName: string, variables = {}, headers = {}) =>
    fetch(`${hub.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify({ query, operationName, variables }),
    });
  const search = `query Search($text: String!) {
    searchCustomers(text: $text) { customer { displayName openCases { id } } }
  }`;
  const answered = await ask(search, 'Search', { text: 'Peeters' }, { traceparent });
  t.is((await answered.json()).errors, undefined);
  await ask('query Broken { customer(id: "x") { id } case(id: 3) }', 'Broken');
  await (await ask('query Last { handlerGroups { key } }', 'Last')).json();
  await arrived;

  const operation = spans.find(({ name }) => name === 'GraphQL query Search');
  t.like(operation, { traceId: incoming.traceId, parentSpanId: incoming.spanId });
  t.is(answered.headers.get('traceparent'), `00-${incoming.traceId}-${operation?.spanId}-01`);
  const fetches = spans.filter(({ parentSpanId }) => parentSpanId === operation?.spanId);
  t.deepEqual([...new Set(fetches.map(({ name }) => name))].sort(), ['subgraph cases', 'subgraph customers']);
  t.true(fetches.every(({ traceId }) => traceId === incoming.traceId));

  const last = spans.find(({ name }) => name === 'GraphQL query Last');
  t.is(last?.parentSpanId || undefined, undefined, 'a trace that begins here has a root');
  t.like(
    spans.find(({ name }) => name.endsWith('Broken')),
    { status: { code: 2 } },
  );
  t.notRegex(raw(), /Peeters/, 'no span holds a value');
});

test('a collector that is away costs spans, and nothing else', async (t) => {
  t.timeout(60_000);
  const hub = await startHub(t, { environment: { OTLP_URL: 'http://127.0.0.1:9/v1/traces' } });
  for (let asked = 0; asked < 20; asked += 1) {
    const response = await fetch(`${hub.url}/graphql?query=%7BhandlerGroups%7Bkey%7D%7D`);
    t.is((await response.json()).errors, undefined);
  }
});
