import { createPublicKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import type { SimulatedAnswer, SimulatedRequest } from '../../hub/simulator.ts';

const CLIENT = 'schakel-simulated-client';

/** The Flemish authorisation server, as far as a client of DOSIS meets it (RFC 7523 §3). */
export function simulatedAuthorisation() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey);
  const usedIds = new Set<string>();
  const tokens = new Map<string, number>();
  const counted = { granted: 0, refused: 0 };
  let lifeSeconds = 36_000;

  const refusal = (error: string): SimulatedAnswer => {
    counted.refused += 1;
    return { status: error === 'invalid_client' ? 401 : 400, body: { error } };
  };

  return {
    clientId: CLIENT,
    privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),

    async grant({ body }: SimulatedRequest, tokenUrl: string): Promise<SimulatedAnswer> {
      const form = new URLSearchParams(body);
      const assertion = form.get('client_assertion') ?? '';
      if (form.get('grant_type') !== 'client_credentials') return refusal('unsupported_grant_type');
      if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer') {
        return refusal('invalid_request');
      }
      if (form.get('scope') !== 'DosisImport') return refusal('invalid_scope');
      const claims = await verified(assertion, publicKey, tokenUrl);
      if (!claims?.jti || usedIds.has(claims.jti)) return refusal('invalid_client');
      usedIds.add(claims.jti);
      const token = randomUUID();
      tokens.set(token, Date.now() + lifeSeconds * 1000);
      counted.granted += 1;
      return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: lifeSeconds } };
    },

    isValid: (authorization: string | undefined) =>
      (tokens.get(authorization?.replace(/^Bearer /, '') ?? '') ?? 0) > Date.now(),

    /** From now on every token that was given is refused. */
    revoke: () => tokens.clear(),
    live(seconds: number) {
      lifeSeconds = seconds;
    },
    counted,
  };
}

async function verified(assertion: string, key: ReturnType<typeof createPublicKey>, tokenUrl: string) {
  try {
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: ['RS256'],
      issuer: CLIENT,
      subject: CLIENT,
      audience: tokenUrl,
      requiredClaims: ['jti', 'iat', 'exp'],
    });
    return livesBriefly(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

/** An assertion that could be replayed for long is no proof. */
function livesBriefly({ iat = 0, exp = 0 }: JWTPayload) {
  return exp - iat <= 300 && iat <= Date.now() / 1000 + 60;
}
