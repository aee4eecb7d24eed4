import type { Graph } from '../../graphql/compose.ts';
import { federatedGraph } from '../../graphql/federated.ts';
import { createGraphqlServer, type GraphqlServerOptions } from '../../graphql/server.ts';
import { requireScope } from '../access/require.ts';
import type { Route } from '../http-server.ts';
import type { Asking } from './gateway.ts';

export interface FederationDoor {
  readonly route: Route;
  close(): Promise<void>;
}

interface DoorOptions extends Pick<GraphqlServerOptions, 'transport' | 'log'> {
  readonly graph: Graph;
  readonly askingOf: (request: Request) => Promise<Asking>;
  /** Makes an answer of an `AccessError`. */
  readonly refuse: (error: unknown) => unknown;
}

const path = '/federation';

/**
 * The whole graph as a subgraph (`_service`, `_entities`) for the router of a larger graph. A reference goes around the root
 * fields, so only a service with the scope `graph:federate` comes in. Nothing is composed before somebody asks.
 */
export function federationDoor({ graph, transport, askingOf, refuse, log }: DoorOptions): FederationDoor {
  const federated = federatedGraph(graph, transport);
  const server = createGraphqlServer({
    ...federated,
    path,
    log,
    development: false,
    contextOf: async (request) => {
      const asking = await askingOf(request);
      try {
        requireScope(asking.identity, 'graph:federate');
      } catch (error) {
        throw refuse(error);
      }
      await federated.settled();
      return asking;
    },
  });
  return {
    route: async (request, response) => {
      if (request.url?.split('?', 1)[0] !== path) return false;
      if (!federated.graph.current) await federated.settled();
      server.requestListener(request, response);
      return true;
    },
    close: () => server.close(),
  };
}
