import { createRequire } from 'node:module';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { fallbackPlanner } from './fallback/planner.ts';

/** Makes query plans for one supergraph. */
export interface Planner {
  /** The engine's name, for logs. */
  readonly engine: 'native' | 'fallback';
  /** A plan for one operation of a valid document without introspection; throws where there is none. */
  plan(document: string, operationName: string | undefined): QueryPlan;
}

/** Throws when the supergraph is not one. */
export type PlannerOf = (supergraphSdl: string) => Planner;

type NativeModule = typeof import('@graphql-hive/router-query-planner');

const noLabels = new Set<string>();
const native = loadNative();

/** The native engine, or ours where that was not built for this machine (Windows, Alpine). */
export const plannerOf: PlannerOf = native ? nativePlanner : fallbackPlanner;

/** Hive's planner, in Rust; what it cannot plan is tried by ours. */
export function nativePlanner(supergraphSdl: string): Planner {
  if (!native) throw new Error('planning: no native engine for this machine');
  const planner = new native.QueryPlanner(supergraphSdl);
  let second: Planner | undefined;
  return {
    engine: 'native',
    plan(document, operationName) {
      try {
        return planner.plan(document, operationName, noLabels, 0);
      } catch {
        second ??= fallbackPlanner(supergraphSdl);
        return second.plan(document, operationName);
      }
    },
  };
}

function loadNative(): NativeModule | undefined {
  try {
    return createRequire(import.meta.url)('@graphql-hive/router-query-planner') as NativeModule;
  } catch {
    return undefined;
  }
}
