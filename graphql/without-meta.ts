import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from './fragments.ts';

/** The operation without what needs no subgraph (`__schema`, `__type`, the root's `__typename`); undefined when empty. */
export function withoutMeta(
  operation: OperationDefinitionNode,
  fragments: Fragments,
): DocumentNode | undefined {
  return narrowed(operation, fragments, (field) => !field.name.value.startsWith('__'));
}

/** The operation with nothing but `__schema` and `__type`; undefined when it has neither. */
export function keepMeta(operation: OperationDefinitionNode, fragments: Fragments): DocumentNode | undefined {
  return narrowed(operation, fragments, ({ name }) => name.value === '__schema' || name.value === '__type');
}

/** Root fragments become inline, since the same fragment is narrowed only where it stands at the root. */
function narrowed(
  operation: OperationDefinitionNode,
  fragments: Fragments,
  keep: (field: FieldNode) => boolean,
): DocumentNode | undefined {
  const selectionSet = narrow(operation.selectionSet, fragments, keep, new Set());
  if (selectionSet.selections.length === 0) return undefined;
  const used = new Set<FragmentDefinitionNode>();
  collectUsed(selectionSet, fragments, used);
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet }, ...used] };
}

function narrow(
  set: SelectionSetNode,
  fragments: Fragments,
  keep: (field: FieldNode) => boolean,
  seen: Set<string>,
): SelectionSetNode {
  const inline = (selection: InlineFragmentNode | FragmentSpreadNode): SelectionNode[] => {
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!inner || isRepeated(selection, seen)) return [];
    const selectionSet = narrow(inner.selectionSet, fragments, keep, seen);
    if (selectionSet.selections.length === 0) return [];
    const { typeCondition } = inner;
    const { directives = [] } = selection;
    return [
      { kind: Kind.INLINE_FRAGMENT, directives, selectionSet, ...(typeCondition && { typeCondition }) },
    ];
  };
  const selections = set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return keep(selection) ? [selection] : [];
    return inline(selection);
  });
  return { kind: Kind.SELECTION_SET, selections };
}

/** A fragment spread once without a condition adds nothing the second time; without this, fragments can fan out. */
function isRepeated(selection: SelectionNode, seen: Set<string>): boolean {
  if (selection.kind !== Kind.FRAGMENT_SPREAD) return false;
  if (seen.has(selection.name.value)) return true;
  if (!selection.directives?.length) seen.add(selection.name.value);
  return false;
}

function collectUsed(set: SelectionSetNode, fragments: Fragments, used: Set<FragmentDefinitionNode>): void {
  for (const selection of set.selections) {
    const inner = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (!inner?.selectionSet) continue;
    if (inner.kind === Kind.FRAGMENT_DEFINITION) {
      if (used.has(inner)) continue;
      used.add(inner);
    }
    collectUsed(inner.selectionSet, fragments, used);
  }
}
