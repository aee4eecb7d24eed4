import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { createGraph } from '../../graphql/compose.ts';
import { fallbackPlanner } from '../../graphql/fallback/planner.ts';
import { plannerOf } from '../../graphql/planner.ts';
import { createGraphqlServer } from '../../graphql/server.ts';
import type { SubgraphResult } from '../../graphql/subgraph.ts';
import type { Transport } from '../../graphql/transport.ts';

/**
 * Puts the gateway through a federation audit that is served elsewhere: for each suite a supergraph, subgraphs over HTTP
 * and cases with the answer that is expected.
 *
 *     node tests/bench/federation-audit.ts http://localhost:4200 [suite …]
 */
interface Case {
  readonly query: string;
  readonly expected: { readonly data?: unknown; readonly errors?: boolean };
}

export interface AuditOutcome {
  readonly passed: number;
  readonly failed: readonly { readonly suite: string; readonly index: number; readonly detail: string }[];
}

export async function federationAudit(origin: string, only: readonly string[] = []): Promise<AuditOutcome> {
  const suites = (await json(`${origin}/ids`)) as string[];
  const failed: { suite: string; index: number; detail: string }[] = [];
  let passed = 0;
  for (const suite of suites.filter((one) => only.length === 0 || only.includes(one))) {
    const cases = (await json(`${origin}/${suite}/tests`)) as Case[];
    const gateway = await startGateway(origin, suite);
    for (const [index, one] of cases.entries()) {
      const detail = await judge(gateway.url, one);
      if (detail === undefined) passed += 1;
      else failed.push({ suite, index, detail });
    }
    await gateway.close();
  }
  return { passed, failed };
}

/** What is wrong with the answer; undefined when it is as expected. */
async function judge(url: string, { query, expected }: Case): Promise<string | undefined> {
  const answer = await ask(url, query);
  const received = { data: answer.data ?? null, errors: (answer.errors?.length ?? 0) > 0 };
  const wanted = { data: expected.data ?? null, errors: expected.errors ?? received.errors };
  return isDeepStrictEqual(received, wanted) ? undefined : JSON.stringify({ query, wanted, answer });
}

/** `COMPOSE=own`: from the subgraphs, by our own composer; else from the audit's supergraphs. */
const composed = process.env['COMPOSE'] === 'own';
const planners = process.env['PLANNER'] === 'fallback' ? fallbackPlanner : plannerOf;

async function startGateway(origin: string, suite: string): Promise<{ url: string; close(): Promise<void> }> {
  const subgraphs = (await json(`${origin}/${suite}/subgraphs`)) as {
    name: string;
    url: string;
    sdl: string;
  }[];
  const graph = createGraph({
    planners,
    ...(composed ? {} : { supergraphSdl: await text(`${origin}/${suite}/supergraph`) }),
  });
  if (composed) for (const { name, sdl } of subgraphs) graph.offer(name, sdl);
  await graph.settled();
  const urls = new Map(subgraphs.map(({ name, url }) => [name, url]));
  const server = createGraphqlServer({
    graph,
    transport: httpTransport(urls),
    contextOf: async () => ({}),
    development: true,
    log: () => {},
  });
  const http = createServer(server.requestListener).listen(0);
  const { port } = http.address() as AddressInfo;
  return {
    url: `http://localhost:${port}/graphql`,
    async close() {
      await closed(http);
      await server.close();
      await graph.close();
    },
  };
}

function httpTransport(urls: ReadonlyMap<string, string>): Transport {
  const execute: Transport['execute'] = async (subgraph, request) => {
    const { document: query, variables, operationName } = request;
    return (await post(urls.get(subgraph) ?? '', { query, variables, operationName })) as SubgraphResult;
  };
  return { execute, subscribe: () => Promise.reject(new Error('the audit has no subscriptions')) };
}

async function ask(url: string, query: string): Promise<{ data?: unknown; errors?: unknown[] }> {
  return (await post(url, { query })) as { data?: unknown; errors?: unknown[] };
}

async function post(url: string, body: object): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function text(url: string): Promise<string> {
  return (await fetch(url)).text();
}

async function json(url: string): Promise<unknown> {
  return (await fetch(url, { headers: { accept: 'application/json' } })).json();
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

if (import.meta.main) {
  const [origin, ...only] = process.argv.slice(2);
  if (origin === undefined) {
    process.stdout.write('no audit server given: skipped\n');
  } else {
    const { passed, failed } = await federationAudit(origin, only);
    for (const { suite, index, detail } of failed) process.stdout.write(`${suite} ${index}: ${detail}\n`);
    process.stdout.write(`${passed} of ${passed + failed.length} passed\n`);
  }
}
