import { createRequire } from 'node:module';
import type { QueryPlan } from '@graphql-hive/router-query-planner';

/** Makes query plans for one supergraph. */
export interface Planner {
  /** The engine's name, for logs. */
  readonly engine: string;
  /** A plan for one operation of a valid document without introspection; throws where there is none. */
  plan(document: string, operationName: string | undefined): QueryPlan;
}

const require = createRequire(import.meta.url);
const noLabels = new Set<string>();

/** The native planner; throws where it cannot be loaded, or when the supergraph is not one. */
export function nativePlanner(supergraphSdl: string): Planner {
  const { QueryPlanner } = require('@graphql-hive/router-query-planner') as NativeModule;
  const planner = new QueryPlanner(supergraphSdl);
  return {
    engine: 'native',
    plan: (document, operationName) => planner.plan(document, operationName, noLabels, 0),
  };
}

type NativeModule = typeof import('@graphql-hive/router-query-planner');
