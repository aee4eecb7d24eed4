import { answer, type Route } from '../http-server.ts';
import { healthOf, type Part } from './health.ts';
import type { Metrics } from './metrics.ts';

/** `/health/live`, `/health/ready` (per part; 503 when a needed one is down) and `/metrics` (Prometheus). */
export function operatorRoute(parts: readonly Part[], metrics: Metrics): Route {
  return async ({ url = '/' }, response) => {
    switch (url.split('?', 1)[0]) {
      case '/health/live':
        answer(response, 200, { status: 'live' });
        return true;
      case '/health/ready': {
        const health = await healthOf(parts);
        answer(response, health.status === 'unavailable' ? 503 : 200, health);
        return true;
      }
      case '/metrics':
        response.writeHead(200, { 'content-type': metrics.contentType });
        response.end(await metrics.text());
        return true;
      default:
        return false;
    }
  };
}
