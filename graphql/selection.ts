import {
  type DirectiveNode,
  type FieldNode,
  type FragmentSpreadNode,
  type InlineFragmentNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Fragments } from './fragments.ts';

/** When a selection counts: every one of these variables must have this value; `never` when a literal says so. */
export type Condition = readonly { readonly variable: string; readonly equals: boolean }[] | 'never';

/** A selection set and when it counts. */
export interface Conditional {
  readonly selectionSet: SelectionSetNode;
  readonly condition: Condition;
}

/** One key of the answer: all selections of it, merged. */
export interface SelectedField {
  readonly key: string;
  readonly name: string;
  /** Any of these suffices. */
  readonly conditions: readonly Condition[];
  readonly selections: readonly Conditional[];
}

type Gathered = Map<string, { name: string; conditions: Condition[]; selections: Conditional[] }>;

/** `CollectFields` of the specification at compile time: `applies` says whether a type condition holds. */
export function collectFields(
  sets: readonly Conditional[],
  fragments: Fragments,
  applies: (typeCondition: string) => boolean,
): SelectedField[] {
  const fields: Gathered = new Map();
  const seen = new Set<string>();
  const isRepeated = (selection: SelectionNode, condition: Condition): boolean => {
    if (selection.kind !== Kind.FRAGMENT_SPREAD) return false;
    const visit = `${selection.name.value} ${JSON.stringify(condition)}`;
    return seen.size === seen.add(visit).size;
  };
  const walk = ({ selectionSet, condition: outer }: Conditional): void => {
    for (const selection of selectionSet.selections) {
      const condition = and(outer, conditionOf(selection.directives));
      if (condition === 'never' || isRepeated(selection, condition)) continue;
      if (selection.kind === Kind.FIELD) take(fields, selection, condition);
      else enter(selection, condition);
    }
  };
  const enter = (selection: InlineFragmentNode | FragmentSpreadNode, condition: Condition): void => {
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    const type = inner?.typeCondition?.name.value;
    if (inner && (type === undefined || applies(type))) walk({ selectionSet: inner.selectionSet, condition });
  };
  for (const set of sets) walk(set);
  return [...fields].map(([key, field]) => ({ key, ...field }));
}

function take(fields: Gathered, node: FieldNode, condition: Condition): void {
  const key = (node.alias ?? node.name).value;
  const field = fields.get(key) ?? { name: node.name.value, conditions: [], selections: [] };
  fields.set(key, field);
  field.conditions.push(condition);
  if (node.selectionSet) field.selections.push({ selectionSet: node.selectionSet, condition });
}

function and(left: Condition, right: Condition): Condition {
  if (left === 'never' || right === 'never') return 'never';
  if (left.length === 0) return right;
  const more = right.filter(
    ({ variable, equals }) => !left.some((known) => known.variable === variable && known.equals === equals),
  );
  return more.length === 0 ? left : [...left, ...more];
}

function conditionOf(directives: readonly DirectiveNode[] | undefined): Condition {
  return (directives ?? []).map(conditionIn).reduce(and, []);
}

function conditionIn({ name, arguments: given }: DirectiveNode): Condition {
  if (name.value !== 'skip' && name.value !== 'include') return [];
  const equals = name.value === 'include';
  const value = given?.find((argument) => argument.name.value === 'if')?.value;
  if (value?.kind === Kind.VARIABLE) return [{ variable: value.name.value, equals }];
  return value?.kind === Kind.BOOLEAN && value.value !== equals ? 'never' : [];
}
