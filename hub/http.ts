import { ConnectorError, type Failure } from './errors.ts';
import { currentTraceparent } from './trace.ts';

export interface HttpOptions {
  /** Sent with every request; a function is asked each time, so that a token can rotate. */
  readonly headers?:
    | Readonly<Record<string, string>>
    | (() => Promise<Readonly<Record<string, string>>>)
    | undefined;
  /** @default 10_000 */
  readonly timeoutMs?: number | undefined;
  /** The largest answer that is read, in bytes. @default 33_554_432 */
  readonly maxBytes?: number | undefined;
}

export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A template such as `/calls/:id`: it is what errors and logs show, so values never stand in it. */
  readonly route: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is a string, bytes or URLSearchParams. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  /** Statuses outside 2xx that are an answer here and not a failure. */
  readonly answers?: readonly number[];
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; a body that is not JSON is `malformed`. */
  json(): unknown;
}

export interface Http {
  request(request: HttpRequest): Promise<HttpResponse>;
}

/** An HTTP client whose every failure is a `ConnectorError` of the right kind (the table in `hub/README.md`). */
export function http(baseUrl: string, options: HttpOptions = {}): Http {
  const { timeoutMs = 10_000, maxBytes = 33_554_432 } = options;
  return {
    async request(request) {
      const { method = 'GET', route } = request;
      const doing = `${method} ${route}`;
      const deadline = AbortSignal.timeout(timeoutMs);
      const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
      try {
        const headers = {
          ...traceHeader(),
          ...contentType(request.body),
          ...(await shared(options)),
          ...request.headers,
        };
        const body = bodyOf(request.body);
        const response = await fetch(address(baseUrl, request), {
          method,
          headers,
          body,
          redirect: 'manual',
          signal,
        });
        const text = await readText(response, maxBytes, doing);
        if (!isAnswer(response, request)) throw refused(doing, response);
        return {
          status: response.status,
          headers: response.headers,
          text,
          json: () => parseJson(text, doing),
        };
      } catch (error) {
        throw asFailure(error, doing, deadline, timeoutMs);
      }
    },
  };
}

async function shared({ headers }: HttpOptions) {
  return typeof headers === 'function' ? await headers() : headers;
}

function isAnswer(response: Response, { answers = [] }: HttpRequest) {
  return response.ok || answers.includes(response.status);
}

function address(baseUrl: string, { route, params = {}, query = {} }: HttpRequest) {
  const path = route.replace(/:([A-Za-z]\w*)/g, (whole, name: string) =>
    Object.hasOwn(params, name) ? encodeURIComponent(params[name] ?? '') : whole,
  );
  const url = new URL(`${baseUrl.replace(/\/$/, '')}${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function bodyOf(body: unknown) {
  if (body === undefined) return null;
  if (typeof body === 'string' || body instanceof URLSearchParams || body instanceof Uint8Array) {
    return body as string;
  }
  return JSON.stringify(body);
}

function contentType(body: unknown): Record<string, string> {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return {};
  if (body instanceof URLSearchParams) return { 'content-type': 'application/x-www-form-urlencoded' };
  return { 'content-type': 'application/json' };
}

function traceHeader(): Record<string, string> {
  const traceparent = currentTraceparent();
  return traceparent ? { traceparent } : {};
}

async function readText(response: Response, maxBytes: number, doing: string) {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes)
      throw new ConnectorError(`${doing}: answer over ${maxBytes} bytes`, { failure: 'malformed' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson(text: string, doing: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new ConnectorError(`${doing}: answer is not JSON`, { failure: 'malformed', cause });
  }
}

function refused(doing: string, response: Response) {
  const retryAfter = response.headers.get('retry-after');
  return new ConnectorError(`${doing}: HTTP ${response.status}`, {
    failure: failureOf(response.status),
    retryAfterMs: retryAfter === null ? undefined : waitOf(retryAfter),
  });
}

function failureOf(status: number): Failure {
  if (status === 401 || status === 403) return 'unauthorised';
  if (status === 429) return 'throttled';
  if (status === 408 || status >= 500) return 'unavailable';
  return status >= 400 ? 'rejected' : 'malformed';
}

/** `Retry-After` is seconds or an HTTP date (RFC 9110 §10.2.3). */
function waitOf(retryAfter: string) {
  const seconds = Number(retryAfter);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

function asFailure(error: unknown, doing: string, deadline: AbortSignal, timeoutMs: number) {
  if (error instanceof ConnectorError) return error;
  const what = deadline.aborted ? `no answer within ${timeoutMs} ms` : 'no answer';
  return new ConnectorError(`${doing}: ${what}`, { failure: 'unavailable', cause: error });
}
