import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { compose } from './composition.ts';
import { fittingKeys } from './federated.ts';
import { federatedSdl } from './federated-sdl.ts';
import type { Subgraph } from './subgraph.ts';
import { buildSupergraph } from './supergraph.ts';

/**
 * The public schema of these subgraphs as a Federation v2 subgraph, with the keys by which a larger graph may refer to our
 * types; in a fixed order, so that its diff shows what changed. Rejects when they do not compose.
 */
export async function publicSchemaOf(subgraphs: Iterable<Pick<Subgraph, 'name' | 'sdl'>>): Promise<string> {
  const offers = new Map(Array.from(subgraphs, ({ name, sdl }) => [name, sdl]));
  const outcome = compose(offers, new Map());
  if (outcome.faults.length > 0 || !('publicSdl' in outcome)) {
    const reasons = outcome.faults.map(({ subgraph, message }) => `${subgraph}: ${message}`);
    throw new Error(`composing the graph: ${reasons.join('; ')}`);
  }
  const keys = await fittingKeys(buildSupergraph(outcome.sdl, outcome.publicSdl), offers);
  const sorted = printSchema(lexicographicSortSchema(buildSchema(outcome.publicSdl)));
  return `${federatedSdl(sorted, keys)}\n`;
}
