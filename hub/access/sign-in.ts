import { createHash } from 'node:crypto';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import { AccessError } from './access-error.ts';
import type { Discover } from './discovery.ts';
import { type IdentityOptions, identityOf } from './identity.ts';
import { safeReturn } from './safe-return.ts';
import { sealedCookie } from './sealed-cookie.ts';
import type { Session } from './session.ts';

const patienceMs = 600_000;
const scope = 'openid profile vo rrn schakel';
const attempt = z.object({ nonce: z.string(), verifier: z.string(), returnTo: z.string() });

export interface SignInOptions extends IdentityOptions {
  readonly publicUrl: string;
  readonly discover: Discover;
  readonly session: Session;
  /** 32 bytes. */
  readonly sessionKey: Uint8Array;
  readonly now: () => Date;
}

/**
 * The desk's side of signing in (authorization code with PKCE): `/auth/login?return=/desk/`, `/auth/callback` and
 * `/auth/logout`. Tokens stay here; the browser gets a session cookie only. Undefined for any other path.
 */
export function signIn(options: SignInOptions): (request: Request) => Promise<Response | undefined> {
  const { publicUrl, discover, session, sessionKey, now } = options;
  const { host, protocol, href: home } = new URL('/', publicUrl);

  const attemptCookie = (state: string) => {
    const id = createHash('sha256').update(state).digest('hex').slice(0, 16);
    const name = `schakel-login-${id}`; // one per attempt: two tabs may sign in at once
    return sealedCookie({ name, path: '/auth/', key: sessionKey, secure: protocol === 'https:', now });
  };

  async function login(url: URL) {
    const config = await discover();
    const state = randomState();
    const nonce = randomNonce();
    const verifier = randomPKCECodeVerifier();
    const returnTo = safeReturn(url.searchParams.get('return'), publicUrl);
    const target = buildAuthorizationUrl(config, {
      redirect_uri: new URL('/auth/callback', publicUrl).href,
      scope,
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const expiresAt = new Date(now().getTime() + patienceMs);
    return redirect(target.href, await attemptCookie(state).set({ nonce, verifier, returnTo }, expiresAt));
  }

  async function callback(url: URL, request: Request) {
    const state = url.searchParams.get('state') ?? '';
    const cookie = attemptCookie(state);
    const { nonce, verifier, returnTo } = attempt.parse(await cookie.read(request));
    const tokens = await authorizationCodeGrant(
      await discover(),
      new URL(url.pathname + url.search, publicUrl),
      {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      },
    );
    const identity = identityOf({ ...tokens.claims() }, options);
    return redirect(returnTo, cookie.clear(), await session.start(identity));
  }

  async function logout(request: Request) {
    if (request.headers.get('sec-fetch-site') === 'cross-site') return redirect(home);
    const target = await discover()
      .then((config) => buildEndSessionUrl(config, { post_logout_redirect_uri: home }).href)
      .catch(() => home); // the session here ends, whether the provider answers or not
    return redirect(target, session.end());
  }

  const answers: Readonly<Record<string, (url: URL, request: Request) => Promise<Response>>> = {
    '/auth/login': async (url) =>
      url.host === host ? login(url) : redirect(new URL(url.pathname + url.search, publicUrl).href),
    '/auth/callback': callback,
    '/auth/logout': (_url, request) => logout(request),
  };

  return async (request) => {
    const url = new URL(request.url);
    const answer = Object.hasOwn(answers, url.pathname) ? answers[url.pathname] : undefined;
    return answer?.(url, request).catch(failed);
  };
}

function redirect(location: string, ...cookies: readonly string[]) {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

function failed(error: unknown) {
  const served = !(error instanceof AccessError);
  const text = served
    ? 'U bent niet aangemeld: de aanmelding is verlopen of afgebroken, of de aanmelddienst antwoordt niet.'
    : 'U bent niet aangemeld: deze toepassing is er niet voor de hoedanigheid waarin u zich hebt aangemeld.';
  const html = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Niet aangemeld</title></head>
<body><main><h1>Niet aangemeld</h1><p>${text}</p><p><a href="/auth/login">Opnieuw aanmelden</a></p></main></body></html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  };
  return new Response(html, { status: served ? 400 : 403, headers });
}
