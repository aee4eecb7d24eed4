import ids from 'virtual:own-documents';
import { eventsOf } from './event-stream.ts';
import { type Fault, type Gap, mayPass, Refused, SignedOut, Unreachable } from './graph-error.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What came, and which parts of it did not. */
export interface Answer<Data> {
  readonly data: Data;
  readonly gaps: readonly Gap[];
}

/** What a mutation made of its input, or what a person must mend first. */
export type Outcome<Value> =
  | { readonly value: Value; readonly fault?: undefined }
  | { readonly fault: Fault };

/** How the hub is reached at this moment. */
export type Reach = 'live' | 'away' | 'signed-out';

const firstWaitMs = 500;
const longestWaitMs = 10_000;
const silenceMs = 45_000; // the hub gives a sign of life every 12 seconds

/** The published graph, for pages of this site: the session cookie says who asks. Tells `reach` when that changes. */
class GraphClient extends EventTarget {
  reach: Reach = 'live';
  /** How far the hub's clock is ahead of this one. */
  clockAheadMs = 0;
  /** Why personal data is asked for: it stands in the audit of every read. */
  purpose = '';
  readonly #url: string;

  constructor(url: string) {
    super();
    this.#url = url;
  }

  /** Throws `Unreachable`, `SignedOut` or, when nothing at all was answered, `Refused`. */
  async ask<Data>(query: string, variables: Variables = {}, init: RequestInit = {}): Promise<Answer<Data>> {
    const response = await this.#post(query, variables, 'application/graphql-response+json', init);
    const { data, gaps } = readResult<Data>(await response.json().catch(() => ({})));
    this.#check(gaps);
    const [gap] = gaps;
    if (data === null || data === undefined) throw new Refused(gap ?? noAnswer);
    return { data, gaps };
  }

  /**
   * Sends what must not be lost: repeated with the same key until the hub has answered. The mutation's one field is called
   * `result`.
   */
  async tell<Value>(
    mutation: string,
    input: Variables,
    signal?: AbortSignal,
    idempotencyKey: string = crypto.randomUUID(),
  ): Promise<Outcome<Value>> {
    const variables = { input: { ...input, idempotencyKey } };
    const { data } = await this.askUntilAnswered<{ result: Value & Told }>(mutation, variables, signal);
    return outcomeOf(data.result);
  }

  /** As `ask`, again and again while the hub or what stands behind it is away. */
  async askUntilAnswered<Data>(
    query: string,
    variables: Variables,
    signal?: AbortSignal,
  ): Promise<Answer<Data>> {
    for (let waitMs = firstWaitMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      try {
        return await this.ask<Data>(query, variables, signal ? { signal } : {});
      } catch (error) {
        if (signal?.aborted || !mayPass(error)) throw error;
        await pause(waitMs, signal);
      }
    }
  }

  /** Hears events until `signal` aborts; after every interruption `resumed` is told once the line is back. */
  async listen<Data>(
    subscription: string,
    variables: Variables,
    {
      hear,
      resumed,
      signal,
    }: { hear: (data: Data, gaps: readonly Gap[]) => void; resumed?: () => void; signal: AbortSignal },
  ): Promise<void> {
    let waitMs = firstWaitMs;
    for (let interrupted = false; !signal.aborted; interrupted = true) {
      const opened = () => {
        waitMs = firstWaitMs;
        if (interrupted) resumed?.();
      };
      await this.#hear(subscription, variables, { hear, opened, signal }).catch(() => {});
      if (this.reach === 'signed-out') return;
      await pause(waitMs * (0.75 + Math.random() / 2), signal).catch(() => {});
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    }
  }

  async #hear<Data>(
    query: string,
    variables: Variables,
    {
      hear,
      opened,
      signal,
    }: { hear: (data: Data, gaps: readonly Gap[]) => void; opened: () => void; signal: AbortSignal },
  ): Promise<void> {
    const silence = new AbortController();
    let timer = setTimeout(() => silence.abort(), silenceMs);
    try {
      const init = { signal: AbortSignal.any([signal, silence.signal]) };
      const response = await this.#post(query, variables, 'text/event-stream', init);
      if (!response.body) return;
      opened();
      for await (const { event, data } of eventsOf(response.body)) {
        clearTimeout(timer);
        timer = setTimeout(() => silence.abort(), silenceMs);
        if (event === 'complete') return;
        if (event !== 'next') continue;
        const result = readResult<Data>(JSON.parse(data));
        this.#check(result.gaps);
        if (result.data) hear(result.data, result.gaps);
      }
    } finally {
      clearTimeout(timer);
    }
    if (!signal.aborted) this.#reached('away');
  }

  /** By the document's id; by its text where the hub is of another version than this page. */
  async #post(query: string, variables: Variables, accept: string, init: RequestInit): Promise<Response> {
    const documentId = ids.get(query);
    if (documentId === undefined) return this.#send({ query, variables }, accept, init);
    const response = await this.#send({ documentId, variables }, accept, init);
    const unknown = response.status === 400 && (await response.clone().text()).includes(unknownDocument);
    return unknown ? this.#send({ query, variables }, accept, init) : response;
  }

  async #send(asked: object, accept: string, init: RequestInit): Promise<Response> {
    const headers = { 'content-type': 'application/json', accept, 'x-purpose': this.purpose };
    const body = JSON.stringify(asked);
    const response = await fetch(this.#url, { ...init, method: 'POST', headers, body }).catch(
      (cause: unknown) => {
        if (!(cause instanceof DOMException && cause.name === 'AbortError')) this.#reached('away');
        throw new Unreachable('The hub was not reached.', { cause });
      },
    );
    if (response.status >= 502) {
      this.#reached('away');
      throw new Unreachable(`The hub was not reached: HTTP ${response.status}.`);
    }
    const aheadMs = Date.parse(response.headers.get('date') ?? '') - Date.now();
    this.clockAheadMs = Math.abs(aheadMs) > 2000 ? aheadMs : 0; // the header counts whole seconds
    if (this.reach !== 'signed-out') this.#reached('live');
    return response;
  }

  #check(gaps: readonly Gap[]): void {
    if (!gaps.some(({ code }) => code === 'UNAUTHENTICATED')) return;
    this.#reached('signed-out');
    throw new SignedOut('Nobody is signed in.');
  }

  #reached(reach: Reach): void {
    if (this.reach === reach) return;
    this.reach = reach;
    this.dispatchEvent(new Event('reach'));
  }
}

const unknownDocument = 'PERSISTED_QUERY_NOT_FOUND';

const noAnswer: Gap = { message: '', code: 'INTERNAL', source: undefined, path: [] };

interface Told {
  readonly __typename?: string;
  readonly message?: string;
  readonly field?: string;
}

function outcomeOf<Value extends Told>(told: Value): Outcome<Value> {
  const { __typename: type = '', message = '', field } = told;
  return ['InvalidInput', 'NotFound', 'Conflict'].includes(type)
    ? { fault: { message, field } }
    : { value: told };
}

interface RawError {
  readonly message?: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly source?: string };
}

function readResult<Data>(raw: { data?: Data | null; errors?: readonly RawError[] }) {
  const gaps = (raw.errors ?? []).map(
    ({ message = '', path = [], extensions: { code = 'INTERNAL', source } = {} }): Gap => ({
      message,
      code,
      source,
      path,
    }),
  );
  return { data: raw.data, gaps };
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}

/** The graph of the hub that served this page. */
export const graph = new GraphClient('/graphql');
