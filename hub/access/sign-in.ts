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
  readonly log: (event: string, fields: Record<string, unknown>) => void;
}

/**
 * The desk's side of signing in (authorization code with PKCE): `/auth/login?return=/desk/`, `/auth/callback` and
 * `/auth/logout`. Tokens stay here; the browser gets a session cookie only. Undefined for any other path.
 */
export function signIn(options: SignInOptions): (request: Request) => Promise<Response | undefined> {
  const { publicUrl, discover, session, sessionKey, now, log } = options;
  const { protocol, href: home } = new URL('/', publicUrl);

  const attemptCookie = (state: string) => {
    const id = createHash('sha256').update(state).digest('hex').slice(0, 16);
    const name = `schakel-login-${id}`; // one per attempt: two tabs may sign in at once
    return sealedCookie({ name, path: '/auth/', key: sessionKey, secure: protocol === 'https:', now });
  };

  const found = () =>
    discover().catch((cause: unknown) => {
      throw new AccessError('Signing in: no useful answer from the provider.', {
        reason: 'unreachable',
        cause,
      });
    });

  async function login(url: URL) {
    if (isOtherNameOfHome(url, home)) return redirect(new URL(url.pathname + url.search, home).href);
    const config = await found();
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
    const checks = {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    };
    const config = await found();
    const tokens = await authorizationCodeGrant(
      config,
      new URL(url.pathname + url.search, publicUrl),
      checks,
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
    '/auth/login': login,
    '/auth/callback': callback,
    '/auth/logout': (_url, request) => logout(request),
  };

  return async (request) => {
    const url = new URL(request.url);
    const answer = Object.hasOwn(answers, url.pathname) ? answers[url.pathname] : undefined;
    return answer?.(url, request).catch((error: unknown) => {
      const status = statusOf(error);
      log('access.sign-in.failed', { status, error: kindOf(error) });
      return refusal(status);
    });
  };
}

/** A cookie set for `localhost` is not sent to `127.0.0.1`: on this machine both names lead to the public one. */
function isOtherNameOfHome({ host, hostname }: URL, home: string) {
  const own = new URL(home);
  const local = ['localhost', '127.0.0.1', '[::1]'];
  return host !== own.host && local.includes(hostname) && local.includes(own.hostname);
}

function statusOf(error: unknown): keyof typeof refusals {
  if (!(error instanceof AccessError)) return 400;
  return error.reason === 'unreachable' ? 503 : 403;
}

/** What kind of failure it was, without its text: that may name a person. */
function kindOf(error: unknown) {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}

function redirect(location: string, ...cookies: readonly string[]) {
  const headers = new Headers({ location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

const refusals = {
  403: 'U bent niet aangemeld: deze toepassing is er niet voor de hoedanigheid waarin u zich hebt aangemeld.',
  400: 'U bent niet aangemeld: de aanmelding is verlopen of afgebroken.',
  503: 'U bent niet aangemeld: de aanmelddienst antwoordt niet. Probeer het straks opnieuw.',
};

function refusal(status: keyof typeof refusals) {
  const html = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Niet aangemeld</title></head>
<body><main><h1>Niet aangemeld</h1><p>${refusals[status]}</p><p><a href="/auth/login">Opnieuw aanmelden</a></p></main></body></html>`;
  const headers = {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  };
  return new Response(html, { status, headers });
}
