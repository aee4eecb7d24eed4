import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { z } from 'zod';
import type { AccessStore } from '../store.ts';

export interface ProviderKeys {
  readonly jwks: { readonly keys: readonly JWK[] };
  /** Signs the provider's own cookies. */
  readonly cookies: readonly string[];
}

const stored = z.object({
  jwks: z.object({ keys: z.array(z.looseObject({ kty: z.literal('RSA'), kid: z.string() })).min(1) }),
  cookies: z.array(z.string().min(32)).min(1),
});

/** The keys as stored; at the first start they are made and stored. */
export async function providerKeys(store: AccessStore): Promise<ProviderKeys> {
  const text = await store.read('keys.json');
  if (text !== undefined) return stored.parse(JSON.parse(text)) as ProviderKeys;
  const keys = { jwks: { keys: [await signingKey()] }, cookies: [randomBytes(32).toString('base64url')] };
  await store.write('keys.json', JSON.stringify(keys));
  return keys;
}

/** A new private key for RS256, as ACM/IDM signs. */
async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  return { ...(await exportJWK(privateKey)), kid, alg: 'RS256', use: 'sig' };
}
