import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConnectorError } from '../errors.ts';
import { AccessError } from './access-error.ts';
import { createVerifier } from './bearer.ts';
import type { BundledOpening } from './bundled/open-bundled.ts';
import { discoverLazily } from './discovery.ts';
import { type DeviceOf, defaultOrganisation, type Identity } from './identity.ts';
import { requestOf, sendResponse } from './node-http.ts';
import { openSession } from './session.ts';
import { signIn } from './sign-in.ts';
import type { AccessStore } from './store.ts';

export interface AccessOptions {
  /** Where browsers find the hub: scheme, host and port, without a path. */
  readonly publicUrl: string;
  /** The OpenID provider (ACM/IDM), or `bundled` for the one with invented people. */
  readonly issuer: string;
  /** Of the hub at the provider; the bundled provider knows its own. */
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  /** Whom an access token must be meant for. @default the client id */
  readonly audience?: string | undefined;
  /** @default 'OVO002149' */
  readonly organisation?: string | undefined;
  /** 32 bytes that encrypt the session cookie. */
  readonly sessionKey: Uint8Array;
  /** Keeps the keys and secrets of the bundled provider. */
  readonly store: AccessStore;
  /** Of the bundled provider. @default 'jwt' */
  readonly accessTokens?: 'jwt' | 'opaque' | undefined;
  readonly deviceOf?: DeviceOf | undefined;
  /** Told when signing in fails: the status and the kind of error, nothing personal. */
  readonly log?: ((event: string, fields: Record<string, unknown>) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

/** Who asks: the one door through which every request of a person or a service is known. */
export interface Access {
  /**
   * Serves `/auth/*` and, when bundled, `/op/*`: true when it answered. Otherwise it has at most added the cookie
   * that prolongs a session, so call it first, for every request.
   */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
  /** Null when the request brings neither a bearer token nor a session; `AccessError` when what it brings is bad. */
  identify(request: Request): Promise<Identity | null>;
  close(): Promise<void>;
}

/** Opens access; asks nothing of the provider until somebody signs in or brings a token. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  const { organisation = defaultOrganisation, sessionKey, deviceOf, now = () => new Date() } = options;
  const publicUrl = new URL(options.publicUrl).origin;
  if (sessionKey.length !== 32) throw misconfigured('the session key must be 32 bytes');
  const { audience, serve, ...provider } =
    options.issuer === 'bundled'
      ? await bundled({ ...options, publicUrl, organisation, now })
      : remote(options);
  const discover = discoverLazily(provider);
  const session = openSession({ publicUrl, sessionKey, now });
  const verifier = createVerifier({
    issuer: provider.issuer,
    audience,
    discover,
    organisation,
    deviceOf,
    now,
  });
  const { log = () => undefined } = options;
  const answer = signIn({ log, publicUrl, discover, session, sessionKey, organisation, deviceOf, now });

  return {
    async handle(req, res) {
      if (await serve(req, res)) return true;
      const request = requestOf(req, publicUrl);
      const response = await answer(request);
      if (response) {
        await sendResponse(response, res);
        return true;
      }
      const prolonged = await session.prolong(request);
      if (prolonged !== undefined) res.appendHeader('set-cookie', prolonged);
      return false;
    },
    async identify(request) {
      const authorization = request.headers.get('authorization');
      if (authorization === null) return session.identify(request);
      const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
      if (token === undefined)
        throw new AccessError('The Authorization header holds no bearer token.', { reason: 'malformed' });
      return verifier.verify(token);
    },
    close: async () => undefined,
  };
}

/** Loaded only when asked for: a hub that uses ACM/IDM holds no invented people. */
async function bundled(opening: BundledOpening) {
  const { openBundled } = await import('./bundled/open-bundled.ts');
  return openBundled(opening);
}

function remote({ issuer, clientId, clientSecret, audience }: AccessOptions) {
  if (!URL.canParse(issuer) || !isSafe(new URL(issuer))) {
    throw misconfigured('the issuer must be an https address (http only on this machine)');
  }
  if (!clientId || !clientSecret)
    throw misconfigured('a client id and a client secret at the provider are needed');
  return { issuer, clientId, clientSecret, audience: audience ?? clientId, serve: async () => false };
}

function isSafe({ protocol, hostname }: URL) {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function misconfigured(what: string) {
  return new ConnectorError(`opening access: ${what}`, { failure: 'misconfigured' });
}
