import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { tokenIntrospection } from 'openid-client';
import { AccessError } from './access-error.ts';
import type { Discover } from './discovery.ts';
import { type Claims, type Identity, type IdentityOptions, identityOf } from './identity.ts';
import { algorithms, tokenRefusals } from './token-refusals.ts';

export interface VerifierOptions extends IdentityOptions {
  readonly issuer: string;
  readonly audience: string;
  readonly discover: Discover;
  readonly now?: (() => Date) | undefined;
  /** How long an unknown key waits before the provider's keys are fetched again. @default 30_000 */
  readonly keysCooldownMs?: number | undefined;
}

export interface Verifier {
  /** The identity behind an access token; every refusal is an `AccessError`, and none holds the token. */
  verify(token: string): Promise<Identity>;
}

/** Checks access tokens: a JWT (RFC 9068) by the provider's published keys, any other by introspection (RFC 7662). */
export function createVerifier(options: VerifierOptions): Verifier {
  const { issuer, audience, discover, now = () => new Date(), keysCooldownMs = 30_000 } = options;
  const refusals = tokenRefusals(issuer, audience);
  let keys: JWTVerifyGetKey | undefined;

  const publishedKey: JWTVerifyGetKey = async (header, token) => {
    try {
      keys ??= createRemoteJWKSet(keysAddress((await discover()).serverMetadata().jwks_uri), {
        cooldownDuration: keysCooldownMs,
      });
      return await keys(header, token);
    } catch (error) {
      throw refusals.key(error);
    }
  };

  async function claimsOfJwt(token: string): Promise<Claims> {
    try {
      const checks = { issuer, audience, algorithms, typ: 'at+jwt', currentDate: now() };
      return (await jwtVerify(token, publishedKey, { ...checks, requiredClaims: ['exp', 'sub'] })).payload;
    } catch (error) {
      throw error instanceof AccessError ? error : refusals.jwt(error);
    }
  }

  async function claimsByIntrospection(token: string): Promise<Claims> {
    const claims = await discover()
      .then((config) => tokenIntrospection(config, token))
      .catch((error: unknown) => {
        throw refusals.unreachable(error);
      });
    if (!claims.active) throw refusals.inactive();
    if (claims.exp !== undefined && claims.exp * 1000 <= now().getTime()) throw refusals.expired(claims.exp);
    if (claims.iss !== undefined && claims.iss !== issuer) throw refusals.issuer();
    if (![claims.aud].flat().includes(audience)) throw refusals.audience();
    return claims;
  }

  return {
    async verify(token) {
      if (!/^[\w.~+/-]+=*$/.test(token)) throw refusals.malformed();
      const claims = isJwt(token) ? await claimsOfJwt(token) : await claimsByIntrospection(token);
      return identityOf(claims, options);
    },
  };
}

function isJwt(token: string) {
  return token.split('.').length === 3;
}

function keysAddress(address: string | undefined) {
  if (address === undefined) throw new Error('discovery: the provider names no jwks_uri');
  return new URL(address);
}
