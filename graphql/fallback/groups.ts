import type {
  FetchNode,
  FlattenNodePathSegment,
  PlanNode,
  RequiresSelection,
} from '@graphql-hive/router-query-planner';
import { Kind, type OperationDefinitionNode, print, type SelectionSetNode } from 'graphql';
import { newShape, printShape, type Shape, variablesIn } from './shape.ts';

/** One request to one subgraph: root fields, or more of the entities at a place of the answer. */
export interface Group {
  readonly graph: string;
  readonly path: readonly FlattenNodePathSegment[];
  readonly shape: Shape;
  readonly after: Set<Group>;
  /** Absent for root fields. */
  readonly entity: EntityOf | undefined;
}

export interface EntityOf {
  /** The type that the subgraph is asked for. */
  readonly type: string;
  /** The type that the object has so far, where it differs: an interface object stands for it. */
  readonly from: string;
  readonly needs: readonly SelectionSetNode[];
}

export function newGroup(graph: string, path: readonly FlattenNodePathSegment[], entity?: EntityOf): Group {
  return { graph, path, shape: newShape(), after: new Set(), entity };
}

/** The groups in an order in which each has what it needs; those that need nothing of each other run side by side. */
export function planOfGroups(groups: readonly Group[], nodeOf: (group: Group) => PlanNode): PlanNode[] {
  const levels = new Map<Group, number>();
  const levelOf = (group: Group): number => {
    const known = levels.get(group);
    if (known !== undefined) return known;
    const level = Math.max(-1, ...[...group.after].map(levelOf)) + 1;
    levels.set(group, level);
    return level;
  };
  const byLevel = Map.groupBy(groups, levelOf);
  return [...byLevel.keys()]
    .sort((a, b) => a - b)
    .map((level) => {
      const nodes = (byLevel.get(level) ?? []).map(nodeOf);
      const [only] = nodes;
      return only && nodes.length === 1 ? only : { kind: 'Parallel', nodes };
    });
}

/** A group as a node of the plan. */
export function fetchOf(group: Group, operation: OperationDefinitionNode, name: string): FetchNode {
  const { entity, shape } = group;
  const kind = entity ? 'query' : operation.operation;
  const used = variablesIn(shape);
  const declared = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.has(variable.name.value),
  );
  const parameters = declared.map(({ variable, type }) => `$${variable.name.value}: ${print(type)}`);
  if (entity) parameters.unshift('$representations: [_Any!]!');
  const body = entity
    ? `{ _entities(representations: $representations) { ... on ${entity.type} ${printShape(shape)} } }`
    : printShape(shape);
  const head = parameters.length > 0 ? `${kind}(${parameters.join(', ')})` : kind;
  return {
    kind: 'Fetch',
    serviceName: name,
    operationKind: kind,
    operation: `${head} ${body}`,
    variableUsages: declared.map(({ variable }) => variable.name.value),
    ...(entity && { requires: [requirementOf(entity)] }),
    ...(entity && entity.from !== entity.type && { inputRewrites: [renaming(entity)] }),
  };
}

function requirementOf({ from, needs }: EntityOf): RequiresSelection {
  const selections = needs.flatMap(requiresOf);
  return {
    kind: 'InlineFragment',
    typeCondition: from,
    selections: [{ kind: 'Field', name: '__typename' }, ...selections],
  };
}

function requiresOf({ selections }: SelectionSetNode): RequiresSelection[] {
  return selections.flatMap((selection): RequiresSelection[] => {
    if (selection.kind === Kind.FIELD) {
      const inner = selection.selectionSet && requiresOf(selection.selectionSet);
      return [{ kind: 'Field', name: selection.name.value, ...(inner && { selections: inner }) }];
    }
    if (selection.kind !== Kind.INLINE_FRAGMENT || !selection.typeCondition) return [];
    const typeCondition = selection.typeCondition.name.value;
    return [{ kind: 'InlineFragment', typeCondition, selections: requiresOf(selection.selectionSet) }];
  });
}

function renaming({ from, type }: EntityOf) {
  return { ValueSetter: { path: [{ TypenameEquals: [from] }, { Key: '__typename' }], setValueTo: type } };
}
