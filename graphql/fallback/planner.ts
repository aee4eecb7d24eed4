import type { FlattenNodePathSegment, PlanNode, QueryPlan } from '@graphql-hive/router-query-planner';
import {
  type DirectiveNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';
import { type Fragments, fragmentsOf } from '../fragments.ts';
import type { Planner } from '../planner.ts';
import { fetchOf, type Group, newGroup, planOfGroups } from './groups.ts';
import { type Joins, readJoins } from './joins.ts';
import { planInto, type Scope } from './walk.ts';

/**
 * Plans without native code, for machines where that cannot be loaded. It asks for more than the native engine does: what is
 * conditional is fetched in any case and left out of the answer, and abstract types are asked for type by type.
 */
export function fallbackPlanner(supergraphSdl: string): Planner {
  const joins = readJoins(supergraphSdl);
  return {
    engine: 'fallback',
    plan(text, operationName) {
      const document = parse(text, { noLocation: true });
      const operation = document.definitions.find(
        (one): one is OperationDefinitionNode =>
          one.kind === Kind.OPERATION_DEFINITION &&
          (operationName === undefined || one.name?.value === operationName),
      );
      if (!operation) throw new Error('query plan: no such operation');
      return planOperation(joins, operation, fragmentsOf(document));
    },
  };
}

function planOperation(joins: Joins, operation: OperationDefinitionNode, fragments: Fragments): QueryPlan {
  const rootType = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' }[
    operation.operation
  ];
  const runs: Group[][] = [];
  const serial = operation.operation !== 'query';
  const roots = new Map<string, Group>();
  let scope: Scope = { joins, fragments, groups: [] };
  for (const { field, conditions } of rootFields(operation.selectionSet, fragments, [])) {
    const graph = graphOfRoot(joins, rootType, field.name.value);
    if (serial && !(runs.length > 0 && roots.has(graph) && roots.size === 1)) {
      roots.clear();
      scope = { joins, fragments, groups: [] };
      runs.push(scope.groups);
    } else if (runs.length === 0) {
      runs.push(scope.groups);
    }
    const group = roots.get(graph) ?? newGroup(graph, []);
    if (!roots.has(graph)) scope.groups.push(group);
    roots.set(graph, group);
    planInto(
      scope,
      { group, type: rootType, shape: group.shape, path: [], provided: undefined },
      [field],
      conditions,
    );
  }
  const nodes = runs.flatMap((groups) => planOfGroups(groups, (group) => nodeOf(joins, group, operation)));
  return { kind: 'QueryPlan', node: { kind: 'Sequence', nodes } };
}

function nodeOf(joins: Joins, group: Group, operation: OperationDefinitionNode): PlanNode {
  const fetch = fetchOf(group, operation, joins.names.get(group.graph) ?? group.graph);
  if (!group.entity)
    return operation.operation === 'subscription' ? { kind: 'Subscription', primary: fetch } : fetch;
  const path: FlattenNodePathSegment[] = [...group.path];
  return { kind: 'Flatten', path, node: fetch };
}

function graphOfRoot(joins: Joins, type: string, field: string): string {
  for (const [graph, place] of joins.types.get(type)?.fields.get(field)?.graphs ?? []) {
    if (!place.external) return graph;
  }
  throw new Error(`query plan: nobody has ${type}.${field}`);
}

/** Conditions are kept at the root, where a field that is not wanted must not be run: it may be a mutation. */
function rootFields(
  set: SelectionSetNode,
  fragments: Fragments,
  outer: readonly DirectiveNode[],
): { field: FieldNode; conditions: readonly DirectiveNode[] }[] {
  return set.selections.flatMap((selection) => {
    const conditions = [...outer, ...(selection.directives ?? [])];
    if (selection.kind === Kind.FIELD) return [{ field: selection, conditions }];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return inner ? rootFields(inner.selectionSet, fragments, conditions) : [];
  });
}
