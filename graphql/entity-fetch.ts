import type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNode,
  FlattenNodePathSegment,
} from '@graphql-hive/router-query-planner';
import { ask, note } from './ask.ts';
import { compileRequest, type Step } from './fetch.ts';
import { flattenPath, objectsAt, pathsAt, type Segments } from './flatten-path.ts';
import { merge } from './merge.ts';
import { compileRepresent, type Represent } from './representation.ts';
import { compileRewrites, type Rewrite } from './rewrites.ts';
import { type Entity, isEntity, type Path, type Run } from './run.ts';
import { isInterface, type PossibleTypes } from './types.ts';

interface Part {
  readonly alias: string;
  readonly variable: string;
  readonly paths: readonly Segments[];
  readonly represent: Represent;
  readonly rewrite: Rewrite | undefined;
}

/** The objects that a part asks for, and where each stands in the list that is asked. */
interface Asked {
  readonly part: Part;
  readonly targets: Entity[];
  readonly indexes: number[];
}

/** Asks once for all entities at a path of the answer, each entity once, and merges what comes back. */
export function compileEntityFetch(
  node: FetchNode,
  path: readonly FlattenNodePathSegment[],
  possible: PossibleTypes,
): Step {
  const part: Part = {
    alias: '_entities',
    variable: 'representations',
    paths: [flattenPath(path, possible)],
    represent: compileRepresent(node.requires ?? [], node.inputRewrites, possible),
    rewrite: compileRewrites(node.outputRewrites, possible),
  };
  return compileParts(node, [part], possible);
}

/** The same for several places at once, each under an alias of its own. */
export function compileBatchFetch(node: BatchFetchNode, possible: PossibleTypes): Step {
  return compileParts(
    node,
    node.entityBatch.aliases.map((alias) => partOf(alias, possible)),
    possible,
  );
}

function partOf(alias: EntityBatchAlias, possible: PossibleTypes): Part {
  return {
    alias: alias.alias,
    variable: alias.representationsVariableName,
    paths: alias.paths.map((path) => flattenPath(path, possible)),
    represent: compileRepresent(alias.requires, alias.inputRewrites, possible),
    rewrite: compileRewrites(alias.outputRewrites, possible),
  };
}

function compileParts(
  node: FetchNode | BatchFetchNode,
  parts: readonly Part[],
  possible: PossibleTypes,
): Step {
  const { serviceName } = node;
  const request = compileRequest(node);
  const fetch = async (run: Run, asked: readonly Asked[], variables: Record<string, Entity[]>) => {
    const { data, errors } = await ask(run, serviceName, request(run, variables));
    if (errors) note(run, errors, serviceName, (path) => placesOf(run, asked, path));
    if (data) for (const one of asked) spread(one, data[one.part.alias], possible);
  };
  return (run) => {
    const variables: Record<string, Entity[]> = {};
    const asked = parts.map((part) => gather(run, part, variables));
    return asked.some(({ targets }) => targets.length > 0) ? fetch(run, asked, variables) : undefined;
  };
}

function gather(run: Run, part: Part, variables: Record<string, Entity[]>): Asked {
  const asked: Asked = { part, targets: [], indexes: [] };
  variables[part.variable] ??= [];
  const representations = variables[part.variable] ?? [];
  const known = new Map<unknown, number>();
  for (const entity of part.paths.flatMap((path) => objectsAt(run.data, path))) {
    const made = part.represent(entity);
    if (!made) continue;
    let index = known.get(made.key);
    if (index === undefined) {
      index = representations.push(made.representation) - 1;
      known.set(made.key, index);
    }
    asked.targets.push(entity);
    asked.indexes.push(index);
  }
  return asked;
}

function spread({ part, targets, indexes }: Asked, entities: unknown, possible: PossibleTypes): void {
  if (!Array.isArray(entities)) return;
  part.rewrite?.(entities);
  for (let at = 0; at < targets.length; at++) {
    const target = targets[at];
    const entity = entities[indexes[at] ?? -1];
    if (target && isEntity(entity)) mergeEntity(target, entity, possible);
  }
}

/** A source that knows only the interface may answer after one that knows the type: the type stays. */
function mergeEntity(target: Entity, entity: Entity, possible: PossibleTypes): void {
  const known = target['__typename'];
  merge(target, entity);
  const told = target['__typename'];
  if (told !== known && known !== undefined && isInterface(told, possible)) target['__typename'] = known;
}

/** Where in the answer an error of `_entities` belongs; the paths are looked up only now that they are needed. */
function placesOf(run: Run, asked: readonly Asked[], path: Path | undefined): readonly Path[] {
  const [alias, index, ...tail] = path ?? [];
  const places = asked
    .filter(({ part }) => alias === undefined || part.alias === alias)
    .flatMap((one) => placesIn(run, one, index).map((place) => [...place, ...tail]));
  return typeof index === 'number' ? places : commonPlace(places);
}

function placesIn(run: Run, { part, targets, indexes }: Asked, index: unknown): Path[] {
  const wanted = new Set(targets.filter((_, at) => typeof index !== 'number' || indexes[at] === index));
  return part.paths.flatMap((segments) => {
    const objects = objectsAt(run.data, segments);
    return pathsAt(run.data, segments).filter((_, at) => wanted.has(objects[at] ?? {}));
  });
}

/** A fetch that failed as a whole is told once: at the deepest field that all it was asked for have in common. */
function commonPlace(places: readonly Path[]): Path[] {
  const [first, ...others] = places;
  if (!first) return [[]];
  let length = first.length;
  for (const other of others) {
    while (first.slice(0, length).some((segment, at) => other[at] !== segment)) length -= 1;
  }
  while (length > 0 && typeof first[length - 1] === 'number' && others.length > 0) length -= 1;
  return [first.slice(0, length)];
}
