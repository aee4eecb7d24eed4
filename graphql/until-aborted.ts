/**
 * The same events, ending with the signal even while the source is silent or does not heed it. The source is told to return
 * in either case.
 */
export async function* untilAborted<Event>(
  source: AsyncIterable<Event>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Event> {
  const events = source[Symbol.asyncIterator]();
  const ended = { done: true, value: undefined } as const;
  let wake = (): void => {};
  const abort = (): void => wake();
  signal?.addEventListener('abort', abort, { once: true });
  const next = (): Promise<IteratorResult<Event>> =>
    new Promise((resolve, reject) => {
      wake = () => resolve(ended);
      events.next().then(resolve, reject);
    });
  try {
    while (!signal?.aborted) {
      const { done, value } = await next();
      if (done) return;
      yield value;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    // a generator that waits for something answers this only afterwards: nobody waits for it here
    events.return?.().catch(() => {});
  }
}
