import { type SimulatedRequest, type StartSimulator, serveSimulated } from '../../hub/simulator.ts';
import { answerAdmin } from './simulator/admin.ts';
import { operationOf } from './simulator/operations.ts';
import { answerProductApi } from './simulator/product-api.ts';
import { createWorld } from './simulator/world.ts';

/**
 * IPDC with the 120 products of a city, or with recorded pages of the stream. Operations, for faults: `snapshot`,
 * `version`, `instance`, `export`, `redirect`, `me`.
 */
const start: StartSimulator = async ({ port = 0, recordings } = {}) => {
  const world = createWorld(recordings);
  const answer = (request: SimulatedRequest) =>
    operationOf(request) === 'admin' ? answerAdmin(world, request) : answerProductApi(world, request);
  const server = await serveSimulated(answer, { port, faults: world.faults, operationOf });
  return {
    settings: { baseUrl: server.url, apiKey: world.apiKey, pollSeconds: 1, requestsPerMinute: 60_000 },
    adminUrl: `${server.url}/admin`,
    close: () => server.close(),
  };
};

export default start;
