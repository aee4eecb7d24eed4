import {
  type Fault,
  Faults,
  type SimulatedAnswer,
  type SimulatedRequest,
  type StartSimulator,
  serveSimulated,
} from '../../hub/simulator.ts';
import { simulatedDossiers } from './simulator-dossiers.ts';
import { simulatedAuthorisation } from './simulator-token.ts';

const SOURCE = 'https://id.example.org/bron/klantencontact';
const TOKEN_PATH = '/authorization/ws/oauth/v2/token';

/** The operations of DOSIS, by the names that faults use. */
const operations: Readonly<Record<string, string>> = {
  [`POST ${TOKEN_PATH}`]: 'token',
  'POST /api/v2/dosis/dossiers': 'publish',
  'DELETE /api/v1/dosis/dossiers': 'withdraw',
  'GET /api/v2/dosis/bronnen/uris': 'sources',
  'GET /api/v1/dosis/resultaten': 'results',
  'GET /api/v1/dosis/resultaten/perUploadId': 'result',
};

/** DOSIS and the authorisation server before it, on one address. */
const start: StartSimulator = async ({ port = 0 } = {}) => {
  const authorisation = simulatedAuthorisation();
  const dossiers = simulatedDossiers([SOURCE]);
  const faults = new Faults();
  const quota = { refuse: 0, retryAfterSeconds: 1 };

  const api: Record<string, (request: SimulatedRequest) => SimulatedAnswer> = {
    publish({ body }) {
      if (faults.take('repeat', 'publish')) dossiers.publish(body);
      return dossiers.publish(body);
    },
    withdraw: ({ url }) => dossiers.withdraw(...dossierOf(url)),
    sources: () => ({ status: 200, body: [SOURCE] }),
    results: ({ url }) => dossiers.results(...dossierOf(url)),
    result({ url }) {
      if (faults.take('reorder', 'result')) return { status: 404 }; // a later upload is ready sooner
      return dossiers.resultOf(url.searchParams.get('uploadId'));
    },
  };

  const admin: Record<string, (body: Record<string, unknown>) => unknown> = {
    'GET /admin/dossiers': dossiers.dossiers,
    'GET /admin/effects': dossiers.effects,
    'GET /admin/tokens': () => authorisation.counted,
    'POST /admin/faults': (body) => faults.add(body as unknown as Fault),
    'DELETE /admin/faults': () => faults.clear(),
    'POST /admin/processing': (body) => Object.assign(dossiers.processing, body),
    'POST /admin/quota': (body) => Object.assign(quota, body),
    'POST /admin/tokens': ({ revoke, lifeSeconds }) => {
      if (revoke) authorisation.revoke();
      if (lifeSeconds) authorisation.live(Number(lifeSeconds));
    },
  };

  const guarded = (request: SimulatedRequest, operation: string): SimulatedAnswer => {
    if (!authorisation.isValid(request.headers['authorization'])) return { status: 401 };
    if (quota.refuse > 0) {
      quota.refuse -= 1;
      return { status: 429, headers: { 'retry-after': String(quota.retryAfterSeconds) } };
    }
    return api[operation]?.(request) ?? { status: 404 };
  };

  const answer = async (request: SimulatedRequest): Promise<SimulatedAnswer> => {
    const route = routeOf(request);
    const control = admin[route];
    if (control) return { status: 200, body: control(JSON.parse(request.body || '{}')) ?? { done: true } };
    const operation = operations[route] ?? 'unknown';
    if (operation === 'token') return authorisation.grant(request, `${server.url}${TOKEN_PATH}`);
    return guarded(request, operation);
  };

  const server = await serveSimulated(answer, {
    port,
    faults,
    operationOf: (request) => operations[routeOf(request)] ?? 'other',
  });

  return {
    settings: {
      baseUrl: server.url,
      tokenUrl: `${server.url}${TOKEN_PATH}`,
      clientId: authorisation.clientId,
      privateKey: authorisation.privateKeyPem,
      sourceUri: SOURCE,
      pollSeconds: 1,
    },
    adminUrl: `${server.url}/admin`,
    close: server.close,
  };
};

export default start;

function dossierOf({ searchParams }: URL) {
  return [searchParams.get('bron'), searchParams.get('dossierNummer')] as const;
}

function routeOf({ method, url }: SimulatedRequest) {
  return `${method} ${url.pathname}`;
}
