import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { decodeJwt } from 'jose';
import { storedClientSecrets } from '../../hub/access/bundled/clients.ts';
import { isLocal } from '../../hub/access/bundled/persona-grant.ts';
import { requireRole } from '../../hub/access/require.ts';
import { browser, type Hub, startHub, walkToCode } from './access-hub.ts';

const run = promisify(execFile);
const verifier = 'a-verifier-that-is-long-enough-to-be-one-0123456789';

/** A code that the provider hands out to the desk, asked for with a verifier that the test knows. */
async function code(hub: Hub) {
  const address = new URL('/op/v1/auth', hub.url);
  address.search = new URLSearchParams({
    client_id: 'schakel-desk',
    response_type: 'code',
    scope: 'openid profile vo rrn schakel',
    redirect_uri: `${hub.url}/auth/callback`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    resource: 'urn:schakel:graph',
  }).toString();
  const { callback } = await walkToCode(hub, 'burger', browser(), address.pathname + address.search);
  return {
    grant_type: 'authorization_code',
    code: new URL(callback).searchParams.get('code') ?? '',
    redirect_uri: `${hub.url}/auth/callback`,
    code_verifier: verifier,
  };
}

test('a code is good for one token with the claims of ACM/IDM, and refused when it is replayed', async (t) => {
  const hub = await startHub(t);
  const form = await code(hub);
  const first = await hub.askToken('schakel-desk', form);
  t.is(first.status, 200);
  const replayed = await hub.askToken('schakel-desk', form);
  t.like(replayed, { status: 400, error: 'invalid_grant' });
});

test('a code counts for 30 seconds', async (t) => {
  const hub = await startHub(t);
  const late = await code(hub);
  hub.clock.aheadMs = 31_000;
  t.like(await hub.askToken('schakel-desk', late), { status: 400, error: 'invalid_grant' });
  const inTime = await code(hub);
  hub.clock.aheadMs += 29_000;
  t.is((await hub.askToken('schakel-desk', inTime)).status, 200);
});

test('a code without its verifier, and a request without a challenge, are refused', async (t) => {
  const hub = await startHub(t);
  const form = await code(hub);
  t.like(await hub.askToken('schakel-desk', { ...form, code_verifier: `${verifier}x` }), {
    error: 'invalid_grant',
  });
  const query = new URLSearchParams({
    client_id: 'schakel-desk',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: `${hub.url}/auth/callback`,
  });
  const refused = await fetch(`${hub.url}/op/v1/auth?${query}`, { redirect: 'manual' });
  t.is(new URL(refused.headers.get('location') ?? '').searchParams.get('error'), 'invalid_request');
});

test('a token for the graph carries the claims of the persona and this audience', async (t) => {
  const hub = await startHub(t);
  const { token } = await hub.askToken('schakel-desk', {
    ...(await code(hub)),
    resource: 'urn:schakel:graph',
  });
  t.like(decodeJwt(token), { iss: `${hub.url}/op`, aud: 'schakel', sub: 'burger', vo_doelgroepcode: 'BUR' });
  const citizen = await hub.withToken(token);
  t.like(citizen, { kind: 'citizen', name: 'Jan Peeters', nationalNumber: '84651200313' });
  t.like(
    t.throws(() => requireRole(citizen, 'agent')),
    { code: 'FORBIDDEN', message: 'This needs the role agent.' },
  );
});

test('the login page names every persona and needs neither a script nor another site', async (t) => {
  const hub = await startHub(t);
  const page = await browser().follow(`${hub.url}/auth/login`);
  t.is(page.text.match(/<button name="persona"/g)?.length, 13);
  t.regex(page.text, /<html lang="nl">/);
  t.notRegex(page.text, /<script|https?:/);
  t.regex(page.response.headers.get('content-security-policy') ?? '', /default-src 'none'/);
});

test('nobody signs in as a persona that does not exist, or without having begun', async (t) => {
  const hub = await startHub(t);
  const user = browser();
  const page = await user.follow(`${hub.url}/auth/login`);
  const nobody = await user.ask(page.at, { method: 'POST', body: new URLSearchParams({ persona: 'root' }) });
  t.is(nobody.status, 400);
  const stranger = await browser().ask(page.at, {
    method: 'POST',
    body: new URLSearchParams({ persona: 'admin' }),
  });
  t.is(stranger.status, 400);
  t.is(stranger.headers.get('location'), null);
});

test('a service gets the scopes it asks for and may have, and no others', async (t) => {
  const hub = await startHub(t);
  const ask = (scope: string, client = 'city-app') =>
    hub.askToken(client, { grant_type: 'client_credentials', scope });
  const { token } = await ask('vo_info graph:read');
  t.like(await hub.withToken(token), {
    kind: 'service',
    subject: 'city-app',
    scopes: ['vo_info', 'graph:read'],
    organisation: 'OVO002149',
  });
  t.like(await ask('contacts:write'), { status: 400, error: 'invalid_scope' });
  t.like(await ask('graph:read', 'schakel-desk'), { status: 400 });
});

