import { Readable } from 'node:stream';
import type { Broker } from './broker.ts';

/** A subgraph as the broker sees it: something that runs documents; `graphql/subgraph.ts` makes them. */
export interface ServableSubgraph<Request, Result> {
  readonly name: string;
  readonly sdl: string;
  execute(request: Request, context: object, signal?: AbortSignal): Promise<Result>;
  subscribe(request: Request, context: object, signal?: AbortSignal): Promise<AsyncIterable<Result>>;
}

interface Asked<Request> {
  readonly request: Request;
  readonly context: object;
}

const prefix = 'subgraph.';

/** Offers a subgraph to every node, with its SDL. */
export function serveSubgraph<Request, Result>(broker: Broker, subgraph: ServableSubgraph<Request, Result>) {
  return broker.serve({
    name: `${prefix}${subgraph.name}`,
    metadata: { sdl: subgraph.sdl },
    actions: {
      execute: ({ request, context }: Asked<Request>, signal) => subgraph.execute(request, context, signal),
      subscribe: async ({ request, context }: Asked<Request>, signal) => {
        const stop = new AbortController();
        const until = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
        const events = Readable.from(await subgraph.subscribe(request, context, until), { objectMode: true });
        return events.once('close', () => stop.abort());
      },
    },
  });
}

/**
 * Reaches subgraphs wherever they run; in this process nothing is serialised. `patienceOf` tells how many milliseconds are
 * left of the request that has this signal: a subgraph on another node stops by then.
 */
export function subgraphTransport<Request, Result>(
  broker: Broker,
  patienceOf: (signal: AbortSignal | undefined) => number = () => 15_000,
) {
  return {
    execute: (name: string, request: Request, context: object, signal?: AbortSignal) =>
      broker.call<Result>(
        `${prefix}${name}.execute`,
        { request, context },
        { signal, timeoutMs: patienceOf(signal) },
      ),
    async subscribe(name: string, request: Request, context: object, signal?: AbortSignal) {
      const call = { signal, timeoutMs: patienceOf(signal) };
      const events = await broker.call<Readable>(`${prefix}${name}.subscribe`, { request, context }, call);
      const end = () => events.destroy();
      if (signal?.aborted) end();
      else signal?.addEventListener('abort', end, { once: true });
      return until(events, signal);
    },
  };

  async function* until(events: Readable, signal: AbortSignal | undefined): AsyncGenerator<Result> {
    try {
      for await (const event of events) yield event as Result;
    } catch (error) {
      if (!signal?.aborted) throw error;
    }
  }
}

/** Calls `offer` with every subgraph that is or comes into the city's nodes, and again when its SDL changes. */
export function followSubgraphs(broker: Broker, offer: (name: string, sdl: string) => void): () => void {
  const look = () => {
    for (const { name, metadata } of broker.services()) {
      const { sdl } = metadata;
      if (name.startsWith(prefix) && typeof sdl === 'string') offer(name.slice(prefix.length), sdl);
    }
  };
  look();
  return broker.onServicesChanged(look);
}
