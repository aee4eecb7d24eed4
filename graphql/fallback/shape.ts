import { type DirectiveNode, type FieldNode, Kind, print, visit } from 'graphql';

/** A selection that grows while a plan is made. */
export interface Shape {
  readonly fields: Map<string, ShapedField>;
  readonly onType: Map<string, Shape>;
}

interface ShapedField {
  readonly node: FieldNode;
  readonly conditions: readonly DirectiveNode[];
  readonly inner: Shape | undefined;
}

export function newShape(): Shape {
  return { fields: new Map(), onType: new Map() };
}

/** Adds a field and answers what is inside of it. The same key for something else cannot be fetched in one go. */
export function addField(
  shape: Shape,
  node: FieldNode,
  composite: boolean,
  conditions: readonly DirectiveNode[] = [],
): Shape {
  const key = (node.alias ?? node.name).value;
  const known = shape.fields.get(key);
  const { selectionSet: _, ...bare } = { ...node, directives: [] };
  if (known) {
    if (print(known.node) !== print(bare))
      throw new Error(`query plan: ${key} is asked for two things at once`);
    return known.inner ?? shape;
  }
  const inner = composite ? newShape() : undefined;
  shape.fields.set(key, { node: bare, conditions, inner });
  return inner ?? shape;
}

export function addTypename(shape: Shape): void {
  addField(shape, { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }, false);
}

export function onType(shape: Shape, type: string): Shape {
  const inner = shape.onType.get(type) ?? newShape();
  shape.onType.set(type, inner);
  return inner;
}

/** The selection as text; an object of which nothing is asked here still has to be there. */
export function printShape(shape: Shape): string {
  const fields = [...shape.fields.values()].map(({ node, conditions, inner }) => {
    const text = print(node) + (inner ? printShape(inner) : '');
    return conditions.reduceRight((wrapped, condition) => `... ${print(condition)} { ${wrapped} }`, text);
  });
  const fragments = [...shape.onType].map(([type, inner]) => `... on ${type} ${printShape(inner)}`);
  const parts = [...fields, ...fragments];
  return `{ ${parts.length > 0 ? parts.join(' ') : '__typename'} }`;
}

/** Names of the variables in it. */
export function variablesIn(shape: Shape): Set<string> {
  const names = new Set<string>();
  const walk = ({ fields, onType: inner }: Shape): void => {
    for (const field of fields.values()) {
      for (const node of [field.node, ...field.conditions])
        visit(node, { Variable: ({ name }) => void names.add(name.value) });
      if (field.inner) walk(field.inner);
    }
    for (const one of inner.values()) walk(one);
  };
  walk(shape);
  return names;
}
