import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
  type UnionTypeDefinitionNode,
} from 'graphql';

/** What a supergraph says of where things are: its `@join__…` directives, read once. */
export interface Joins {
  readonly types: ReadonlyMap<string, JoinedType>;
  /** Enum value of `join__Graph` → name of the subgraph. */
  readonly names: ReadonlyMap<string, string>;
}

export interface JoinedType {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'union';
  readonly graphs: Map<string, { readonly keys: SelectionSetNode[]; interfaceObject: boolean }>;
  readonly fields: Map<string, JoinedField>;
  /** Graph → the object types that a value of this type can have there. */
  readonly members: Map<string, Set<string>>;
  readonly interfaces: string[];
}

export interface JoinedField {
  /** Name of the type without lists and non-null. */
  readonly type: string;
  readonly lists: number;
  readonly graphs: Map<string, Place>;
}

export interface Place {
  readonly requires: SelectionSetNode | undefined;
  readonly provides: SelectionSetNode | undefined;
  /** Known there only as part of a key, or where a path provides it. */
  readonly external: boolean;
}

export function readJoins(supergraphSdl: string): Joins {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const composites = definitions.filter(isComposite);
  const types = new Map(composites.map((definition) => [definition.name.value, typeOf(definition)] as const));
  for (const definition of composites) noteMembers(types, definition);
  return { types, names: new Map(definitions.flatMap(graphNames)) };
}

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode | UnionTypeDefinitionNode;
type Values = Readonly<Record<string, unknown>>;

const kinds = {
  [Kind.OBJECT_TYPE_DEFINITION]: 'object',
  [Kind.INTERFACE_TYPE_DEFINITION]: 'interface',
  [Kind.UNION_TYPE_DEFINITION]: 'union',
} as const;

function isComposite(definition: DefinitionNode): definition is Composite {
  return definition.kind in kinds;
}

function typeOf(definition: Composite): JoinedType {
  const type: JoinedType = {
    name: definition.name.value,
    kind: kinds[definition.kind],
    graphs: new Map(),
    fields: new Map(),
    members: new Map(),
    interfaces: 'interfaces' in definition ? (definition.interfaces ?? []).map(({ name }) => name.value) : [],
  };
  for (const values of valuesOf(definition, 'join__type')) noteGraph(type, values);
  if ('fields' in definition) {
    for (const field of definition.fields ?? []) type.fields.set(field.name.value, fieldOf(field, type));
  }
  return type;
}

function noteGraph({ graphs }: JoinedType, { graph, key, resolvable, isInterfaceObject }: Values): void {
  const known = graphs.get(String(graph)) ?? { keys: [], interfaceObject: false };
  graphs.set(String(graph), known);
  if (typeof key === 'string' && resolvable !== false) known.keys.push(selectionOf(key));
  known.interfaceObject ||= isInterfaceObject === true;
}

function noteMembers(types: ReadonlyMap<string, JoinedType>, definition: Composite): void {
  const name = definition.name.value;
  for (const { graph, member } of valuesOf(definition, 'join__unionMember'))
    noteMember(types, name, graph, member);
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return;
  for (const values of valuesOf(definition, 'join__implements')) {
    noteMember(types, String(values['interface']), values['graph'], name);
  }
}

function noteMember(
  types: ReadonlyMap<string, JoinedType>,
  abstract: string,
  graph: unknown,
  member: unknown,
): void {
  const { members } = types.get(abstract) ?? { members: new Map<string, Set<string>>() };
  members.set(String(graph), (members.get(String(graph)) ?? new Set()).add(String(member)));
}

function fieldOf(field: FieldDefinitionNode, owner: JoinedType): JoinedField {
  const joins = valuesOf(field, 'join__field');
  const everywhere = [...owner.graphs.keys()].map((graph) => ({ graph }));
  const graphs = new Map<string, Place>();
  for (const join of joins.length === 0 ? everywhere : joins) {
    // a field that an interface object adds has a directive without a graph on the types behind the interface
    if (join['graph'] !== undefined) graphs.set(String(join['graph']), placeOf(join));
  }
  return { ...named(field.type), graphs };
}

function placeOf({ requires, provides, external, usedOverridden }: Values): Place {
  return {
    requires: typeof requires === 'string' ? selectionOf(requires) : undefined,
    provides: typeof provides === 'string' ? selectionOf(provides) : undefined,
    external: external === true || usedOverridden === true,
  };
}

function named(type: TypeNode, lists = 0): { type: string; lists: number } {
  if (type.kind === Kind.NAMED_TYPE) return { type: type.name.value, lists };
  return named(type.type, type.kind === Kind.LIST_TYPE ? lists + 1 : lists);
}

function graphNames(definition: DefinitionNode): [string, string][] {
  if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') return [];
  return (definition.values ?? []).map((value) => [
    value.name.value,
    String(valuesOf(value, 'join__graph')[0]?.['name']),
  ]);
}

function valuesOf(
  { directives = [] }: { readonly directives?: readonly ConstDirectiveNode[] | undefined },
  name: string,
): Values[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: given = [] }) =>
      Object.fromEntries(
        given.map((one) => [one.name.value, 'value' in one.value ? one.value.value : undefined]),
      ),
    );
}

/** A field set of a directive, as a selection. */
function selectionOf(fields: string): SelectionSetNode {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a field set is a selection');
  return definition.selectionSet;
}
