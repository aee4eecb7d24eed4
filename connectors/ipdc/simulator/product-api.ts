import type { SimulatedAnswer, SimulatedRequest } from '../../../hub/simulator.ts';
import { refusal } from './errors.ts';
import { exportPage } from './export-page.ts';
import { operationOf } from './operations.ts';
import type { Priced } from './priced.ts';
import { snapshotPage } from './snapshot-page.ts';
import { isProduct, liveForm } from './stream.ts';
import type { World } from './world.ts';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The Product API 1.0.3 as far as a reader of instances meets it. */
export function answerProductApi(world: World, request: SimulatedRequest): SimulatedAnswer {
  const operation = operationOf(request);
  world.asked.set(operation, (world.asked.get(operation) ?? 0) + 1);
  const refused = refuseForm(world, request);
  if (refused) return refused;
  const seconds = world.bucket.secondsToWait(new Date());
  if (seconds !== undefined) {
    const { status, body } = refusal(429, 'Wacht even.', 'Wait a moment.');
    return { status, body, headers: { ...world.bucket.headers(), 'retry-after': String(seconds) } };
  }
  const { answer, tokens } = priced(world, request, operation);
  world.bucket.take(tokens);
  const headers = { 'content-type': 'application/ld+json', ...answer.headers, ...world.bucket.headers() };
  return { ...answer, headers };
}

function refuseForm(world: World, { method, headers }: SimulatedRequest) {
  if (headers['x-api-key'] !== world.apiKey) return refusal(401, 'Ongeldige sleutel.', 'Invalid key.');
  const ids = [headers['x-request-id'], headers['x-correlation-id']];
  if (ids.some((id) => id !== undefined && !uuid.test(id))) {
    return refusal(400, 'Dit is geen UUID.', 'This is not a UUID.');
  }
  if (method !== 'GET') return refusal(405, 'Alleen GET.', 'GET only.');
  const accept = headers['accept'] ?? '*/*';
  if (!/application\/(ld\+json|json|\*)|\*\/\*/.test(accept)) {
    return refusal(406, 'Alleen JSON-LD of JSON.', 'JSON-LD or JSON only.');
  }
  return undefined;
}

function priced(world: World, request: SimulatedRequest, operation: string): Priced {
  const { pathname, search } = request.url;
  const last = decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
  switch (operation) {
    case 'snapshot':
      return snapshotPage(world, request);
    case 'export':
      return exportPage(world, request);
    case 'redirect':
      return one({ status: 303, headers: { location: pathname.replace('/id/', '/doc/') + search } });
    case 'version':
      return one(found(world.stream.find(last)));
    case 'instance':
      return one(found(live(world, last)));
    case 'me':
      return one({ status: 200, body: me(world) });
    default:
      return one(refusal(404, 'Dit pad bestaat niet.', 'This path does not exist.'));
  }
}

function one(answer: SimulatedAnswer): Priced {
  return { answer, tokens: 1 };
}

function found(body: object | undefined): SimulatedAnswer {
  return body ? { status: 200, body } : refusal(404, 'Instantie niet gevonden.', 'Instance not found.');
}

function live({ stream }: World, idOrNumber: string) {
  const latest = stream.latest();
  const version = latest.get(idOrNumber) ?? [...latest.values()].find((one) => isProduct(one, idOrNumber));
  return version && liveForm(version);
}

function me({ bucket }: World) {
  return {
    username: 'stad-leuven',
    permissions: ['INSTANTIE_READ', 'INSTANTIE_SNAPSHOT_READ', 'INSTANTIE_EXPORT'],
    rateLimitConfig: {
      tokenAllowance: bucket.allowance,
      refillInterval: `PT${bucket.windowMs / 1000}S`,
      bucketSize: String(bucket.allowance),
    },
  };
}
