import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildSchema, type GraphQLSchema, parse, print } from 'graphql';
import { type Planner, type PlannerOf, plannerOf } from './planner.ts';
import { type PossibleTypes, possibleTypes } from './types.ts';

/** One composed graph, ready to be asked. It never changes: a recomposition makes another. */
export interface Supergraph {
  /** Counts the compositions of this process. */
  readonly generation: number;
  /** With the joins: what a planner reads. */
  readonly sdl: string;
  /** What clients see. */
  readonly publicSdl: string;
  readonly schema: GraphQLSchema;
  readonly planner: Planner;
  readonly possible: PossibleTypes;
}

let generations = 0;

/** Throws when the SDL is not a supergraph. */
export function buildSupergraph(
  sdl: string,
  publicSdl: string = publicSdlOf(sdl),
  planners: PlannerOf = plannerOf,
): Supergraph {
  const schema = buildSchema(publicSdl, { assumeValidSDL: true });
  const planner = planners(sdl);
  const possible = possibleTypes(parse(sdl, { noLocation: true }));
  generations += 1;
  return { generation: generations, sdl, publicSdl, schema, planner, possible };
}

function publicSdlOf(sdl: string): string {
  const document = transformSupergraphToPublicSchema(parse(sdl));
  return print(document);
}
