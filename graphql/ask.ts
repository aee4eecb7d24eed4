import type { ErrorCode, ErrorShape } from './errors.ts';
import type { Path, Run } from './run.ts';
import type { SubgraphRequest, SubgraphResult } from './subgraph.ts';

/** Asks one subgraph; whatever goes wrong is an error in the result, with the subgraph as its source. */
export async function ask(run: Run, subgraph: string, request: SubgraphRequest): Promise<SubgraphResult> {
  try {
    // nothing new is begun for a client that is gone, least of all the next mutation
    run.signal?.throwIfAborted();
    const pending = run.transport.execute(subgraph, request, run.context, run.signal);
    return await (run.signal ? Promise.race([pending, abortOf(run, run.signal)]) : pending);
  } catch (error) {
    return { errors: [failureOf(error, run.signal)] };
  }
}

/** A transport may ignore the signal; the answer to the client does not wait for it. */
function abortOf(run: Run, signal: AbortSignal): Promise<never> {
  if (run.aborted !== undefined) return run.aborted;
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  const abort = () => reject(signal.reason);
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  run.aborted = promise;
  return promise;
}

/** What a client may know of a call that failed: not what the transport said of it. */
export function failureOf(error: unknown, signal: AbortSignal | undefined): ErrorShape {
  if (signal?.aborted) {
    return {
      message: 'This source did not answer in time.',
      extensions: { code: 'TIMEOUT' satisfies ErrorCode },
    };
  }
  const given = (error as { extensions?: { code?: unknown } } | null)?.extensions?.code;
  if (typeof given === 'string' && error instanceof Error) {
    return { message: error.message, extensions: { code: given } };
  }
  return {
    message: 'This source does not answer at the moment.',
    extensions: { code: 'UNAVAILABLE' satisfies ErrorCode },
  };
}

/** Notes what a subgraph said went wrong, at the places of the answer that it concerns. */
export function note(
  run: Run,
  errors: readonly ErrorShape[],
  source: string,
  placesOf: (path: Path | undefined) => readonly Path[],
): void {
  for (const error of errors) {
    const places = placesOf(error.path);
    for (const path of places.slice(0, mostPlaces)) {
      run.errors.push({
        message: error.message,
        ...(path.length > 0 && { path }),
        extensions: { code: 'UPSTREAM_ERROR', ...error.extensions, source },
      });
    }
  }
}

/** One failing entity can stand in thousands of places of one answer. */
const mostPlaces = 20;
