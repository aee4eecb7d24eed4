/** What a client of the graph needs: the address, and who asks. */
export interface GraphClient {
  /** Answers the data; throws a sentence when the graph answers errors. */
  ask<Data>(document: string, variables?: object): Promise<Data>;
  /** Events from now on, until `signal` aborts. */
  subscribe<Data>(document: string, signal: AbortSignal): Promise<AsyncIterable<Data>>;
}

interface Answer<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

export function graphClient(url: string, token: string): GraphClient {
  const post = (accept: string, body: object, signal?: AbortSignal) =>
    fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
      signal: signal ?? AbortSignal.timeout(30_000),
    });
  return {
    async ask<Data>(query: string, variables = {}) {
      const response = await post('application/graphql-response+json', { query, variables });
      return dataOf<Data>((await response.json()) as Answer<Data>);
    },
    async subscribe<Data>(query: string, signal: AbortSignal) {
      const response = await post('text/event-stream', { query }, signal);
      if (!response.ok || !response.body) throw new Error(`subscribing: HTTP ${response.status}`);
      // read from at once: a body that nobody reads ends when its response is collected as garbage
      return events<Data>(response.body.values(), signal);
    },
  };
}

function dataOf<Data>({ data, errors }: Answer<Data>): Data {
  const [error] = errors ?? [];
  if (error) throw new Error(`${error.extensions?.code ?? 'error'}: ${error.message}`);
  if (!data) throw new Error('the graph answered nothing');
  return data;
}

/** Server-sent events of the graphql-sse protocol, one operation per connection. */
async function* events<Data>(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Data> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of body) {
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      yield* blocks.flatMap((block) => nextOf<Data>(block));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

function nextOf<Data>(block: string): Data[] {
  const data = /^data: ?(.*)$/m.exec(block)?.[1];
  return data && /^event: ?next$/m.test(block) ? [dataOf<Data>(JSON.parse(data))] : [];
}
