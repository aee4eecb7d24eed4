import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from './start-error.ts';

/** Answers a request and says true, or leaves it alone and says false. */
export type Route = (request: IncomingMessage, response: ServerResponse) => Promise<boolean> | boolean;

export interface HttpServer {
  readonly port: number;
  /** Takes no new connections, lets what is under way end for at most `graceMs`, then cuts it. */
  close(graceMs: number): Promise<void>;
}

/** Serves `routes` in their order on all addresses of this machine; a path that none answers is 404. */
export async function openHttpServer(
  port: number,
  routes: () => readonly Route[],
  log: (event: string, fields?: Record<string, unknown>) => void,
): Promise<HttpServer> {
  const server = createServer((request, response) => {
    serve(routes(), request, response).catch((error: unknown) => {
      log('defect while serving', { cause: error instanceof Error ? error.name : typeof error });
      if (response.headersSent) response.destroy();
      else answer(response, 500, { title: 'Internal error' });
    });
  });
  server.requestTimeout = 60_000;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 10_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(asStartError(cause, port)));
    server.listen(port, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: (graceMs) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), graceMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function serve(routes: readonly Route[], request: IncomingMessage, response: ServerResponse) {
  for (const route of routes) if (await route(request, response)) return;
  answer(response, 404, { title: 'Not found', detail: 'Nothing is served at this path.' });
}

/** JSON that no cache keeps. */
export function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(body));
}

function asStartError(cause: NodeJS.ErrnoException, port: number) {
  const what =
    cause.code === 'EADDRINUSE' ? 'is in use by another program' : `cannot be opened (${cause.code})`;
  return new StartError(`Port ${port} ${what}. Give another one as PORT.`, { cause });
}
