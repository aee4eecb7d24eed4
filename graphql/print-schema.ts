import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { compose } from './composition.ts';
import type { Subgraph } from './subgraph.ts';

/** The public schema of these subgraphs, in a fixed order, so that its diff shows what changed. Throws when they do not compose. */
export function publicSchemaOf(subgraphs: Iterable<Pick<Subgraph, 'name' | 'sdl'>>): string {
  const offers = new Map(Array.from(subgraphs, ({ name, sdl }) => [name, sdl]));
  const outcome = compose(offers, new Map());
  if (outcome.faults.length > 0 || !('publicSdl' in outcome)) {
    const reasons = outcome.faults.map(({ subgraph, message }) => `${subgraph}: ${message}`);
    throw new Error(`composing the graph: ${reasons.join('; ')}`);
  }
  return `${printSchema(lexicographicSortSchema(buildSchema(outcome.publicSdl)))}\n`;
}