test('a client that does not know its secret gets nothing', async (t) => {
  const hub = await startHub(t);
  const response = await fetch(`${hub.url}/op/v1/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('schakel-cli:guess')}` },
    body: new URLSearchParams({ grant_type: 'urn:schakel:grant:persona', persona: 'admin' }),
  });
  t.is(response.status, 401);
});

test('a token of a persona is only for the local command: never through a proxy, never for another client', async (t) => {
  const hub = await startHub(t);
  t.is((await hub.persona('admin')).status, 200);
  for (const headers of [
    { 'x-forwarded-for': '203.0.113.9' },
    { 'x-forwarded-for': '127.0.0.1' },
    { forwarded: 'for=203.0.113.9' },
  ]) {
    t.like(await hub.persona('admin', headers as Record<string, string>), {
      token: '',
      error: 'access_denied',
    });
  }
  const form = { grant_type: 'urn:schakel:grant:persona', persona: 'admin' };
  t.like(await hub.askToken('city-app', form), { status: 400, token: '' });
  t.like(await hub.persona('nobody'), { error: 'invalid_grant' });
});

test('only an address of this machine, with no proxy in between, is local', (t) => {
  for (const address of ['127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])
    t.true(isLocal(address, {}), address);
  for (const address of [
    '203.0.113.9',
    '::ffff:203.0.113.9',
    '127.0.0.1.example',
    '2001:db8::1',
    undefined,
  ]) {
    t.false(isLocal(address, {}), address);
  }
  t.false(isLocal('127.0.0.1', { 'x-real-ip': '127.0.0.1' }));
});

test('tokens hold through a restart, because keys and secrets are stored for their owner only', async (t) => {
  const hub = await startHub(t);
  const { token } = await hub.persona('agent');
  const again = await startHub(t, { store: hub.store });
  const [before, after] = await Promise.all(
    [hub, again].map(async ({ url }) => (await fetch(`${url}/op/v1/keys`)).json()),
  );
  t.deepEqual(before, after);
  t.deepEqual(await storedClientSecrets(hub.store), hub.secrets);
  t.like(await hub.withToken(token), { subject: 'agent' });
  t.is((await stat(join(hub.folder, 'access', 'keys.json'))).mode & 0o077, 0);
  t.notRegex(JSON.stringify(before), /"(?:d|p|q)":/);
});

test('addresses in answers follow the public address, whatever host a request claims', async (t) => {
  const hub = await startHub(t);
  const text = await new Promise<string>((done, failed) => {
    const address = `${hub.url}/op/.well-known/openid-configuration`;
    request(address, { headers: { host: 'evil.example' } }, async (res) => {
      done((await res.toArray()).join(''));
    })
      .on('error', failed)
      .end();
  });
  t.notRegex(text, /evil/);
});

test('odd requests are passed on and harm nothing', async (t) => {
  const hub = await startHub(t);
  const { port } = new URL(hub.url);
  for (const line of [
    'TRACE / HTTP/1.1',
    'GET //[ HTTP/1.1',
    'GET http://[/ HTTP/1.1',
    'GET /op%2f HTTP/1.1',
  ]) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(`${line}\r\nhost: [\r\nconnection: close\r\n\r\n`);
    t.regex((await socket.toArray()).join(''), /^HTTP\/1.1 200 .*the desk\r\n/s, line);
  }
});

test('the command prints the token of a persona or a service and nothing else', async (t) => {
  const hub = await startHub(t);
  const command = (...args: string[]) =>
    run('node', ['scripts/token.ts', ...args], { env: { ...process.env, DATA_DIR: hub.folder } });
  const missing = await t.throwsAsync(command('agent'));
  t.like(missing, { code: 1, stdout: '' });
  t.regex(missing?.message ?? '', /No hub is running here .* npm start/);
  await writeFile(join(hub.folder, 'hub.json'), JSON.stringify({ url: hub.url, pid: process.pid }));
  const { stdout, stderr } = await command('agent2');
  t.is(stderr, '');
  t.regex(stdout, /^[\w.-]+\n$/);
  t.like(await hub.withToken(stdout.trim()), { name: 'Bram Wouters', device: '7102' });
  const service = await command('--service', 'city-forms');
  t.like(await hub.withToken(service.stdout.trim()), { scopes: ['vo_info', 'graph:read', 'contacts:write'] });
  const unknown = await t.throwsAsync(command('nobody'));
  t.regex(unknown?.message ?? '', /No persona is called nobody:\n {2}burger +Jan Peeters, Burger\n/);
});
