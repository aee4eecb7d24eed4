import type { AccessStore } from '../store.ts';
import { clientSecrets, deskClientId } from './clients.ts';
import { providerKeys } from './keys.ts';
import { mountProvider } from './mount.ts';
import { personas } from './personas.ts';
import { audience, bundledProvider } from './provider.ts';

export interface BundledOpening {
  readonly publicUrl: string;
  readonly organisation: string;
  readonly store: AccessStore;
  readonly now: () => Date;
  readonly accessTokens?: 'jwt' | 'opaque' | undefined;
}

/** Opens the bundled provider with its keys and secrets from the store, and says how the hub is known to it. */
export async function openBundled({ store, ...opening }: BundledOpening) {
  const secrets = await clientSecrets(store);
  const known = personas(opening.organisation);
  const provider = bundledProvider({ ...opening, personas: known, keys: await providerKeys(store), secrets });
  return {
    issuer: provider.issuer,
    clientId: deskClientId,
    clientSecret: secrets[deskClientId],
    audience,
    serve: mountProvider(provider, known),
  };
}
