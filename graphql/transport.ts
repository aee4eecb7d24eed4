import { graphError } from './errors.ts';
import type { Subgraph, SubgraphRequest, SubgraphResult } from './subgraph.ts';

/** How the executor reaches subgraphs. What it answers belongs to the caller; it rejects when nobody answered. */
export interface Transport {
  execute(
    subgraph: string,
    request: SubgraphRequest,
    context: object,
    signal?: AbortSignal,
  ): Promise<SubgraphResult>;
  subscribe(
    subgraph: string,
    request: SubgraphRequest,
    context: object,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<SubgraphResult>>;
}

/** Subgraphs in this process: nothing is serialised. The iterable is read at every call, so it may change. */
export function localTransport(subgraphs: Iterable<Subgraph>): Transport {
  const find = (name: string): Subgraph => {
    for (const subgraph of subgraphs) if (subgraph.name === name) return subgraph;
    throw graphError('This source does not answer at the moment.', 'UNAVAILABLE');
  };
  return {
    execute: async (name, request, context, signal) => find(name).execute(request, context, signal),
    subscribe: async (name, request, context, signal) => find(name).subscribe(request, context, signal),
  };
}
