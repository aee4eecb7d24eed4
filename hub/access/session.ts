import { AccessError } from './access-error.ts';
import type { Identity } from './identity.ts';
import { type SealedCookie, sealedCookie } from './sealed-cookie.ts';

const hour = 3_600_000;
const slidingMs = 8 * hour;
const absoluteMs = 10 * hour;
const renewAfterMs = 300_000;

export interface SessionOptions {
  readonly publicUrl: string;
  /** 32 bytes; another key ends every session. */
  readonly sessionKey: Uint8Array;
  readonly now: () => Date;
}

/** Who is signed in, in a cookie that only the hub can read: 8 hours after the last use, 10 hours in all. */
export interface Session {
  /** The `Set-Cookie` header that starts a session. */
  start(identity: Identity): Promise<string>;
  /** Null without a session; `AccessError` when the cookie does not hold or was sent by another site's page. */
  identify(request: Request): Promise<Identity | null>;
  /** The `Set-Cookie` header that prolongs a session in use; undefined when nothing needs to be said. */
  prolong(request: Request): Promise<string | undefined>;
  /** The `Set-Cookie` header that ends it. */
  end(): string;
}

export function openSession({ publicUrl, sessionKey, now }: SessionOptions): Session {
  const { origin, protocol } = new URL(publicUrl);
  const secure = protocol === 'https:';
  const name = secure ? '__Host-schakel' : 'schakel';
  const cookie = sealedCookie({ name, path: '/', key: sessionKey, secure, now });

  const expiryOf = (startedAt: number) => Math.min(now().getTime() + slidingMs, startedAt + absoluteMs);
  const write = (identity: Identity, startedAt: number) =>
    cookie.set({ identity, startedAt }, new Date(expiryOf(startedAt)));

  return {
    start: (identity) => write(identity, now().getTime()),
    async identify(request) {
      const content = await readOrRefuse(cookie, request);
      if (!content) return null;
      if (fromElsewhere(request, origin)) {
        throw new AccessError('A session counts only for pages of this site.', { reason: 'origin' });
      }
      return content['identity'] as Identity;
    },
    async prolong(request) {
      const content = await cookie.read(request).catch(() => undefined);
      if (!content) return undefined;
      const startedAt = Number(content['startedAt']);
      if (expiryOf(startedAt) - Number(content['exp']) * 1000 < renewAfterMs) return undefined;
      return write(content['identity'] as Identity, startedAt);
    },
    end: () => cookie.clear(),
  };
}

async function readOrRefuse(cookie: SealedCookie, request: Request) {
  try {
    return await cookie.read(request);
  } catch (cause) {
    throw new AccessError('The session has ended or does not hold: sign in again.', {
      reason: 'session',
      cause,
    });
  }
}

/** Ports of one host are one site to `SameSite`, so the origin is checked as well. */
function fromElsewhere(request: Request, origin: string) {
  const from = request.headers.get('origin');
  if (from !== null) return from !== origin;
  return request.headers.get('sec-fetch-site') === 'cross-site' && request.method !== 'GET';
}
