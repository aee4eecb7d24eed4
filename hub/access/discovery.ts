import {
  allowInsecureRequests,
  ClientSecretBasic,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
  None,
} from 'openid-client';

export interface ProviderOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Without a secret nothing is asked in the name of the client. */
  readonly clientSecret?: string | undefined;
  /** @default 10_000 */
  readonly timeoutMs?: number | undefined;
}

/** Asks the provider once where its endpoints are (OpenID Connect Discovery); after a failure, the next call asks again. */
export type Discover = () => Promise<Configuration>;

export function discoverLazily({
  issuer,
  clientId,
  clientSecret,
  timeoutMs = 10_000,
}: ProviderOptions): Discover {
  let found: Promise<Configuration> | undefined;
  const insecure = issuer.startsWith('http:') ? [allowInsecureRequests] : [];
  return async () => {
    found ??= discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? None() : ClientSecretBasic(clientSecret),
      { execute: [enableNonRepudiationChecks, ...insecure], timeout: timeoutMs / 1000 },
    );
    try {
      return await found;
    } catch (error) {
      found = undefined;
      throw error;
    }
  };
}
