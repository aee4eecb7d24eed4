import { composeInThread, type Outcome } from './composer.ts';
import type { Fault } from './composition.ts';
import type { PlannerOf } from './planner.ts';
import { buildSupergraph, type Supergraph } from './supergraph.ts';

export interface GraphOptions {
  /** Told of every new supergraph, after it is in force. */
  readonly onChange?: (supergraph: Supergraph) => void;
  readonly log?: (event: string, fields: Record<string, unknown>) => void;
  /** Changes within this time are composed together. */
  readonly debounceMs?: number;
  /** A ready supergraph: nothing is composed until something is offered. */
  readonly supergraphSdl?: string;
  /** Which engine plans; by default the best that this machine can load. */
  readonly planners?: PlannerOf;
}

/** The living graph: subgraphs come and change, and there is always the last good supergraph. */
export interface Graph {
  /** Takes up a subgraph, or its new form; composed in the background. */
  offer(name: string, sdl: string): void;
  /** Takes a subgraph and its types out. One that only went silent is not withdrawn: its fields answer null. */
  withdraw(name: string): void;
  /** The last good supergraph; undefined until the first composition succeeds. */
  readonly current: Supergraph | undefined;
  /** What of the offers is not in force, and why; empty when all fits. */
  readonly faults: readonly Fault[];
  /** What is in force: subgraph → SDL. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** Resolves when all that was offered and withdrawn so far has been composed or refused. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Starts with nothing (or with a ready supergraph) and grows with every offer. */
export function createGraph(options: GraphOptions = {}): Graph {
  const { onChange, log = () => {}, debounceMs = 25, supergraphSdl, planners } = options;
  const offers = new Map<string, string>();
  let accepted: ReadonlyMap<string, string> = new Map();
  let current = supergraphSdl === undefined ? undefined : buildSupergraph(supergraphSdl, undefined, planners);
  let faults: readonly Fault[] = [];
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let closed = false;

  const apply = (outcome: Outcome): void => {
    faults = outcome.faults;
    for (const { subgraph, coordinate, code } of faults) log('graph.refused', { subgraph, coordinate, code });
    if (!('sdl' in outcome)) return;
    if (outcome.sdl === current?.sdl) {
      accepted = outcome.accepted;
      return;
    }
    current = buildSupergraph(outcome.sdl, outcome.publicSdl, planners);
    accepted = outcome.accepted;
    log('graph.composed', { generation: current.generation, subgraphs: accepted.size });
    onChange?.(current);
  };
  const recompose = async (): Promise<void> => {
    if (closed) return;
    try {
      apply(await composeInThread(new Map(offers), accepted));
    } catch (error) {
      const message = error instanceof Error ? error.message : 'composing: stopped';
      faults = [{ subgraph: '*', code: 'UNUSABLE_SUPERGRAPH', message }];
      log('graph.compose.failed', { message });
    }
  };
  const flush = (): void => {
    timer = undefined;
    running = running.then(recompose);
  };
  const changed = (): void => {
    clearTimeout(timer);
    timer = setTimeout(flush, debounceMs);
  };

  return {
    offer(name, sdl) {
      if (offers.get(name) === sdl) return;
      offers.set(name, sdl);
      changed();
    },
    withdraw(name) {
      if (offers.delete(name)) changed();
    },
    get current() {
      return current;
    },
    get faults() {
      return faults;
    },
    get subgraphs() {
      return accepted;
    },
    async settled() {
      if (timer) {
        clearTimeout(timer);
        flush();
      }
      await running;
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      await running;
    },
  };
}
