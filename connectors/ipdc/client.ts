import { createHash, randomUUID } from 'node:crypto';
import { ConnectorError, type Context, type Http } from '../../hub/index.ts';

/** Questions to the Product API; fails with `ConnectorError` only. */
export interface Client {
  /** Asks with the tracing headers, follows one 303 within the same server, and returns the answer with its JSON. */
  get(question: Question): Promise<Answered>;
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

interface Question {
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  /** The story this belongs to; the API wants a UUID, so it gets one made from it. */
  readonly correlationid: string;
  readonly signal?: AbortSignal;
  /** Statuses outside 2xx that are an answer here and not a failure. */
  readonly answers?: readonly number[];
}

type Answer = Awaited<ReturnType<Http['request']>>;

export function createClient(
  { http }: Pick<Context, 'http'>,
  settings: { readonly baseUrl: string; readonly apiKey: string; readonly timeoutMs: number },
): Client {
  const { baseUrl, apiKey, timeoutMs } = settings;
  const headers = async () => ({
    'x-api-key': apiKey,
    'x-request-id': randomUUID(),
    accept: 'application/ld+json, application/json',
  });
  const api = http(baseUrl, { headers, timeoutMs });

  return {
    async get({ correlationid, answers = [], ...question }) {
      const shared = {
        headers: { 'x-correlation-id': uuidOf(correlationid) },
        answers: [303, ...answers],
        signal: question.signal,
      };
      const first = await api.request({ ...question, ...shared });
      const answer =
        first.status === 303
          ? await api.request({ ...seeOther(first, baseUrl, question.route), ...shared })
          : first;
      if (answer.status === 303) {
        throw new ConnectorError(`GET ${question.route}: redirected twice`, { failure: 'malformed' });
      }
      return {
        status: answer.status,
        body: answer.status < 300 ? answer.json() : undefined,
        headers: answer.headers,
      };
    },
  };
}

/** Where a 303 points, as a request; the key goes to no other server than the one it was given for. */
function seeOther(answer: Answer, baseUrl: string, route: string) {
  const base = new URL(`${baseUrl.replace(/\/$/, '')}/`);
  const location = URL.parse(answer.headers.get('location') ?? '', base);
  if (location?.origin !== base.origin || !location.pathname.startsWith(base.pathname)) {
    throw new ConnectorError(`GET ${route}: redirected to another server`, { failure: 'malformed' });
  }
  const at = location.pathname.lastIndexOf('/') + 1;
  return {
    route: `${location.pathname.slice(base.pathname.length - 1, at)}:id`,
    params: { id: decodeURIComponent(location.pathname.slice(at)) },
    query: Object.fromEntries(location.searchParams),
  };
}

/** The same story always carries the same UUID (version 8, RFC 9562). */
function uuidOf(story: string) {
  const hex = createHash('sha256').update(story).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
