import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { GraphQLError } from 'graphql';
import sirv from 'sirv';
import { createGraph } from '../../graphql/compose.ts';
import { remainingMs } from '../../graphql/deadline.ts';
import { citizenPages } from '../../graphql/pages/citizen-pages.ts';
import { behindProxies } from '../../graphql/plugins/use-rate-limit.ts';
import { createGraphqlServer } from '../../graphql/server.ts';
import type { SubgraphRequest, SubgraphResult } from '../../graphql/subgraph.ts';
import { AccessError } from '../access/access-error.ts';
import type { Identity } from '../access/identity.ts';
import { requestOf } from '../access/node-http.ts';
import { type Access, openAccess } from '../access/open-access.ts';
import { requireScope } from '../access/require.ts';
import { folderStore } from '../access/store.ts';
import { followSubgraphs, subgraphTransport } from '../broker/subgraphs.ts';
import type { Route } from '../http-server.ts';
import { traceIdOf } from '../trace.ts';
import { federationDoor } from './federation-door.ts';
import type { HubNode, RunningRole } from './node.ts';
import { ownDocuments } from './own-documents.ts';

export interface RunningGateway extends RunningRole {
  readonly routes: readonly Route[];
}

/** Queries of the catalogue alone are the same for everybody; caches may keep them for these seconds. */
const publicFields = new Map([
  ['product', 60],
  ['products', 60],
]);

/** What every subgraph is told of a request. */
export interface Asking {
  readonly identity: Identity | null;
  readonly correlationid: string;
  /** Why personal data is asked for, as the client says; it stands in the audit of every read. */
  readonly purpose: string | null;
  /** A keyed hash of the address from which he asks, for limits that all nodes share. */
  readonly client?: string;
}

/** Publishes the one graph of all subgraphs in the city's nodes, with login and the desk. */
export async function startGateway(node: HubNode): Promise<RunningGateway> {
  const { settings, publicUrl, broker, log, keyFor } = node;
  const bundled = settings.SIMULATORS === 'on' && settings.OIDC_ISSUER === undefined;
  const access = await openAccess({
    publicUrl,
    issuer: bundled ? 'bundled' : (settings.OIDC_ISSUER ?? ''),
    clientId: settings.OIDC_CLIENT_ID,
    clientSecret: settings.OIDC_CLIENT_SECRET,
    organisation: settings.ORGANISATION,
    sessionKey: keyFor('session'),
    store: folderStore(join(settings.DATA_DIR, 'access')),
    log,
  });
  const graph = createGraph({ log });
  const unfollow = followSubgraphs(broker, (name, sdl) => graph.offer(name, sdl));
  const transport = subgraphTransport<SubgraphRequest, SubgraphResult>(broker, remainingMs);
  const clientOf = behindProxies(settings.TRUSTED_PROXIES);
  const clientKey = (request: Request, node?: IncomingMessage) =>
    createHmac('sha256', keyFor('client'))
      .update(clientOf(request, node) ?? '')
      .digest('base64url');
  const development = (settings.DEVELOPMENT ?? settings.SIMULATORS) === 'on';
  const server = createGraphqlServer({
    graph,
    transport,
    contextOf: async (request, node) => ({
      ...(await askingOf(request, access)),
      client: clientKey(request, node),
    }),
    development,
    publicFields,
    persisted: await ownDocuments(deskFolder, development),
    clientOf,
    tracer: node.tracer,
    log,
  });
  const door = federationDoor({
    graph,
    transport,
    contextOf: (request) => askingOf(request, access, (identity) => requireScope(identity, 'graph:federate')),
    tracer: node.tracer,
    log,
  });
  const pages = citizenPages({
    graph,
    transport,
    contextOf: async (node) => {
      const request = requestOf(node, publicUrl);
      const asking = await askingOf(request, access);
      return { ...asking, purpose: 'own question', client: clientKey(request, node) };
    },
    log,
  });
  await graph.settled();

  return {
    routes: [
      (request, response) => access.handle(request, response),
      (request, response) => {
        if (pathOf(request) !== '/graphql') return false;
        server.requestListener(request, response);
        return true;
      },
      door.route,
      pages,
      deskRoute(),
    ],
    parts: [
      {
        name: 'graph',
        needed: true,
        check: async () => {
          if (!graph.current) throw new Error('no subgraph has joined yet');
          return { generation: graph.current.generation, faults: graph.faults.length };
        },
      },
    ],
    stop: async () => {
      unfollow();
      await server.close();
      await door.close();
      await graph.close();
      await access.close();
    },
  };
}

async function askingOf(
  request: Request,
  access: Access,
  admit: (identity: Identity | null) => void = () => {},
): Promise<Asking> {
  const [, trace] = /^00-([0-9a-f]{32})-/.exec(request.headers.get('traceparent') ?? '') ?? [];
  const correlationid = trace ?? traceIdOf(crypto.randomUUID());
  const purpose = request.headers.get('x-purpose')?.slice(0, 200) ?? null;
  try {
    const identity = await access.identify(request);
    admit(identity);
    return { identity, correlationid, purpose };
  } catch (error) {
    throw error instanceof AccessError ? refusal(error) : error;
  }
}

function refusal({ message, code }: AccessError) {
  return new GraphQLError(message, {
    extensions: { code, http: { status: code === 'FORBIDDEN' ? 403 : 401 } },
  });
}

const deskPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const deskFolder = join(import.meta.dirname, '../../graphql/desk/dist');

/** The desk as Vite built it; what has a hash in its name is kept for a year, the page itself never. */
function deskRoute(): Route {
  const serve = sirv(deskFolder, {
    etag: true,
    single: true,
    setHeaders: (response, path) => {
      response.setHeader('content-security-policy', deskPolicy);
      response.setHeader('x-content-type-options', 'nosniff');
      response.setHeader('referrer-policy', 'no-referrer');
      const hashed = path.includes('/assets/');
      response.setHeader('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (request, response) => {
    const path = pathOf(request);
    if (path === '/' || path === '/desk') {
      response.writeHead(302, { location: '/desk/' }).end();
      return true;
    }
    if (!path.startsWith('/desk/')) return false;
    const original = request.url;
    request.url = path.slice('/desk'.length);
    return new Promise((resolve) => {
      response.once('close', () => resolve(true));
      serve(request, response, () => {
        request.url = original;
        resolve(false);
      });
    });
  };
}

function pathOf({ url = '/' }: IncomingMessage) {
  return url.split('?', 1)[0] ?? '/';
}
