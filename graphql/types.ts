import { type DocumentNode, Kind } from 'graphql';

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
    if (
      definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
      definition.kind === Kind.INTERFACE_TYPE_DEFINITION
    ) {
      add(definition.name.value, definition.name.value);
      for (const parent of definition.interfaces ?? []) add(parent.name.value, definition.name.value);
    }
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const member of definition.types ?? []) add(definition.name.value, member.name.value);
    }
  }
  return possible;
}

/** All names that satisfy any of the conditions. */
export function satisfying(conditions: readonly string[], possible: PossibleTypes): ReadonlySet<string> {
  const names = new Set<string>(conditions);
  for (const condition of conditions) for (const name of possible.get(condition) ?? []) names.add(name);
  return names;
}
