/** Reads server-sent events of one GraphQL subscription as they come. */
export async function* eventsOf(url: string, query: string, signal?: AbortSignal): AsyncGenerator<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
    ...(signal && { signal }),
  });
  yield* eventsIn(response);
}

/** The data of the server-sent events in a response, as they come. */
export async function* eventsIn(response: Response): AsyncGenerator<unknown> {
  let text = '';
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const parts = (text + chunk).split('\n\n');
    text = parts.pop() ?? '';
    for (const part of parts) {
      const data = /^data: (.+)$/m.exec(part)?.[1];
      if (data) yield JSON.parse(data);
    }
  }
}
