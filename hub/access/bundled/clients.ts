import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { AccessStore } from '../store.ts';

export const deskClientId = 'schakel-desk';
export const commandClientId = 'schakel-cli';

/** How the local command asks for a token of a persona, named in the parameter `persona`. */
export const personaGrant = 'urn:schakel:grant:persona';

/** What a client names in `resource` (RFC 8707) to get a token for the graph. */
export const graphResource = 'urn:schakel:graph';

/** The services that may ask a token of their own (client credentials), with what each may do. */
export const services = {
  'city-app': ['vo_info', 'graph:read'],
  'city-forms': ['vo_info', 'graph:read', 'contacts:write'],
  'city-router': ['vo_info', 'graph:federate'],
} as const;

export const serviceScopes: readonly string[] = [...new Set(Object.values(services).flat())];

/** The secret of each client of the bundled provider, by client id. */
export type ClientSecrets = Readonly<Record<string, string>>;

const stored = z.record(z.string(), z.string().min(32));

/** The secrets as stored, completed and stored again for clients that had none yet. */
export async function clientSecrets(store: AccessStore): Promise<ClientSecrets> {
  const known = await storedClientSecrets(store);
  const secrets: Record<string, string> = { ...known };
  for (const id of [deskClientId, commandClientId, ...Object.keys(services)]) {
    secrets[id] ??= randomBytes(32).toString('base64url');
  }
  if (Object.keys(secrets).length > Object.keys(known).length) {
    await store.write('clients.json', JSON.stringify(secrets));
  }
  return secrets;
}

/** What was stored, or nothing. */
export async function storedClientSecrets(store: AccessStore): Promise<ClientSecrets> {
  const text = await store.read('clients.json');
  return text === undefined ? {} : stored.parse(JSON.parse(text));
}
