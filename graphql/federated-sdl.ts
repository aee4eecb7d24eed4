import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  parse,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { federationLink } from './federation-directives.ts';

/** Type → the key by which others may refer to it. */
export type Keys = ReadonlyMap<string, string>;

/** For each type the key that most subgraphs know it by, as far as the public schema shows it. */
export function publicKeys(sdls: Iterable<string>, schema: GraphQLSchema): Keys {
  const counts = new Map<string, Map<string, number>>();
  for (const sdl of sdls) {
    for (const [type, key] of parse(sdl).definitions.flatMap(keysOf)) {
      const named = schema.getType(type);
      if (!isObjectType(named) || !shows(named, selectionOf(key))) continue;
      const known = counts.get(type) ?? new Map<string, number>();
      counts.set(type, known.set(key, (known.get(key) ?? 0) + 1));
    }
  }
  const most = (known: Map<string, number>) =>
    [...known].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  return new Map([...counts].map(([type, known]) => [type, most(known)]));
}

function keysOf(definition: DefinitionNode): (readonly [type: string, key: string])[] {
  const isObject =
    definition.kind === Kind.OBJECT_TYPE_DEFINITION || definition.kind === Kind.OBJECT_TYPE_EXTENSION;
  if (!isObject) return [];
  const directives = (definition.directives ?? []).filter(({ name }) => name.value === 'key');
  return directives.flatMap(({ arguments: given = [] }) => {
    const text = given.find(({ name }) => name.value === 'fields')?.value;
    return text?.kind === Kind.STRING ? [[definition.name.value, normal(text.value)] as const] : [];
  });
}

function normal(key: string): string {
  return print(selectionOf(key)).replace(/\s+/g, ' ').slice(2, -2);
}

function selectionOf(key: string): SelectionSetNode {
  const [definition] = parse(`{ ${key} }`).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error('a key is a selection of fields');
  return definition.selectionSet;
}

function fieldsOf({ selections }: SelectionSetNode): FieldNode[] {
  return selections.filter((selection) => selection.kind === Kind.FIELD);
}

function shows(type: GraphQLObjectType, set: SelectionSetNode): boolean {
  return fieldsOf(set).every(({ name, selectionSet }) => {
    const field = type.getFields()[name.value];
    if (!field || !selectionSet) return field !== undefined;
    const inner = getNamedType(field.type);
    return isObjectType(inner) && shows(inner, selectionSet);
  });
}

/** The public schema as a subgraph of a larger graph. */
export function federatedSdl(publicSdl: string, keys: Keys): string {
  const keyed = visit(parse(publicSdl), {
    ObjectTypeDefinition(definition) {
      const key = keys.get(definition.name.value);
      if (key === undefined) return undefined;
      return { ...definition, directives: [...(definition.directives ?? []), keyDirective(key)] };
    },
  });
  return federationLink(['key']) + print(keyed);
}

function keyDirective(key: string): ConstDirectiveNode {
  const fields: ConstArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'fields' },
    value: { kind: Kind.STRING, value: key },
  };
  return { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'key' }, arguments: [fields] };
}

/** Stand-ins for the names of Federation itself, which a composer takes out of what it composes. */
export const standIns: readonly (readonly [standIn: string, name: string])[] = [
  ['StandInAny', '_Any'],
  ['StandInEntity', '_Entity'],
  ['StandInService', '_Service'],
  ['standInEntities', '_entities'],
  ['standInService', '_service'],
];

/** A subgraph that has of every entity nothing but its key: where the references of others come in. */
export function entranceSdl(schema: GraphQLSchema, keys: Keys): string {
  const types = new Map<string, Map<string, string>>();
  for (const [name, key] of keys) noteFields(types, schema.getType(name), selectionOf(key));
  const written = [...types].map(([name, fields]) => {
    const key = keys.get(name);
    const directive = key === undefined ? '@shareable' : `@key(fields: ${JSON.stringify(key)})`;
    return `type ${name} ${directive} { ${[...fields].map(([field, type]) => `${field}: ${type}`).join(' ')} }`;
  });
  return `${federationLink(['key', 'shareable'])}
    scalar StandInAny
    type StandInService { sdl: String! }
    union StandInEntity = ${[...keys.keys()].join(' | ')}
    type Query { standInService: StandInService! standInEntities(representations: [StandInAny!]!): [StandInEntity]! }
    ${written.join('\n')}`;
}

function noteFields(
  types: Map<string, Map<string, string>>,
  type: GraphQLNamedType | undefined,
  set: SelectionSetNode | undefined,
): void {
  if (!isObjectType(type) || !set) return;
  const fields = types.get(type.name) ?? new Map<string, string>();
  types.set(type.name, fields);
  for (const { name, selectionSet } of fieldsOf(set)) {
    const field = type.getFields()[name.value];
    if (!field) continue;
    fields.set(name.value, String(field.type));
    noteFields(types, getNamedType(field.type), selectionSet);
  }
}
