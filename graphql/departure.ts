import type { ServerResponse } from 'node:http';

/**
 * Aborts when the client goes before its answer is complete. A request's own signal would do as well, but it is aborted after
 * every answer too, which costs an exception with a stack each time.
 */
export function departureOf(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) controller.abort(new DOMException('the client went away', 'AbortError'));
  });
  return controller.signal;
}
