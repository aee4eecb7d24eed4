import type { FetchRewrite, RequiresSelection } from '@graphql-hive/router-query-planner';
import { compileRewrites } from './rewrites.ts';
import { type Entity, isEntity } from './run.ts';
import { type PossibleTypes, satisfying } from './types.ts';

/** What a subgraph is told of an entity; undefined when not enough is known to ask for it. */
export type Represent = (
  entity: Entity,
) => { readonly key: unknown; readonly representation: Entity } | undefined;

interface Field {
  readonly name: string;
  readonly as: string;
  readonly selections: readonly RequiresSelection[] | undefined;
}

/** Compiled once per fetch; the work per type is done when the first entity of that type comes by. */
export function compileRepresent(
  requires: readonly RequiresSelection[],
  rewrites: readonly FetchRewrite[] | undefined,
  possible: PossibleTypes,
): Represent {
  const byType = new Map<string, Represent>();
  const rewrite = compileRewrites(rewrites, possible);
  const only = onlyType(requires);
  const alone = only !== undefined && satisfying([only], possible).size === 1;
  return (entity) => {
    const name = typeof entity['__typename'] === 'string' ? entity['__typename'] : only;
    if (name === undefined) return undefined;
    let represent = byType.get(name);
    if (!represent) {
      represent = representType(name, requires, possible, alone);
      byType.set(name, represent);
    }
    const made = represent(entity);
    if (made && rewrite) rewrite(made.representation);
    return made;
  };
}

function onlyType(requires: readonly RequiresSelection[]): string | undefined {
  const [first, ...rest] = requires;
  return first?.kind === 'InlineFragment' && rest.length === 0 ? first.typeCondition : undefined;
}

function representType(
  type: string,
  requires: readonly RequiresSelection[],
  possible: PossibleTypes,
  alone: boolean,
): Represent {
  const fields = fieldsFor(type, requires, possible).filter(({ as }) => as !== '__typename');
  const [first, ...rest] = fields;
  if (!first) return () => undefined;
  if (rest.length === 0 && !first.selections) return representByLeaf(type, first, alone);
  return (entity) => {
    const representation: Entity = { __typename: type };
    let useful = false;
    for (const field of fields) {
      const value = known(entity, field, possible);
      if (value === undefined) continue;
      representation[field.as] = value;
      if (value !== null) useful = true;
    }
    return useful ? { key: JSON.stringify(representation), representation } : undefined;
  };
}

/** The common case, a single key: the value itself tells entities apart, as long as they are all of one type. */
function representByLeaf(type: string, { name, as }: Field, alone: boolean): Represent {
  const make = makerOf(type, as);
  return (entity) => {
    const value = entity[name] ?? entity[as];
    if (value === undefined || value === null) return undefined;
    const representation = make(value);
    const key = alone && typeof value !== 'object' ? value : JSON.stringify(representation);
    return { key, representation };
  };
}

/** A literal with known keys is made several times faster than one with a computed key; both are GraphQL names. */
function makerOf(type: string, key: string): (value: unknown) => Entity {
  const name = /^[_A-Za-z][_0-9A-Za-z]*$/;
  if (!name.test(type) || !name.test(key)) throw new Error('not a name');
  return new Function('value', `return { __typename: "${type}", ${key}: value };`) as (
    value: unknown,
  ) => Entity;
}

function fieldsFor(type: string, selections: readonly RequiresSelection[], possible: PossibleTypes): Field[] {
  const fields = new Map<string, Field>();
  for (const field of flatten(type, selections, possible)) {
    const before = fields.get(field.as);
    const merged =
      before?.selections && field.selections ? [...before.selections, ...field.selections] : undefined;
    fields.set(field.as, merged ? { ...field, selections: merged } : field);
  }
  return [...fields.values()];
}

function flatten(type: string, selections: readonly RequiresSelection[], possible: PossibleTypes): Field[] {
  return selections.flatMap((selection) => {
    if (selection.kind === 'Field') {
      return [
        { name: selection.name, as: selection.alias ?? selection.name, selections: selection.selections },
      ];
    }
    if (selection.kind !== 'InlineFragment') return [];
    return satisfying([selection.typeCondition], possible).has(type)
      ? flatten(type, selection.selections, possible)
      : [];
  });
}

function known(entity: Entity, { name, as, selections }: Field, possible: PossibleTypes): unknown {
  const value = entity[name] === undefined ? entity[as] : entity[name];
  return selections ? nested(value, selections, possible) : value;
}

function nested(value: unknown, selections: readonly RequiresSelection[], possible: PossibleTypes): unknown {
  if (Array.isArray(value)) return value.map((item) => nested(item, selections, possible));
  if (!isEntity(value)) return value;
  const type = value['__typename'];
  const made: Entity = {};
  for (const field of fieldsFor(typeof type === 'string' ? type : '', selections, possible)) {
    const inner = known(value, field, possible);
    if (inner !== undefined) made[field.as] = inner;
  }
  return made;
}
