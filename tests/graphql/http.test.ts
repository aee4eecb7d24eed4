import { createHash } from 'node:crypto';
import test from 'ava';
import { getIntrospectionQuery } from 'graphql';
import { serveGraph } from './serve-graph.ts';
import { shop } from './shop.ts';

const accept = 'application/graphql-response+json';
const get = (url: string, query: string, headers: Record<string, string> = {}) =>
  fetch(`${url}?query=${encodeURIComponent(query)}`, { headers: { accept, ...headers } });

test('a form cannot be posted here', async (t) => {
  const server = await serveGraph(shop());
  t.teardown(server.close);
  for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': type },
      body: 'query={__typename}',
    });
    t.is(response.status, 415, type);
  }
});

test('a mutation is not run by GET', async (t) => {
  const server = await serveGraph(shop());
  t.teardown(server.close);
  const response = await get(server.url, 'mutation { openCase(title: "x") { id } }');
  t.is(response.status, 405);
  t.is(response.headers.get('allow'), 'POST');
});

test('several operations in one body are refused', async (t) => {
  const server = await serveGraph(shop());
  t.teardown(server.close);
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json' },
    body: JSON.stringify(Array(10).fill({ query: '{ __typename }' })),
  });
  t.is(response.status, 400);
});

test('a page of another origin may ask only where it is named', async (t) => {
  const preflight = (url: string) =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin: 'https://city.example', 'access-control-request-method': 'POST' },
    });
  const closed = await serveGraph(shop());
  t.teardown(closed.close);
  t.is((await preflight(closed.url)).headers.get('access-control-allow-origin'), null);
  const open = await serveGraph(shop(), { origins: ['https://city.example'] });
  t.teardown(open.close);
  t.is((await preflight(open.url)).headers.get('access-control-allow-origin'), 'https://city.example');
});

test('the trace of the caller goes on in the sources and comes back', async (t) => {
  const contexts: object[] = [];
  const subgraphs = shop();
  const server = await serveGraph(subgraphs, {
    transport: {
      async execute(_subgraph, _request, context) {
        contexts.push(context);
        return { data: { case: null } };
      },
      subscribe: () => Promise.reject(new Error('none')),
    },
  });
  t.teardown(server.close);
  const trace = '0af7651916cd43dd8448eb211c80319c';
  const { headers } = await server.ask(
    '{ case(id: 1) { id } }',
    {},
    { traceparent: `00-${trace}-b7ad6b7169203331-01` },
  );
  t.deepEqual(contexts, [{ correlationid: trace }]);
  t.regex(headers.get('traceparent') ?? '', new RegExp(`^00-${trace}-[0-9a-f]{16}-01$`));
  const own = await server.ask('{ case(id: 1) { id } }', {}, { traceparent: 'nonsense' });
  t.regex(own.headers.get('traceparent') ?? '', /^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
});

const text = 'query Title($id: ID!) { case(id: $id) { title } }';
const id = createHash('sha256').update(text).digest('hex');
const post = (url: string, body: object) =>
  fetch(url, {
    method: 'POST',
    headers: { accept, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a document of an own client is run by its id', async (t) => {
  const server = await serveGraph(shop(), {
    persisted: { manifest: new Map([[id, text]]), only: () => false },
  });
  t.teardown(server.close);
  const expected = { data: { case: { title: 'case 7' } } };
  const variables = { id: 7 };
  t.deepEqual(await (await post(server.url, { documentId: id, variables })).json(), expected);
  const extensions = { persistedQuery: { version: 1, sha256Hash: id } };
  t.deepEqual(await (await post(server.url, { extensions, variables })).json(), expected);
  t.is((await post(server.url, { query: '{ __typename }' })).status, 200);
});

test('an id that is not in the manifest is refused, also with a text beside it', async (t) => {
  const server = await serveGraph(shop(), {
    persisted: { manifest: new Map([[id, text]]), only: () => true },
  });
  t.teardown(server.close);
  const unknown = await post(server.url, { documentId: 'f'.repeat(64), query: '{ __typename }' });
  t.is(unknown.status, 400);
  t.is((await unknown.json()).errors[0].extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
  const free = await post(server.url, { query: '{ __typename }' });
  t.is((await free.json()).errors[0].extensions.code, 'PERSISTED_QUERY_REQUIRED');
  t.is((await post(server.url, { documentId: id, variables: { id: 1 } })).status, 200);
});

test('only what is public may be kept, and only when it was asked by GET', async (t) => {
  const server = await serveGraph(shop(), { publicFields: new Map([['cases', 60]]) });
  t.teardown(server.close);
  const first = await get(server.url, '{ cases { title } }');
  t.is(first.headers.get('cache-control'), 'public, max-age=60');
  const etag = first.headers.get('etag') ?? '';
  const second = await get(server.url, '{ cases { title } }', { 'if-none-match': etag });
  t.is(second.status, 304);
  t.is(await second.text(), '');
  const mixed = await get(server.url, '{ cases { title } customer(id: 1) { name } }');
  t.is(mixed.headers.get('cache-control'), 'no-store');
  const posted = await server.ask('{ cases { title } }');
  t.is(posted.headers.get('cache-control'), 'no-store');
});

test('a partial answer is never kept', async (t) => {
  const server = await serveGraph(shop(), { publicFields: new Map([['cases', 60]]) });
  t.teardown(server.close);
  for (const subgraph of server.subgraphs)
    if (subgraph.name === 'customers') server.subgraphs.delete(subgraph);
  const response = await get(server.url, '{ cases { title customer { name } } }');
  t.is(response.headers.get('cache-control'), 'no-store');
});

test('the query editor is there in development only', async (t) => {
  for (const development of [true, false]) {
    const server = await serveGraph(shop(), { development });
    t.teardown(server.close);
    const response = await fetch(server.url, { headers: { accept: 'text/html' } });
    t.is((await response.text()).includes('<html'), development);
  }
});

test('the query editor gets the schema that it asks for, and nothing from elsewhere on the web', async (t) => {
  const server = await serveGraph(shop(), { development: true });
  t.teardown(server.close);
  const page = await (await fetch(server.url, { headers: { accept: 'text/html' } })).text();
  t.false(/(?:src|href)="?https?:/.test(page));
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: getIntrospectionQuery({ inputValueDeprecation: true, schemaDescription: true }),
    }),
  });
  const { data, errors } = (await response.json()) as { data?: { __schema: object }; errors?: object[] };
  t.is(errors, undefined);
  t.truthy(data?.__schema);
});
