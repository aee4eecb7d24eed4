import {
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isAbstractType,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type OperationDefinitionNode,
} from 'graphql';
import { complain } from './complaint.ts';
import type { Fragments } from './fragments.ts';
import { compileObject, type ObjectField } from './projection-code.ts';
import { type Entity, isEntity, type Run } from './run.ts';
import { type Conditional, collectFields, type SelectedField } from './selection.ts';

/** Makes the client's form of a value, or null with its reason in `run.errors`. Never sees null itself. */
export type Complete = (value: unknown, run: Run) => unknown;

type Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType;

interface Shape {
  readonly schema: GraphQLSchema;
  readonly fragments: Fragments;
}

const asIs: Complete = (value) => value;

/**
 * Compiles the last step of an execution: exactly the keys that were selected, in their order, with the rules for null,
 * enums and abstract types of the public schema. Null where the whole answer is null.
 */
export function compileProjection(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): (data: Entity, run: Run) => Entity | null {
  const root = schema.getRootType(operation.operation);
  if (!root) throw new Error(`the graph has no ${operation.operation}`);
  const sets: Conditional[] = [{ selectionSet: operation.selectionSet, condition: [] }];
  const complete = completeObject({ schema, fragments }, root, sets, 0);
  return (data, run) => complete(data, run) as Entity | null;
}

function completerOf(
  shape: Shape,
  type: GraphQLOutputType,
  sets: readonly Conditional[],
  depth: number,
): Complete {
  if (isNonNullType(type)) return completerOf(shape, type.ofType, sets, depth);
  if (isListType(type)) {
    const item = completerOf(shape, type.ofType, sets, depth + 1);
    return completeList(item, isNonNullType(type.ofType), depth);
  }
  if (isEnumType(type)) {
    const known = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value, run) =>
      known.has(value) ? value : complain(run, depth, `Enum "${type.name}" has no such value.`);
  }
  if (isObjectType(type)) return objectOnly(completeObject(shape, type, sets, depth), depth);
  if (isAbstractType(type)) return completeAbstract(shape, type, sets, depth);
  return asIs;
}

function completeList(item: Complete, strict: boolean, depth: number): Complete {
  const completeItem: Complete = (value, run) => {
    if (value !== null && value !== undefined) return item(value, run);
    return strict ? complain(run, depth + 1, 'Cannot return null for a non-nullable item.') : null;
  };
  return (value, run) => {
    if (!Array.isArray(value)) return complain(run, depth, 'Expected a list.');
    const completed = new Array(value.length);
    for (let index = 0; index < value.length; index++) {
      run.path[depth] = index;
      const made = completeItem(value[index], run);
      if (made === null && strict) return null;
      completed[index] = made;
    }
    return completed;
  };
}

function objectOnly(complete: Complete, depth: number): Complete {
  return (value, run) =>
    isEntity(value) ? complete(value, run) : complain(run, depth, 'Expected an object.');
}

/** The code for a concrete type is made when the first object of that type comes by. */
function completeAbstract(
  shape: Shape,
  abstract: GraphQLInterfaceType | GraphQLUnionType,
  sets: readonly Conditional[],
  depth: number,
): Complete {
  const byType = new Map<unknown, Complete>();
  return objectOnly((value, run) => {
    const typename = (value as Entity)['__typename'];
    let complete = byType.get(typename);
    if (!complete) {
      const type = runtimeType(shape.schema, abstract, typename);
      if (!type) return complain(run, depth, `Abstract type "${abstract.name}" has no such type.`);
      complete = completeObject(shape, type, sets, depth);
      byType.set(typename, complete);
    }
    return complete(value, run);
  }, depth);
}

/** A source that knows only the interface leaves the type open; then only what the interface itself has can be told. */
function runtimeType(
  schema: GraphQLSchema,
  abstract: GraphQLInterfaceType | GraphQLUnionType,
  typename: unknown,
): GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType | undefined {
  if (typename === undefined || typename === abstract.name) return abstract;
  const type = schema.getType(String(typename));
  if (isInterfaceType(type)) return type;
  return isObjectType(type) && schema.isSubType(abstract, type) ? type : undefined;
}

function completeObject(
  shape: Shape,
  type: Composite,
  sets: readonly Conditional[],
  depth: number,
): Complete {
  const selected = collectFields(sets, shape.fragments, (condition) =>
    applies(shape.schema, condition, type),
  );
  return compileObject(
    type.name,
    depth,
    selected.map((field) => objectField(shape, type, field, depth)),
  );
}

function applies(schema: GraphQLSchema, condition: string, type: Composite): boolean {
  if (condition === type.name) return true;
  const abstract = schema.getType(condition);
  const member = isObjectType(type) || isInterfaceType(type);
  return member && isAbstractType(abstract) && schema.isSubType(abstract, type);
}

function objectField(shape: Shape, type: Composite, field: SelectedField, depth: number): ObjectField {
  const { key, name, conditions } = field;
  const always = conditions.some((condition) => condition.length === 0);
  const when = always ? [] : conditions;
  if (name === '__typename')
    return { key, when, kind: isObjectType(type) ? 'typename' : 'untold', nonNull: true };
  const definition = isUnionType(type) ? undefined : type.getFields()[name];
  // only `__schema` and `__type` have no definition here: the schema itself has answered them
  if (!definition) return { key, when, kind: 'leaf', nonNull: false };
  const nonNull = isNonNullType(definition.type);
  const complete = completerOf(shape, definition.type, field.selections, depth + 1);
  return complete === asIs
    ? { key, when, kind: 'leaf', nonNull }
    : { key, when, kind: 'value', nonNull, complete };
}
