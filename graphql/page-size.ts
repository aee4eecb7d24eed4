import { type ArgumentNode, type FieldNode, Kind } from 'graphql';

/** Arguments that say how many items a list may have. */
const pageArguments = new Set(['first', 'last', 'limit']);

export type PageSize = (variables: Readonly<Record<string, unknown>>) => number | undefined;

/** How to know the page size that a field asks for; undefined where the field has no such argument. */
export function pageSizeOf(field: FieldNode): PageSize | undefined {
  const sizes = (field.arguments ?? []).filter(({ name }) => pageArguments.has(name.value)).map(sizeOf);
  if (sizes.length === 0) return undefined;
  return (variables) => {
    const given = sizes.flatMap((size) => size(variables) ?? []);
    // a negative size is told apart from a large one, so it may not drown in it
    return given.find((size) => size < 0) ?? (given.length > 0 ? Math.max(...given) : undefined);
  };
}

function sizeOf({ value }: ArgumentNode): PageSize {
  if (value.kind === Kind.INT) return () => Number(value.value);
  if (value.kind !== Kind.VARIABLE) return () => undefined;
  const name = value.name.value;
  return (variables) => {
    const given = variables[name];
    return typeof given === 'number' ? given : undefined;
  };
}
