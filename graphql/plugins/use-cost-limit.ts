import {
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { DocumentRule } from '../documents.ts';
import { graphError } from '../errors.ts';
import { type Fragments, fragmentsOf } from '../fragments.ts';
import type { Limits } from '../limits.ts';
import { pageSizeOf } from '../page-size.ts';

/** A list without a page size is taken to have this many items. */
const usualItems = 10;

interface Scope {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Fragment and type → cost: each is counted once per run, however often it is spread. */
  readonly known: Map<string, number>;
}

/**
 * Refuses what would make an answer of too many objects: every object counts one, times the page sizes of the lists around
 * it. A page size of a connection is passed on to the list inside it.
 */
export function useCostLimit({ cost: limit }: Pick<Limits, 'cost'>): DocumentRule {
  return (document, schema, operationName) => {
    const fragments = fragmentsOf(document);
    const operation = document.definitions.find(
      (definition) =>
        definition.kind === Kind.OPERATION_DEFINITION &&
        (operationName === undefined || definition.name?.value === operationName),
    );
    if (operation?.kind !== Kind.OPERATION_DEFINITION) return undefined;
    const root = schema.getRootType(operation.operation);
    const varies = (operation.variableDefinitions ?? []).length > 0;
    const cost = (variables: Scope['variables']) =>
      root
        ? costOfSet(operation.selectionSet, root, undefined, {
            schema,
            fragments,
            variables,
            known: new Map(),
          })
        : 0;
    const constant = varies ? undefined : cost({});
    return (variables, report) => {
      const estimate = constant ?? cost(variables);
      report['cost'] = { estimate, limit };
      if (estimate <= limit) return undefined;
      return graphError(
        `The answer may hold more than ${limit} objects: ask for smaller pages.`,
        'LIMIT_EXCEEDED',
        {
          status: 400,
        },
      );
    };
  };
}

function costOfSet(
  set: SelectionSetNode,
  type: GraphQLNamedType,
  page: number | undefined,
  scope: Scope,
): number {
  let cost = 0;
  for (const selection of set.selections) cost += costOfSelection(selection, type, page, scope);
  return cost;
}

function costOfSelection(
  selection: SelectionNode,
  type: GraphQLNamedType,
  page: number | undefined,
  scope: Scope,
): number {
  if (selection.kind === Kind.FIELD) return costOfField(selection, type, page, scope);
  const inner =
    selection.kind === Kind.INLINE_FRAGMENT ? selection : scope.fragments.get(selection.name.value);
  if (!inner) return 0;
  const condition = inner.typeCondition && scope.schema.getType(inner.typeCondition.name.value);
  if (selection.kind === Kind.INLINE_FRAGMENT)
    return costOfSet(inner.selectionSet, condition ?? type, page, scope);
  const key = `${selection.name.value} ${page}`;
  const known = scope.known.get(key);
  if (known !== undefined) return known;
  scope.known.set(key, 0); // a cycle ends here; validation has refused it
  const cost = costOfSet(inner.selectionSet, condition ?? type, page, scope);
  scope.known.set(key, cost);
  return cost;
}

function costOfField(
  field: FieldNode,
  parent: GraphQLNamedType,
  page: number | undefined,
  scope: Scope,
): number {
  const owner = isObjectType(parent) || isInterfaceType(parent) ? parent : undefined;
  const type = owner?.getFields()[field.name.value]?.type;
  if (!type || !field.selectionSet) return 0;
  const named = getNamedType(type);
  if (!isCompositeType(named)) return 0;
  const asked = pageSizeOf(field)?.(scope.variables) ?? page;
  if (!isList(type)) return 1 + costOfSet(field.selectionSet, named, asked, scope);
  return (asked ?? usualItems) * (1 + costOfSet(field.selectionSet, named, undefined, scope));
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
