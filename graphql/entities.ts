import { GraphQLError } from 'graphql';
import type { Resolvers } from './subgraph-schema.ts';

interface Reference {
  readonly __typename: string;
  readonly [key: string]: unknown;
}

type Found = object | null | undefined;
type One = (reference: Reference, context: object) => Found | Promise<Found>;
type Many = (references: Reference[], context: object) => Found[] | Promise<Found[]>;

interface EntityResolvers {
  readonly __resolveReference?: One;
  readonly __resolveReferences?: Many;
}

/** A field that the SDL does not show: `_entities` of one type, without the cost of telling types apart. */
export function entityField(type: string): string {
  return `_entitiesOf${type}`;
}

/** The author's resolvers with those that Federation asks of a subgraph. */
export function entityResolvers(sdl: string, entities: readonly string[], resolvers: Resolvers): Resolvers {
  const merged: Resolvers = {};
  const loaders = new Map<string, EntityResolvers>();
  for (const [type, fields] of Object.entries(resolvers)) {
    if (!isFieldMap(fields)) {
      merged[type] = fields;
      continue;
    }
    const { __resolveReference, __resolveReferences, ...rest } = fields;
    loaders.set(type, { __resolveReference, __resolveReferences } as EntityResolvers);
    merged[type] = rest;
  }
  merged['Query'] = { ...merged['Query'], _service: () => ({ sdl }) };
  if (entities.length === 0) return merged;
  merged['Query']._entities = (_: unknown, args: { representations: Reference[] }, context: object) =>
    resolveAll(args.representations, context, loaders);
  for (const type of entities) {
    merged['Query'][entityField(type)] = (
      _: unknown,
      args: { representations: Reference[] },
      context: object,
    ) => resolveType(type, args.representations, context, loaders);
  }
  merged['_Entity'] = { __resolveType: typeResolver(merged) };
  return merged;
}

/** A reference may name an interface: then the interface's own resolver knows the type. */
function typeResolver(resolvers: Resolvers) {
  return (found: Found, context: object, info: object): unknown => {
    const name = typenameOf(found) ?? '';
    const ofInterface = resolvers[name]?.__resolveType;
    return typeof ofInterface === 'function' ? ofInterface(found, context, info) : name;
  };
}

function isFieldMap(fields: unknown): fields is Record<string, unknown> {
  return typeof fields === 'object' && fields !== null && Object.getPrototypeOf(fields) === Object.prototype;
}

/** A resolver's own object may be of a store that is shared, so its type is noted here and not in it. */
const typenames = new WeakMap<object, string>();

function typenameOf(found: Found): string | undefined {
  if (!found) return undefined;
  return typenames.get(found) ?? (found as { __typename?: string }).__typename;
}

async function resolveAll(
  references: Reference[],
  context: object,
  loaders: Map<string, EntityResolvers>,
): Promise<unknown[]> {
  const byType = Map.groupBy(references.keys(), (index) => references[index]?.__typename ?? '');
  const found: unknown[] = new Array(references.length).fill(null);
  await Promise.all(
    [...byType].map(async ([type, indexes]) => {
      const own = indexes.flatMap((index) => references[index] ?? []);
      const all = await resolveOwn(type, own, context, loaders);
      for (const [position, index] of indexes.entries()) found[index] = all[position] ?? null;
    }),
  );
  return found;
}

function resolveType(
  type: string,
  references: Reference[],
  context: object,
  loaders: Map<string, EntityResolvers>,
): Promise<Found[]> | (Found | Promise<Found>)[] {
  const { __resolveReference: one, __resolveReferences: many } = loaders.get(type) ?? {};
  if (many) return many(references, context);
  if (!one) return references;
  return references.map((reference) => attempt(() => one(reference, context)));
}

/** One reference that throws costs only its own entity. */
function attempt(work: () => Found | Promise<Found>): Found | Promise<Found> {
  try {
    return work();
  } catch (error) {
    return error instanceof Error ? error : new GraphQLError('resolving a reference: thrown', {});
  }
}

/** What fails costs only its own entities: an error as value is an error of its place in the list. */
async function resolveOwn(
  type: string,
  references: Reference[],
  context: object,
  loaders: Map<string, EntityResolvers>,
): Promise<unknown[]> {
  try {
    const found = await resolveType(type, references, context, loaders);
    return await Promise.all(found.map(async (one) => mark(await settled(one), type)));
  } catch (error) {
    return references.map(() => error);
  }
}

async function settled(found: Found | Promise<Found>): Promise<Found> {
  try {
    return await found;
  } catch (error) {
    return error as Error;
  }
}

function mark(found: Found, type: string): Found {
  if (found && !('__typename' in found)) typenames.set(found, type);
  return found;
}
