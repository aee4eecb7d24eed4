import { Kind, type SelectionSetNode } from 'graphql';
import type { JoinedType, Joins } from './joins.ts';

/** One step from a subgraph to another, by a key of the latter. */
export interface Hop {
  readonly graph: string;
  readonly key: SelectionSetNode;
  readonly type: string;
}

/** Whether a subgraph can answer a field of a type. */
export function isThere(
  type: JoinedType,
  field: string,
  graph: string,
  provided: SelectionSetNode | undefined,
): boolean {
  const place = type.fields.get(field)?.graphs.get(graph);
  if (place && !place.external) return true;
  return provided?.selections.some((one) => one.kind === Kind.FIELD && one.name.value === field) ?? false;
}

/** What is provided inside of a provided field. */
export function providedIn(
  provided: SelectionSetNode | undefined,
  field: string,
): SelectionSetNode | undefined {
  for (const one of provided?.selections ?? []) {
    if (one.kind === Kind.FIELD && one.name.value === field) return one.selectionSet;
  }
  return undefined;
}

/**
 * The fewest steps from a subgraph to one that satisfies: each by a key whose fields are known before it. `as` is an interface
 * of the type, where the last step goes to a subgraph that has only that.
 */
export function hopsTo(
  joins: Joins,
  type: JoinedType,
  from: string,
  satisfies: (graph: string) => boolean,
  as: JoinedType = type,
): readonly Hop[] | undefined {
  const seen = new Set([from]);
  const ways: { graph: string; hops: Hop[] }[] = [{ graph: from, hops: [] }];
  // the list grows while it is walked: nearer ways come first
  for (const { graph, hops } of ways) {
    const last = hopFrom(joins, type, as, graph, satisfies);
    if (last) return [...hops, last];
    for (const to of new Set(type.graphs.keys()).difference(seen)) {
      const hop = hopFrom(joins, type, type, graph, (one) => one === to);
      if (!hop) continue;
      seen.add(to);
      ways.push({ graph: to, hops: [...hops, hop] });
    }
  }
  return undefined;
}

function hopFrom(
  joins: Joins,
  type: JoinedType,
  as: JoinedType,
  from: string,
  satisfies: (graph: string) => boolean,
): Hop | undefined {
  for (const [graph, { keys }] of as.graphs) {
    if (graph === from || !satisfies(graph)) continue;
    const key = keys.find((one) => knows(joins, type, one, from));
    if (key) return { graph, key, type: as.name };
  }
  return undefined;
}

/** Whether all fields of a key can be had from a subgraph; those of its own keys it has in any case. */
function knows(joins: Joins, type: JoinedType, key: SelectionSetNode, graph: string): boolean {
  return key.selections.every((selection) => {
    if (selection.kind !== Kind.FIELD) return false;
    const field = type.fields.get(selection.name.value);
    const place = field?.graphs.get(graph);
    if (!field || !place || (place.external && !isOwnKey(type, selection.name.value, graph))) return false;
    const inner = joins.types.get(field.type);
    return (
      !selection.selectionSet || (inner !== undefined && knows(joins, inner, selection.selectionSet, graph))
    );
  });
}

function isOwnKey(type: JoinedType, field: string, graph: string): boolean {
  return (type.graphs.get(graph)?.keys ?? []).some((key) =>
    key.selections.some((one) => one.kind === Kind.FIELD && one.name.value === field),
  );
}
