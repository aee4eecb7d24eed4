import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { ConnectorError, type Context, parse } from '../../hub/index.ts';
import { grantedToken, refusedToken } from './wire.ts';

const RENEW_BEFORE_SECONDS = 180;
const ASSERTION_SECONDS = 120;

export interface TokenSettings {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly privateKey: string;
  readonly timeoutMs: number;
}

export interface AccessToken {
  /** A token that is not about to expire; callers at the same moment share one renewal. */
  get(): Promise<string>;
  /** The remote no longer takes this token: the next `get` fetches another. */
  forget(token: string): void;
}

/** OAuth 2.0 client credentials with `private_key_jwt` (RFC 7523), scope `DosisImport`. Asks nothing yet. */
export function accessToken(settings: TokenSettings, { http, now }: Context): AccessToken {
  const { tokenUrl, clientId, timeoutMs } = settings;
  const { key, keyId } = signingKey(settings.privateKey);
  const { origin, pathname } = new URL(tokenUrl);
  const server = http(origin, { timeoutMs });
  let held: { token: string; renewAt: number } | undefined;
  let renewal: Promise<string> | undefined;

  const assertion = () => {
    const issuedAt = Math.floor(now().getTime() / 1000);
    return new SignJWT()
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...keyId })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(tokenUrl)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + ASSERTION_SECONDS)
      .sign(key);
  };

  const renew = async () => {
    const response = await server.request({
      method: 'POST',
      route: pathname,
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: await assertion(),
        scope: 'DosisImport',
      }),
      answers: [400, 401],
    });
    if (response.status >= 400) throw refused(response.text);
    const granted = parse(grantedToken, response.json(), 'asking for a token');
    const seconds = Math.max(granted.expires_in - RENEW_BEFORE_SECONDS, granted.expires_in / 2);
    held = { token: granted.access_token, renewAt: now().getTime() + seconds * 1000 };
    return held.token;
  };

  return {
    async get() {
      if (held && now().getTime() < held.renewAt) return held.token;
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      return renewal;
    },
    forget(token) {
      if (held?.token === token) held = undefined;
    },
  };
}

function signingKey(text: string): { key: KeyObject; keyId: { kid?: string } } {
  const jwk = jsonOf(text) as (JsonWebKey & { kid?: string }) | undefined; // parsed apart: a parser's error may quote the key
  try {
    const key = createPrivateKey(jwk ? { key: jwk, format: 'jwk' } : text);
    if (key.asymmetricKeyType !== 'rsa') throw new TypeError('not an RSA key');
    return { key, keyId: jwk?.kid === undefined ? {} : { kid: jwk.kid } };
  } catch (cause) {
    throw new ConnectorError('reading privateKey: neither a PEM nor a JWK of an RSA private key', {
      failure: 'misconfigured',
      cause,
    });
  }
}

/** Every refusal here is about who we are: an operator mends it, whatever the status. */
function refused(body: string) {
  const reasons = ['invalid_client', 'invalid_grant', 'invalid_scope', 'unauthorized_client'];
  const told = refusedToken.safeParse(jsonOf(body)).data?.error ?? '';
  const reason = reasons.includes(told) ? told : 'no known reason';
  return new ConnectorError(`asking for a token: refused, ${reason}`, { failure: 'unauthorised' });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
