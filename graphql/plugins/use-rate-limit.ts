import type { IncomingMessage } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import type { Limits } from '../limits.ts';
import { Lru } from '../lru.ts';
import { refusal } from '../response.ts';

/** Whose requests are counted together; undefined for a client that is not limited. */
export type ClientOf = (request: Request, node: IncomingMessage | undefined) => string | undefined;

/**
 * The client by its address, as the outermost of so many proxies of our own saw it (`X-Forwarded-For`). What stands further
 * left in that header the client wrote himself, and is not believed.
 */
export function behindProxies(proxies: number): ClientOf {
  return ({ headers }, node) => {
    const forwarded = headers.get('x-forwarded-for')?.split(',') ?? [];
    const seen = [...forwarded.map((address) => address.trim()), node?.socket.remoteAddress ?? ''];
    return seen.at(-1 - proxies) ?? seen[0];
  };
}

interface Bucket {
  tokens: number;
  at: number;
}

/** A token bucket per client; the least recent clients are forgotten, which can only favour them. */
export function useRateLimit(
  { requestsPerSecond, burst }: Pick<Limits, 'requestsPerSecond' | 'burst'>,
  clientOf: ClientOf = behindProxies(0),
): Plugin {
  const buckets = new Lru<string, Bucket>(10_000);
  const admits = (client: string): boolean => {
    const now = performance.now();
    const bucket = buckets.get(client) ?? buckets.set(client, { tokens: burst, at: now });
    bucket.tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * requestsPerSecond);
    bucket.at = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
  return {
    onRequest({ request, serverContext, endResponse, fetchAPI }) {
      const client = clientOf(request, (serverContext as { req?: IncomingMessage }).req);
      if (client === undefined || admits(client)) return;
      const { body, status, headers } = refusal('Too many requests: wait a second.', 'RATE_LIMITED', 429);
      endResponse(new fetchAPI.Response(body, { status, headers: { ...headers, 'retry-after': '1' } }));
    },
  };
}
