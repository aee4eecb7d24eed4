import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { Context } from '../../hub/connector.ts';
import { testContext } from './context.ts';

/** One recorded question and its answer. */
export interface Exchange {
  /** `GET /events`, with the query where it matters: `GET /events?after=4`. */
  readonly request: string;
  /** `broken`: the connection breaks before an answer. */
  readonly status: number | 'broken';
  readonly headers?: Readonly<Record<string, string>>;
  /** A string as it is, anything else as JSON. */
  readonly body?: unknown;
}

interface Asked {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Replayed {
  readonly baseUrl: string;
  readonly context: ReturnType<typeof testContext>;
  /** What was asked so far, in order: `POST /events/c-1/ack`, without the query. */
  readonly asked: string[];
  /** The same, with query, headers and body. */
  readonly requests: Asked[];
}

/**
 * Serves recorded exchanges on a real socket until the test ends. Equal requests get their answers in order, the last
 * one again and again; a request that was not recorded gets 501 and is written to the test's log.
 */
export async function replay(
  t: ExecutionContext,
  exchanges: readonly Exchange[],
  overrides: Partial<Context> = {},
): Promise<Replayed> {
  const left = [...exchanges];
  const asked: string[] = [];
  const requests: Asked[] = [];
  const server = createServer(async (incoming, outgoing) => {
    const request = await readRequest(incoming);
    const route = request.line.replace(/\?.*$/, '');
    asked.push(route);
    requests.push(request);
    const exchange = take(left, request.line) ?? take(left, route);
    if (!exchange) t.log(`not recorded: ${request.line}`);
    answer(outgoing, exchange ?? { request: route, status: 501 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { baseUrl, context: testContext(overrides), asked, requests };
}

/** Serves `<testcase>/exchanges.json`; `testcase` is a folder from the project's root. */
export async function recorded(t: ExecutionContext, testcase: string, overrides: Partial<Context> = {}) {
  return replay(t, (await readTestcase(`${testcase}/exchanges.json`)) as Exchange[], overrides);
}

/** A JSON file from the project's root. */
export async function readTestcase(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8'));
}

function take(left: Exchange[], line: string) {
  const matching = left.filter(({ request }) => request === line);
  const [first] = matching;
  if (first && matching.length > 1) left.splice(left.indexOf(first), 1);
  return first;
}

async function readRequest(incoming: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]);
  return {
    line: `${incoming.method} ${incoming.url}`,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

function answer(outgoing: ServerResponse, { status, headers = {}, body = '' }: Exchange) {
  if (status === 'broken') {
    outgoing.destroy();
    return;
  }
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? {} : { 'content-type': 'application/json' };
  outgoing.writeHead(status, { ...type, ...headers });
  outgoing.end(text);
}
