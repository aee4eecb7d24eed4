import { type DefinitionNode, type DocumentNode, Kind } from 'graphql';

/** Type condition → names of `__typename` that satisfy it, for all types of a supergraph, also those clients cannot see. */
export type PossibleTypes = ReadonlyMap<string, ReadonlySet<string>>;

/** An interface satisfies itself: an interface object carries its name until its type is known. */
export function possibleTypes(supergraph: DocumentNode): PossibleTypes {
  const possible = new Map<string, Set<string>>();
  const add = (condition: string, name: string): void => {
    const names = possible.get(condition);
    if (names) names.add(name);
    else possible.set(condition, new Set([name]));
  };
  for (const definition of supergraph.definitions) {
    for (const [condition, name] of relations(definition)) add(condition, name);
  }
  return possible;
}

function relations(definition: DefinitionNode): (readonly [condition: string, name: string])[] {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const name = definition.name.value;
      return [[name, name], ...(definition.interfaces ?? []).map((one) => [one.name.value, name] as const)];
    }
    case Kind.UNION_TYPE_DEFINITION:
      return (definition.types ?? []).map((one) => [definition.name.value, one.name.value]);
    default:
      return [];
  }
}

/** Whether a name is that of an interface with types behind it. */
export function isInterface(name: unknown, possible: PossibleTypes): boolean {
  return typeof name === 'string' && (possible.get(name)?.size ?? 0) > 1;
}

/** All names that satisfy any of the conditions. */
export function satisfying(conditions: readonly string[], possible: PossibleTypes): ReadonlySet<string> {
  const names = new Set<string>(conditions);
  for (const condition of conditions) for (const name of possible.get(condition) ?? []) names.add(name);
  return names;
}
