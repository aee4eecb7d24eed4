import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { tokenIntrospection } from 'openid-client';
import { AccessError } from './access-error.ts';
import type { Discover } from './discovery.ts';
import { type Claims, type Identity, type IdentityOptions, identityOf } from './identity.ts';

const algorithms = ['RS256', 'PS256', 'ES256'];

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
  let keys: JWTVerifyGetKey | undefined;

  const publishedKey: JWTVerifyGetKey = async (header, token) => {
    try {
      keys ??= createRemoteJWKSet(keysAddress((await discover()).serverMetadata().jwks_uri), {
        cooldownDuration: keysCooldownMs,
      });
      return await keys(header, token);
    } catch (error) {
      throw keyRefusal(error, issuer);
    }
  };

  async function claimsOfJwt(token: string): Promise<Claims> {
    try {
      const checks = { issuer, audience, algorithms, typ: 'at+jwt', currentDate: now() };
      return (await jwtVerify(token, publishedKey, { ...checks, requiredClaims: ['exp', 'sub'] })).payload;
    } catch (error) {
      throw jwtRefusal(error, options);
    }
  }

  async function claimsByIntrospection(token: string): Promise<Claims> {
    const claims = await tokenIntrospection(await discover(), token).catch((error: unknown) => {
      throw unreachable(issuer, error);
    });
    if (!claims.active) {
      throw new AccessError(`The access token is not active (any more), says ${issuer}.`, {
        reason: 'inactive',
      });
    }
    if (claims.exp !== undefined && claims.exp * 1000 <= now().getTime()) throw expired(claims.exp);
    if (claims.iss !== undefined && claims.iss !== issuer) throw otherIssuer(issuer);
    if (![claims.aud].flat().includes(audience)) throw otherAudience(audience);
    return claims;
  }

  return {
    async verify(token) {
      if (!/^[\w.~+/-]+=*$/.test(token)) throw malformed();
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

function keyRefusal(error: unknown, issuer: string) {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) {
    return new AccessError(`The access token is signed with a key that ${issuer} does not publish.`, {
      reason: 'key',
      cause: error,
    });
  }
  return unreachable(issuer, error);
}

function jwtRefusal(error: unknown, { issuer, audience }: VerifierOptions) {
  if (error instanceof AccessError) return error;
  if (error instanceof errors.JWTExpired) return expired(error.payload.exp ?? 0, error);
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'iss') return otherIssuer(issuer, error);
    if (error.claim === 'aud') return otherAudience(audience, error);
    return new AccessError(`The token is not an access token that counts here (${error.claim}).`, {
      reason: 'claims',
      cause: error,
    });
  }
  if (error instanceof errors.JOSEAlgNotAllowed) {
    return new AccessError(`The access token must be signed with ${algorithms.join(', ')}.`, {
      reason: 'signature',
      cause: error,
    });
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) {
    return new AccessError(
      'The signature of the access token does not fit its content.',
      {
        cause: error,
      },
      { reason: 'signature' },
    );
  }
  return malformed(error);
}

function expired(exp: number, cause?: unknown) {
  return new AccessError(`The access token expired at ${new Date(exp * 1000).toISOString()}.`, {
    reason: 'expired',
    cause,
  });
}

function otherIssuer(issuer: string, cause?: unknown) {
  return new AccessError(
    `The access token was issued by another provider than ${issuer}.`,
    {
      cause,
    },
    { reason: 'issuer' },
  );
}

function otherAudience(audience: string, cause?: unknown) {
  return new AccessError(`The access token is meant for another audience than ${audience}.`, {
    reason: 'audience',
    cause,
  });
}

function unreachable(issuer: string, cause?: unknown) {
  return new AccessError(`The access token cannot be checked now: no useful answer from ${issuer}.`, {
    reason: 'unreachable',
    cause,
  });
}

function malformed(cause?: unknown) {
  return new AccessError('The access token is malformed.', { reason: 'malformed', cause });
}
