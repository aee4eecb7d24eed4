import test from 'ava';
import { behindProxies } from '../../graphql/plugins/use-rate-limit.ts';
import { makeSubgraph } from '../../graphql/subgraph.ts';
import { type Answer, serveGraph } from './serve-graph.ts';

/** A graph with what hostile requests reach for: a page, a free-form value, an input that holds itself. */
function target() {
  return makeSubgraph({
    name: 'target',
    typeDefs: `
      scalar JSON
      type Query { customers(first: Int): [Customer!]! customer(id: ID!): Customer echo(i: JSON): JSON nested(n: Nested): Int }
      type Mutation { change: Int }
      type Customer @key(fields: "id") { id: ID! email: String friends(first: Int): [Customer!]! }
      input Nested { n: Nested }
    `,
    resolvers: {
      Query: {
        customers: () => [],
        customer: (_: unknown, { id }: { id: string }, { owner }: { owner?: string }) =>
          id === owner ? { id } : null,
        echo: (_: unknown, { i }: { i: unknown }) => ({ ...(i as object) }),
        nested: () => 1,
      },
      Mutation: { change: () => 1 },
    },
  });
}

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join(' ');
const fragments = many(30, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`);
const introspective = `{ __type(name: "Query") { ${'fields { type { '.repeat(25)}name${' } }'.repeat(25)} } }`;

interface Abuse {
  readonly title: string;
  readonly query: string;
  readonly status: number;
  readonly code: string;
  readonly variables?: Record<string, unknown>;
}

const limit = (title: string, query: string, code = 'LIMIT_EXCEEDED'): Abuse => ({
  title,
  query,
  status: 400,
  code,
});
const invalid = (title: string, query: string) => limit(title, query, 'GRAPHQL_VALIDATION_FAILED');
const unreadable = (title: string, query: string) => limit(title, query, 'GRAPHQL_PARSE_FAILED');

const abuses: readonly Abuse[] = [
  limit('a hundred and one aliases', `{ ${many(101, (index) => `a${index}: __typename`)} }`),
  invalid('ten directives that do not exist', `{ __typename ${'@aa'.repeat(10)} }`),
  limit(
    'five hundred directives',
    `{ __typename ${'@include(if:true) '.repeat(500)} }`,
    'GRAPHQL_PARSE_FAILED',
  ),
  limit('sixty directives', `{ __typename ${'@include(if:true) '.repeat(60)} }`),
  limit('a field five hundred times', `{ ${'__typename '.repeat(500)} }`),
  invalid(
    'introspection in circles',
    '{ __schema { types { fields { type { fields { type { name } } } } } } }',
  ),
  invalid(
    'introspection',
    'query IntrospectionQuery { __schema { queryType { name } types { name fields { name } } } }',
  ),
  invalid('deep introspection', introspective),
  invalid('fragments in a circle', '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }'),
  limit('fragments that fan out', `{ ...F0 } ${fragments} fragment F30 on Query { __typename }`),
  limit('fields twenty deep', `{ customer(id: 1) { ${'friends { '.repeat(20)} id ${'} '.repeat(20)} } }`),
  unreadable('fields five thousand deep', `${'{a'.repeat(5000)}${'}'.repeat(5000)}`),
  unreadable('a list ten thousand deep', `{ a(x:${'['.repeat(10_000)}${']'.repeat(10_000)}) }`),
  unreadable('twenty thousand tokens', `{${'a '.repeat(20_000)}}`),
  unreadable('a null byte', '{ __typename \u0000 }'),
  unreadable('half a character', '{ a(x:"\\uD800") }'),
  invalid('a number that is too large', '{ customers(first: 99999999999999999999) { id } }'),
  limit('a negative page', '{ customers(first: -1) { id } }'),
  limit('a page of a million', '{ customers(first: 1000000) { id } }'),
  limit('pages within pages', '{ customers(first: 100) { friends(first: 100) { id } } }'),
  limit('a page of a million by variable', 'query($n: Int) { customers(first: $n) { id } }'),
  limit(
    'many operations',
    many(200, (index) => `query q${index} { __typename }`),
  ),
  limit('two operations and no choice', 'query a { __typename } query b { __typename }', 'BAD_REQUEST'),
  invalid('an alias that is reserved', '{ __proto__: customer(id: 1) { id } }'),
  limit('a variable of the wrong type', 'query($n: Int) { customers(first: $n) { id } }', 'BAD_USER_INPUT'),
];

const variables: Readonly<Record<string, Record<string, unknown>>> = {
  'a page of a million by variable': { n: 1_000_000 },
  'a variable of the wrong type': { n: 'many' },
};

for (const { title, query, status, code } of abuses) {
  test(`refused before anything is run: ${title}`, async (t) => {
    const server = await serveGraph([target()], { development: false });
    t.teardown(server.close);
    const answer = await server.ask(query, variables[title]);
    t.is(answer.status, status);
    t.is(codeOf(answer), code, JSON.stringify(answer.body).slice(0, 300));
    t.is(answer.body.data, undefined);
  });
}

test('variables that nest deeper than the stack are refused', async (t) => {
  const server = await serveGraph([target()]);
  t.teardown(server.close);
  const depth = 60_000;
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: `{"query":"query($n: Nested) { nested(n: $n) }","variables":{"n":${'{"n":'.repeat(depth)}null${'}'.repeat(depth)}}}`,
  });
  t.is(response.status, 400);
});

test('in production nobody is told what a field might be called', async (t) => {
  const server = await serveGraph([target()], { development: false });
  t.teardown(server.close);
  const { status, body } = await server.ask('{ custmer(id: 1) { id } }');
  t.is(status, 400);
  t.false(/did you mean/i.test(JSON.stringify(body)));
  t.false(JSON.stringify(body).includes('customer'));
});

test('in development introspection is answered', async (t) => {
  const server = await serveGraph([target()]);
  t.teardown(server.close);
  const { body } = await server.ask('{ __schema { queryType { name } } }');
  t.deepEqual(body.data, { __schema: { queryType: { name: 'Query' } } });
});

test('a byte order mark is no fault', async (t) => {
  const server = await serveGraph([target()]);
  t.teardown(server.close);
  t.deepEqual((await server.ask('\ufeff{ __typename }')).body, { data: { __typename: 'Query' } });
});

test('a value that reaches for the prototype stays a value', async (t) => {
  const server = await serveGraph([target()]);
  t.teardown(server.close);
  const i = { constructor: { prototype: { x: 1 } } };
  const { body } = await server.ask('query($i: JSON) { echo(i: $i) }', { i });
  t.deepEqual(body.data, { echo: i });
  t.false('x' in {});
});

test('what is another’s is null', async (t) => {
  const server = await serveGraph([target()], { contextOf: async () => ({ owner: 'me' }) });
  t.teardown(server.close);
  const { body } = await server.ask(
    '{ theirs: customer(id: "you") { id email } mine: customer(id: "me") { id } }',
  );
  t.deepEqual(body, { data: { theirs: null, mine: { id: 'me' } } });
});

test('the cost is told to who asks for it', async (t) => {
  const server = await serveGraph([target()]);
  t.teardown(server.close);
  const response = await fetch(server.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      query: '{ customers(first: 5) { friends(first: 3) { id } } }',
      extensions: { cost: true },
    }),
  });
  t.deepEqual((await response.json()).extensions, { cost: { estimate: 20, limit: 5000 } });
});

test('a client that asks too often is asked to wait, and others are not', async (t) => {
  const server = await serveGraph([target()], {
    limits: { requestsPerSecond: 0.001, burst: 2 },
    clientOf: (request) => request.headers.get('x-client') ?? undefined,
  });
  t.teardown(server.close);
  const statuses: number[] = [];
  for (const client of ['a', 'a', 'a', 'b']) {
    statuses.push((await server.ask('{ __typename }', {}, { 'x-client': client })).status);
  }
  t.deepEqual(statuses, [200, 200, 429, 200]);
  const refused = await server.ask('{ __typename }', {}, { 'x-client': 'a' });
  t.is(refused.headers.get('retry-after'), '1');
  t.is(codeOf(refused), 'RATE_LIMITED');
});

test('behind a proxy of ours a client is known by what the proxy saw, whatever the client writes', async (t) => {
  const limits = { requestsPerSecond: 0.01, burst: 2 };
  const server = await serveGraph([target()], { limits, clientOf: behindProxies(1) });
  t.teardown(server.close);
  const from = async (forwarded: string) =>
    (await server.ask('{ __typename }', {}, { 'x-forwarded-for': forwarded })).status;
  t.deepEqual([await from('10.9.9.1, 192.0.2.7'), await from('10.9.9.2, 192.0.2.7')], [200, 200]);
  t.is(await from('10.9.9.3, 192.0.2.7'), 429);
  t.is(await from('192.0.2.8'), 200);
});

test('a body that is too large is refused, whether it says so or not', async (t) => {
  const server = await serveGraph([target()], { limits: { bodyBytes: 1000 } });
  t.teardown(server.close);
  const text = JSON.stringify({ query: `{ __typename } #${'x'.repeat(2000)}` });
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const said = await fetch(server.url, { method: 'POST', headers, body: text });
  t.is(said.status, 413);
  const chunks = (body: string) => new Blob([body]).stream();
  const unsaid = { method: 'POST', headers, duplex: 'half' } as const;
  t.is((await fetch(server.url, { ...unsaid, body: chunks(text) })).status, 413);
  t.is((await fetch(server.url, { ...unsaid, body: chunks('{"query":"{ __typename }"}') })).status, 200);
  t.is((await fetch(server.url, { ...unsaid, body: chunks('{"query":') })).status, 400);
});

function codeOf({ body }: Answer): unknown {
  return body.errors?.[0]?.extensions?.['code'];
}
