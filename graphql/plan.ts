import type { FetchNode, PlanNode } from '@graphql-hive/router-query-planner';
import { compileBatchFetch, compileEntityFetch } from './entity-fetch.ts';
import { compileFetch, compileRequest, compileTake, type RequestOf, type Step } from './fetch.ts';
import type { Run } from './run.ts';
import type { SubgraphResult } from './subgraph.ts';
import type { PossibleTypes } from './types.ts';

export interface Plan {
  /** Where events come from; only for a subscription. */
  readonly source: Source | undefined;
  /** Everything else. */
  readonly step: Step;
}

/** The subgraph that has the events, and what it takes to make an answer of one. */
export interface Source {
  readonly subgraph: string;
  readonly request: RequestOf;
  readonly take: (run: Run, event: SubgraphResult) => void;
}

const nothing: Step = () => undefined;

/** A plan as functions; `serial` is for mutations, whose parts never run side by side. */
export function compilePlan(node: PlanNode | undefined, possible: PossibleTypes, serial: boolean): Plan {
  if (!node) return { source: undefined, step: nothing };
  if (node.kind === 'Subscription') return { source: sourceOf(node.primary, possible), step: nothing };
  if (node.kind === 'Sequence' && node.nodes[0]?.kind === 'Subscription') {
    const [first, ...rest] = node.nodes;
    const steps = rest.map((one) => compileNode(one, possible, serial));
    return { source: sourceOf(first.primary, possible), step: sequence(steps) };
  }
  return { source: undefined, step: compileNode(node, possible, serial) };
}

function sourceOf(node: FetchNode, possible: PossibleTypes): Source {
  return { subgraph: node.serviceName, request: compileRequest(node), take: compileTake(node, possible) };
}

function compileNode(node: PlanNode, possible: PossibleTypes, serial: boolean): Step {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, possible);
    case 'BatchFetch':
      return compileBatchFetch(node, possible);
    case 'Sequence':
      return sequence(node.nodes.map((one) => compileNode(one, possible, serial)));
    case 'Parallel':
      return compileParallel(node.nodes, possible, serial);
    case 'Flatten':
      if (node.node.kind !== 'Fetch') throw new Error(`query plan: Flatten of ${node.node.kind}`);
      return compileEntityFetch(node.node, node.path, possible);
    case 'Condition':
      return condition(
        node.condition,
        node.ifClause ? compileNode(node.ifClause, possible, serial) : nothing,
        node.elseClause ? compileNode(node.elseClause, possible, serial) : nothing,
      );
    default:
      throw new Error(`query plan: ${node.kind} is not supported`);
  }
}

/** A later mutation starts only when the answer to the earlier one is complete, also where the plan would let it. */
function compileParallel(nodes: readonly PlanNode[], possible: PossibleTypes, serial: boolean): Step {
  if (!serial || !nodes.some(mutates))
    return parallel(nodes.map((one) => compileNode(one, possible, serial)));
  const reads = nodes.filter((node) => !mutates(node));
  const writes = nodes.filter(mutates);
  return sequence([
    parallel(reads.map((one) => compileNode(one, possible, serial))),
    ...writes.map((one) => compileNode(one, possible, serial)),
  ]);
}

function mutates(node: PlanNode): boolean {
  if (node.kind === 'Fetch') return node.operationKind === 'mutation';
  if (node.kind === 'Sequence' || node.kind === 'Parallel') return node.nodes.some(mutates);
  if (node.kind !== 'Condition') return false;
  return [node.ifClause, node.elseClause].some((clause) => clause !== undefined && mutates(clause));
}

function sequence(steps: readonly Step[]): Step {
  const [only, ...others] = steps;
  if (only && others.length === 0) return only;
  return async (run: Run) => {
    for (const step of steps) {
      const pending = step(run);
      if (pending) await pending;
    }
  };
}

function parallel(steps: readonly Step[]): Step {
  const [only, ...others] = steps;
  if (only && others.length === 0) return only;
  return async (run: Run) => {
    await Promise.all(steps.map((step) => step(run)));
  };
}

function condition(variable: string, then: Step, otherwise: Step): Step {
  return (run) => (run.variables[variable] === true ? then : otherwise)(run);
}
