import type { Graph } from '../../graphql/compose.ts';
import { federatedGraph } from '../../graphql/federated.ts';
import { createGraphqlServer, type GraphqlServerOptions } from '../../graphql/server.ts';
import type { Route } from '../http-server.ts';

export interface FederationDoor {
  readonly route: Route;
  close(): Promise<void>;
}

interface DoorOptions extends Pick<GraphqlServerOptions, 'transport' | 'log' | 'contextOf' | 'tracer'> {
  readonly graph: Graph;
}

const path = '/federation';

/**
 * The whole graph as a subgraph (`_service`, `_entities`) for the router of a larger graph. A reference goes around the root
 * fields, so `contextOf` must refuse whoever may not federate. Nothing is composed before somebody asks.
 */
export function federationDoor({ graph, transport, contextOf, log, tracer }: DoorOptions): FederationDoor {
  const federated = federatedGraph(graph, transport);
  const server = createGraphqlServer({
    ...federated,
    path,
    log,
    development: false,
    contextOf,
    tracer,
  });
  return {
    route: async (request, response) => {
      if (request.url?.split('?', 1)[0] !== path) return false;
      await federated.settled();
      server.requestListener(request, response);
      return true;
    },
    close: () => server.close(),
  };
}
