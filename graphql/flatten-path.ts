import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { type Entity, isEntity, type Path } from './run.ts';
import { type PossibleTypes, satisfying } from './types.ts';

type Segment =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'type'; readonly names: ReadonlySet<string> };

export type Segments = readonly Segment[];

export function flattenPath(path: readonly FlattenNodePathSegment[], possible: PossibleTypes): Segments {
  return path.map((segment) => {
    if (segment === '@') return { kind: 'list' };
    if ('Field' in segment) return { kind: 'field', name: segment.Field };
    return { kind: 'type', names: satisfying(segment.TypeCondition, possible) };
  });
}

/** The objects at a path of the plan, in order of the answer. */
export function objectsAt(data: unknown, segments: Segments): Entity[] {
  const found: Entity[] = [];
  collect(data, segments, 0, found);
  return found;
}

function collect(value: unknown, segments: Segments, at: number, found: Entity[]): void {
  if (value === null || typeof value !== 'object') return;
  const segment = segments[at];
  if (Array.isArray(value)) {
    const next = segment?.kind === 'list' ? at + 1 : at;
    for (let index = 0; index < value.length; index++) collect(value[index], segments, next, found);
  } else if (segment === undefined) {
    found.push(value as Entity);
  } else {
    collect(through(value as Entity, segment), segments, at + 1, found);
  }
}

/** One segment further from an object; undefined where the path does not lead through it. */
function through(value: Entity, segment: Segment): unknown {
  if (segment.kind === 'field') return value[segment.name];
  return segment.kind === 'type' && fits(value, segment.names) ? value : undefined;
}

function fits(value: Entity, names: ReadonlySet<string>): boolean {
  const name = value['__typename'];
  return typeof name !== 'string' || names.has(name);
}

/** The paths of the same objects in the same order; only needed where something failed. */
export function pathsAt(data: unknown, segments: Segments): Path[] {
  const found: Path[] = [];
  collectPaths(data, segments, [], found);
  return found;
}

function collectPaths(value: unknown, segments: Segments, path: Path, found: Path[]): void {
  const [segment, ...rest] = segments;
  if (Array.isArray(value)) {
    const next = segment?.kind === 'list' ? rest : segments;
    for (const [index, item] of value.entries()) collectPaths(item, next, [...path, index], found);
  } else if (!isEntity(value)) {
    return;
  } else if (segment === undefined) {
    found.push(path);
  } else {
    const longer = segment.kind === 'field' ? [...path, segment.name] : path;
    collectPaths(through(value, segment), rest, longer, found);
  }
}
