import type { Graph } from './compose.ts';
import { composeInThread } from './composer.ts';
import { entranceSdl, federatedSdl, type Keys, publicKeys, standIns } from './federated-sdl.ts';
import { makeSubgraph, type Subgraph } from './subgraph.ts';
import { buildSupergraph, type Supergraph } from './supergraph.ts';
import type { Transport } from './transport.ts';

/** Our whole graph, to be served to a larger one as a subgraph of it. */
export interface FederatedGraph {
  readonly graph: Pick<Graph, 'current'>;
  readonly transport: Transport;
  /** Resolves when what is served is of the graph's newest form. */
  settled(): Promise<void>;
}

const entrance = 'entrance';

/**
 * Adds `_service` and `_entities` to a graph, for a server of its own that only the city's router can reach: a reference goes
 * around the root fields, so who serves it must trust who asks. It follows the graph, and goes on with its last good form.
 */
export function federatedGraph(graph: Graph, transport: Transport): FederatedGraph {
  let served: { readonly supergraph: Supergraph; readonly self: Subgraph } | undefined;
  let generation: number | undefined;
  let running: Promise<void> = Promise.resolve();

  const follow = async (): Promise<void> => {
    const { current } = graph;
    if (!current || current.generation === generation) return;
    generation = current.generation;
    served = (await federate(current, graph.subgraphs)) ?? served;
  };
  const refresh = (): Promise<void> => {
    if (graph.current?.generation !== generation) running = running.then(follow);
    return running;
  };
  return {
    graph: {
      get current() {
        void refresh();
        return served?.supergraph;
      },
    },
    transport: {
      execute: (subgraph, ...rest) =>
        subgraph === entrance && served ? served.self.execute(...rest) : transport.execute(subgraph, ...rest),
      subscribe: (subgraph, ...rest) => transport.subscribe(subgraph, ...rest),
    },
    settled: refresh,
  };
}

async function federate(current: Supergraph, subgraphs: ReadonlyMap<string, string>) {
  const keys = await fittingKeys(current, subgraphs);
  const outcome = await composeInThread(withEntrance(current, subgraphs, keys), new Map());
  if (!('sdl' in outcome)) return undefined;
  const typeDefs = federatedSdl(current.publicSdl, keys);
  const supergraph = buildSupergraph(named(outcome.sdl), named(outcome.publicSdl));
  return { supergraph, self: makeSubgraph({ name: entrance, typeDefs, resolvers: {} }) };
}

/** A type whose key cannot be shared as it is written has no door to the outside; the others keep theirs. */
export async function fittingKeys(
  current: Pick<Supergraph, 'schema' | 'publicSdl'>,
  subgraphs: ReadonlyMap<string, string>,
): Promise<Keys> {
  const all = publicKeys(subgraphs.values(), current.schema);
  if (await fits(current, subgraphs, all)) return all;
  const fitting = new Map<string, string>();
  for (const [type, key] of all) {
    if (await fits(current, subgraphs, new Map([[type, key]]))) fitting.set(type, key);
  }
  return fitting;
}

async function fits(
  current: Pick<Supergraph, 'schema'>,
  subgraphs: ReadonlyMap<string, string>,
  keys: Keys,
): Promise<boolean> {
  const outcome = await composeInThread(withEntrance(current, subgraphs, keys), new Map());
  return 'sdl' in outcome && outcome.faults.length === 0;
}

function withEntrance(
  { schema }: Pick<Supergraph, 'schema'>,
  subgraphs: ReadonlyMap<string, string>,
  keys: Keys,
) {
  return new Map([...subgraphs, [entrance, entranceSdl(schema, keys)]]);
}

function named(sdl: string): string {
  return standIns.reduce((text, [standIn, name]) => text.replaceAll(standIn, name), sdl);
}
