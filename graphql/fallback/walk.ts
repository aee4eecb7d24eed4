import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import {
  type DirectiveNode,
  type FieldNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from '../fragments.ts';
import { type Group, newGroup } from './groups.ts';
import type { JoinedType, Joins } from './joins.ts';
import { type Hop, hopsTo, isThere, providedIn } from './reach.ts';
import { addField, addTypename, onType, type Shape } from './shape.ts';

export interface Scope {
  readonly joins: Joins;
  readonly fragments: Fragments;
  readonly groups: Group[];
}

/** Where the walk is: a type, in the request of a group, at a path of the answer. */
export interface Place {
  readonly group: Group;
  readonly type: string;
  readonly shape: Shape;
  readonly path: readonly FlattenNodePathSegment[];
  /** What the way here provides that the subgraph does not have otherwise. */
  readonly provided: SelectionSetNode | undefined;
}

/** Plans selections at a place; what the group's subgraph does not have goes to groups of others. */
export function planInto(
  scope: Scope,
  place: Place,
  selections: readonly SelectionNode[],
  conditions: readonly DirectiveNode[] = [],
): void {
  const type = scope.joins.types.get(place.type);
  if (!type) return;
  if (isAbstractHere(type, place.group.graph)) planByType(scope, place, type, selections);
  else for (const selection of selections) planSelection(scope, place, type, selection, conditions);
}

function isAbstractHere(type: JoinedType, graph: string): boolean {
  return type.kind !== 'object' && !type.graphs.get(graph)?.interfaceObject;
}

function planByType(
  scope: Scope,
  place: Place,
  type: JoinedType,
  selections: readonly SelectionNode[],
): void {
  addTypename(place.shape);
  const members = type.members.get(place.group.graph);
  if (!members) throw new Error(`query plan: what is behind ${type.name} is not known here`);
  for (const member of members) {
    const path = [...place.path, { TypeCondition: [member] }];
    const inner: Place = { ...place, type: member, path, shape: onType(place.shape, member) };
    planInto(scope, inner, selections);
    if (inner.shape.fields.size === 0 && inner.shape.onType.size === 0) place.shape.onType.delete(member);
  }
}

function planSelection(
  scope: Scope,
  place: Place,
  type: JoinedType,
  selection: SelectionNode,
  conditions: readonly DirectiveNode[],
): void {
  if (selection.kind === Kind.FIELD) {
    planField(scope, place, type, selection, conditions);
    return;
  }
  const inner =
    selection.kind === Kind.INLINE_FRAGMENT ? selection : scope.fragments.get(selection.name.value);
  if (!inner) return;
  const condition = inner.typeCondition?.name.value ?? type.name;
  if (isA(scope.joins, type, condition)) planInto(scope, place, inner.selectionSet.selections);
  else if (type.kind === 'interface') planBehind(scope, place, type, condition, inner.selectionSet);
}

function isA(joins: Joins, type: JoinedType, condition: string): boolean {
  if (condition === type.name || type.interfaces.includes(condition)) return true;
  const members = joins.types.get(condition)?.members.values() ?? [];
  return [...members].some((names) => names.has(type.name));
}

/** A type condition on an interface object: only a subgraph that knows the types behind the interface can tell. */
function planBehind(
  scope: Scope,
  place: Place,
  type: JoinedType,
  condition: string,
  set: SelectionSetNode,
): void {
  for (const [graph, { interfaceObject, keys }] of type.graphs) {
    const [key] = keys;
    if (interfaceObject || !key || !type.members.get(graph)?.has(condition)) continue;
    const hops = hopsTo(scope.joins, type, place.group.graph, (to) => to === graph);
    if (!hops) continue;
    const there = follow(scope, place, hops);
    addTypename(there.shape);
    const path = [...there.path, { TypeCondition: [condition] }];
    planInto(
      scope,
      { ...there, type: condition, path, shape: onType(there.shape, condition) },
      set.selections,
    );
  }
}

function planField(
  scope: Scope,
  place: Place,
  type: JoinedType,
  field: FieldNode,
  conditions: readonly DirectiveNode[],
): void {
  const name = field.name.value;
  if (name === '__typename') planTypename(scope, place, type, field);
  else if (isThere(type, name, place.group.graph, place.provided))
    planHere(scope, place, type, field, conditions);
  else planElsewhere(scope, place, type, field);
}

function planHere(
  scope: Scope,
  place: Place,
  type: JoinedType,
  field: FieldNode,
  conditions: readonly DirectiveNode[],
): void {
  const { graph } = place.group;
  const joined = type.fields.get(field.name.value);
  const at = joined?.graphs.get(graph);
  if (!joined) return;
  if (at?.requires && !hasNeed(place.group, at.requires)) {
    const [key] = type.graphs.get(graph)?.keys ?? [];
    if (!key) throw new Error(`query plan: ${type.name} has no key where ${field.name.value} is`);
    planWithNeeds(scope, place, field, { graph, key, type: type.name }, at.requires);
    return;
  }
  const shape = addField(place.shape, field, scope.joins.types.has(joined.type), conditions);
  if (!field.selectionSet) return;
  const lists = Array<FlattenNodePathSegment>(joined.lists).fill('@');
  const path = [...place.path, { Field: (field.alias ?? field.name).value }, ...lists];
  const provided = at?.provides ?? providedIn(place.provided, field.name.value);
  planInto(scope, { ...place, type: joined.type, shape, path, provided }, field.selectionSet.selections);
}

/** An interface object does not know its type: a subgraph that does is asked. */
function planTypename(scope: Scope, place: Place, type: JoinedType, field: FieldNode): void {
  if (type.kind === 'object') {
    addField(place.shape, field, false);
    return;
  }
  const hops = hopsTo(scope.joins, type, place.group.graph, (to) => !type.graphs.get(to)?.interfaceObject);
  if (hops) addTypename(follow(scope, place, hops).shape);
}

function planElsewhere(scope: Scope, place: Place, type: JoinedType, field: FieldNode): void {
  const name = field.name.value;
  const parents = type.interfaces.flatMap((parent) => scope.joins.types.get(parent) ?? []);
  for (const one of [type, ...parents]) {
    const hops = hopsTo(scope.joins, type, place.group.graph, (to) => isThere(one, name, to, undefined), one);
    const last = hops?.at(-1);
    if (!hops || !last) continue;
    const requires = one.fields.get(name)?.graphs.get(last.graph)?.requires;
    if (requires) planWithNeeds(scope, follow(scope, place, hops.slice(0, -1)), field, last, requires);
    else planInto(scope, follow(scope, place, hops), [field]);
    return;
  }
  throw new Error(`query plan: nobody can add ${type.name}.${name} from here`);
}

/** Goes from subgraph to subgraph by their keys; a group for the same entities by the same key is used again. */
function follow(scope: Scope, place: Place, hops: readonly Hop[]): Place {
  return hops.reduce((from, { graph, key, type }) => {
    addTypename(from.shape);
    planInto(scope, from, key.selections);
    return enter(scope, from, graph, type, [key], [from.group]);
  }, place);
}

function enter(
  scope: Scope,
  from: Place,
  graph: string,
  type: string,
  needs: readonly SelectionSetNode[],
  after: readonly Group[],
): Place {
  const same = (group: Group): boolean =>
    group.graph === graph &&
    group.entity?.type === type &&
    JSON.stringify(group.path) === JSON.stringify(from.path) &&
    group.entity.needs.map(print).join() === needs.map(print).join();
  let group = scope.groups.find(same);
  if (!group) {
    group = newGroup(graph, from.path, { type, from: from.type, needs });
    scope.groups.push(group);
  }
  for (const one of after) if (one !== group) group.after.add(one);
  return { group, type, shape: group.shape, path: from.path, provided: undefined };
}

/** Fetches first what the field requires, wherever that is, and then asks for the field with it. */
function planWithNeeds(
  scope: Scope,
  place: Place,
  field: FieldNode,
  hop: Hop,
  requires: SelectionSetNode,
): void {
  addTypename(place.shape);
  planInto(scope, place, hop.key.selections);
  planInto(scope, place, requires.selections);
  const depth = JSON.stringify(place.path).slice(0, -1);
  const before = scope.groups.filter(
    (group) => JSON.stringify(group.path).startsWith(depth) && !hasNeed(group, requires),
  );
  const there = enter(scope, place, hop.graph, hop.type, [hop.key, requires], [place.group, ...before]);
  planInto(scope, there, [field]);
}

/** Whether a group is told what a field requires. */
function hasNeed({ entity }: Group, requires: SelectionSetNode): boolean {
  const wanted = print(requires);
  return entity?.needs.some((need) => print(need) === wanted) ?? false;
}
