import { publicSchemaOf } from '../graphql/print-schema.ts';
import { readSubgraphs } from './subgraphs.ts';

/** `npm run schema`: the public schema as a Federation v2 subgraph, as a city with a supergraph of its own includes it. */
process.stdout.write(await publicSchemaOf(await readSubgraphs()));
