import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { storedClientSecrets } from '../../hub/access/bundled/clients.ts';
import { type AccessOptions, openAccess } from '../../hub/access/open-access.ts';
import { folderStore } from '../../hub/access/store.ts';

export const sessionKey = new Uint8Array(32).fill(7);

/** A hub that serves access and nothing else, on a free port, with a clock that a test can move. */
export async function startHub(t: ExecutionContext, overrides: Partial<AccessOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'schakel-access-'));
  const clock = { aheadMs: 0 };
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  t.teardown(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = folderStore(join(folder, 'access'));
  const access = await openAccess({
    publicUrl: url,
    issuer: 'bundled',
    sessionKey,
    store,
    now: () => new Date(Date.now() + clock.aheadMs),
    ...overrides,
  });
  server.on('request', async (req, res) => {
    if (!(await access.handle(req, res)))
      res.writeHead(200, { 'content-type': 'text/plain' }).end('the desk');
  });
  const secrets = await storedClientSecrets(store);

  /** What the token endpoint answers to a client that knows its secret. */
  async function askToken(
    client: string,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ) {
    const basic = Buffer.from(`${client}:${secrets[client]}`).toString('base64');
    const response = await fetch(`${url}/op/v1/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, ...headers },
      body: new URLSearchParams(form),
    });
    const body = (await response.json()) as { access_token?: string; error?: string };
    return { status: response.status, error: body.error, token: body.access_token ?? '' };
  }

  const persona = (id: string, headers?: Record<string, string>) =>
    askToken('schakel-cli', { grant_type: 'urn:schakel:grant:persona', persona: id }, headers);

  const withToken = (token: string) =>
    access.identify(new Request(`${url}/graphql`, { headers: { authorization: `Bearer ${token}` } }));

  return {
    url,
    folder,
    store,
    secrets,
    clock,
    access,
    askToken,
    persona,
    withToken,
    stop: () => server.close(),
  };
}

export type Hub = Awaited<ReturnType<typeof startHub>>;

/** A browser that keeps cookies by path and follows redirects only when told. */
export function browser() {
  const jar = new Map<string, { value: string; path: string; header: string }>();

  async function ask(address: string, init: RequestInit = {}) {
    const { pathname } = new URL(address);
    const headers = new Headers(init.headers);
    headers.set('cookie', cookiesFor(pathname));
    const response = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const header of response.headers.getSetCookie()) keep(header);
    return response;
  }

  async function follow(address: string, init: RequestInit = {}) {
    let at = address;
    let response = await ask(at, init);
    while (response.status === 302 || response.status === 303) {
      at = new URL(response.headers.get('location') ?? '', at).href;
      response = await ask(at);
    }
    return { at, response, text: await response.text() };
  }

  function keep(header: string) {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
    const path = /path=([^;]+)/i.exec(header)?.[1] ?? '/';
    if (value === '') jar.delete(name);
    else jar.set(name, { value, path, header });
  }

  function cookiesFor(pathname: string) {
    return [...jar]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  return { ask, follow, cookiesFor, jar };
}

/** Walks from the hub's login to the persona's choice and stops where the provider hands out the code. */
export async function walkToCode(hub: Hub, persona: string, user = browser(), login = '/auth/login') {
  const page = await user.follow(hub.url + login);
  const chosen = await user.ask(page.at, { method: 'POST', body: new URLSearchParams({ persona }) });
  const resumed = await user.ask(new URL(chosen.headers.get('location') ?? '', page.at).href);
  return { user, page, callback: resumed.headers.get('location') ?? '' };
}

/** A browser in which this persona has signed in at the desk. */
export async function signedIn(hub: Hub, persona: string, login?: string) {
  const { user, callback } = await walkToCode(hub, persona, browser(), login);
  const landed = await user.ask(callback);
  return { user, landed, location: landed.headers.get('location') };
}

/** The question a page of the desk would ask with the cookies of this browser. */
export function asked(hub: Hub, cookie: string, headers: Record<string, string> = {}) {
  return new Request(`${hub.url}/graphql`, { method: 'POST', headers: { cookie, ...headers } });
}
