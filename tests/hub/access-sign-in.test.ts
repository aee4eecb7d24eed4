import test from 'ava';
import { identityOf } from '../../hub/access/identity.ts';
import { openSession } from '../../hub/access/session.ts';
import { asked, browser, sessionKey, signedIn, startHub, walkToCode } from './access-hub.ts';

const hour = 3_600_000;

test('an agent signs in with one click and lands where he was going, known by name, role and telephone', async (t) => {
  const hub = await startHub(t);
  const { user, landed, location } = await signedIn(
    hub,
    'agent',
    '/auth/login?return=/desk/calls%3Fopen=1%23top',
  );
  t.is(landed.status, 303);
  t.is(location, `${hub.url}/desk/calls?open=1#top`);
  t.deepEqual(await hub.access.identify(asked(hub, user.cookiesFor('/'))), {
    subject: 'agent',
    name: 'An Claes',
    kind: 'staff',
    roles: ['agent'],
    groups: [],
    scopes: [],
    organisation: 'OVO002149',
    device: '7101',
  });
});

test('the browser is given one cookie that no script reads, and no token', async (t) => {
  const hub = await startHub(t);
  const { user } = await signedIn(hub, 'burger');
  t.deepEqual(
    [...user.jar.keys()].filter((name) => !name.startsWith('op-')),
    ['schakel'],
  );
  const header = user.jar.get('schakel')?.header ?? '';
  t.regex(header, /; Path=\/; HttpOnly; SameSite=Lax; Max-Age=28\d{3}$/);
  t.notRegex(header, /84651200313|Peeters/);
  t.is(
    header.split('.')[0]?.slice('schakel='.length),
    Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString('base64url'),
  );
});

test('without a token and without a session nobody is known', async (t) => {
  const hub = await startHub(t);
  t.is(await hub.access.identify(asked(hub, 'other=1')), null);
});

test('a session cookie that was changed, or made with another key, is refused', async (t) => {
  const hub = await startHub(t);
  const other = await startHub(t, { sessionKey: new Uint8Array(32).fill(8) });
  const { user } = await signedIn(hub, 'agent');
  const value = user.jar.get('schakel')?.value ?? '';
  const middle = Math.floor(value.length / 2);
  const changed = value.slice(0, middle) + (value[middle] === 'A' ? 'B' : 'A') + value.slice(middle + 1);
  for (const [at, cookie] of [
    [hub, changed],
    [other, value],
    [hub, 'x'],
  ] as const) {
    const error = await t.throwsAsync(at.access.identify(asked(at, `schakel=${cookie}`)));
    t.like(error, { code: 'UNAUTHENTICATED', reason: 'session' });
  }
});

test('the cookie of a sign-in under way is no session', async (t) => {
  const hub = await startHub(t);
  const user = browser();
  await user.ask(`${hub.url}/auth/login`);
  const [attempt] = [...user.jar.values()];
  const error = await t.throwsAsync(hub.access.identify(asked(hub, `schakel=${attempt?.value}`)));
  t.like(error, { reason: 'session' });
});

test('a session lasts 8 hours after its last use and 10 hours in all', async (t) => {
  const hub = await startHub(t);
  const { user } = await signedIn(hub, 'agent');
  const first = user.cookiesFor('/');
  hub.clock.aheadMs = 7 * hour;
  await user.ask(`${hub.url}/desk/`);
  const prolonged = user.cookiesFor('/');
  t.not(prolonged, first);
  hub.clock.aheadMs = 9 * hour;
  await t.throwsAsync(hub.access.identify(asked(hub, first)), { message: /sign in again/ });
  t.like(await hub.access.identify(asked(hub, prolonged)), { subject: 'agent' });
  await user.ask(`${hub.url}/desk/`);
  hub.clock.aheadMs = 10 * hour + 1000;
  await t.throwsAsync(hub.access.identify(asked(hub, user.cookiesFor('/'))), { message: /sign in again/ });
});

test('a session in steady use is not written again with every request', async (t) => {
  const hub = await startHub(t);
  const { user } = await signedIn(hub, 'agent');
  const response = await user.ask(`${hub.url}/desk/`);
  t.deepEqual(response.headers.getSetCookie(), []);
});

test('a page of another origin cannot use the session', async (t) => {
  const hub = await startHub(t);
  const { user } = await signedIn(hub, 'agent');
  const cookie = user.cookiesFor('/');
  for (const headers of [
    { origin: 'http://127.0.0.1:1' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    const error = await t.throwsAsync(
      hub.access.identify(asked(hub, cookie, headers as Record<string, string>)),
    );
    t.like(error, { code: 'FORBIDDEN', reason: 'origin' });
  }
  t.like(await hub.access.identify(asked(hub, cookie, { origin: hub.url })), { subject: 'agent' });
});

test('signing in never leads to another site', async (t) => {
  const hub = await startHub(t);
  const attacks = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\t/evil.example/',
    '/.//evil.example/',
    'javascript:alert(1)',
    '@evil.example/',
    '/auth/logout',
    '/%0d%0aset-cookie:a=b',
  ];
  for (const attack of attacks) {
    const { location } = await signedIn(hub, 'agent', `/auth/login?return=${encodeURIComponent(attack)}`);
    t.is(new URL(location ?? 'none:').origin, hub.url, attack);
    t.not(new URL(location ?? 'none:').pathname, '/auth/logout', attack);
  }
});

test('a sign-in that was begun in another browser, or for another state, is refused', async (t) => {
  const hub = await startHub(t);
  const { user, callback } = await walkToCode(hub, 'admin');
  const elsewhere = await browser().ask(callback);
  t.is(elsewhere.status, 400);
  const other = new URL(callback);
  other.searchParams.set('state', 'another');
  const wrong = await user.ask(other.href);
  t.is(wrong.status, 400);
  t.deepEqual(wrong.headers.getSetCookie(), []);
  t.regex(await wrong.text(), /Niet aangemeld/);
});

test('two tabs may sign in at the same time', async (t) => {
  const hub = await startHub(t);
  const user = browser();
  const first = await user.ask(`${hub.url}/auth/login?return=/desk/one`);
  const second = await user.follow(`${hub.url}/auth/login?return=/desk/two`);
  await user.follow(second.at, { method: 'POST', body: new URLSearchParams({ persona: 'agent' }) });
  const landed = await user.follow(first.headers.get('location') ?? '');
  t.is(landed.at, `${hub.url}/desk/one`);
});

test('signing out ends the session here and at the provider', async (t) => {
  const hub = await startHub(t);
  const { user } = await signedIn(hub, 'agent');
  const question = await user.follow(`${hub.url}/auth/logout`);
  t.is(user.cookiesFor('/'), '');
  t.regex(question.text, /Wilt u zich afmelden\?/);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(question.text)?.[1] ?? '';
  const confirm = `${hub.url}/op/v1/logout/confirm`;
  const home = await user.follow(confirm, {
    method: 'POST',
    body: new URLSearchParams({ xsrf, logout: 'yes' }),
  });
  t.is(home.at, `${hub.url}/`);
  const again = await user.follow(`${hub.url}/auth/login`);
  t.regex(again.text, /Kies als wie u wilt aanmelden/);
});

test('whoever comes by another name of this machine is first sent to the public address', async (t) => {
  const hub = await startHub(t);
  const { port } = new URL(hub.url);
  const response = await fetch(`http://localhost:${port}/auth/login?return=/desk/`, { redirect: 'manual' });
  t.is(response.headers.get('location'), `${hub.url}/auth/login?return=/desk/`);
});

test('over https the cookie is bound to this host and never sent in the clear', async (t) => {
  const session = openSession({ publicUrl: 'https://kcc.example', sessionKey, now: () => new Date() });
  const header = await session.start(identityOf({ sub: 'abc', vo_doelgroepcode: 'BUR' }));
  t.regex(header, /^__Host-schakel=[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=\d+$/);
});

test('a page of another site cannot sign anybody out', async (t) => {
  const hub = await startHub(t);
  const { user } = await signedIn(hub, 'agent');
  await user.ask(`${hub.url}/auth/logout`, { headers: { 'sec-fetch-site': 'cross-site' } });
  t.not(user.cookiesFor('/'), '');
});

test('while the provider is down, signing in says so in Dutch and signing out still works', async (t) => {
  const closed = await startHub(t);
  closed.stop();
  const hub = await startHub(t, { issuer: closed.url, clientId: 'desk', clientSecret: 'secret' });
  const login = await fetch(`${hub.url}/auth/login`, { redirect: 'manual' });
  t.is(login.status, 503);
  t.regex(await login.text(), /de aanmelddienst antwoordt niet/);
  const logout = await fetch(`${hub.url}/auth/logout`, { redirect: 'manual' });
  t.is(logout.headers.get('location'), `${hub.url}/`);
});

test('a faulty opening is refused with what is wrong', async (t) => {
  await t.throwsAsync(startHub(t, { issuer: 'http://provider.example', clientId: 'a', clientSecret: 'b' }), {
    message: /the issuer must be an https address/,
  });
  await t.throwsAsync(startHub(t, { issuer: 'https://provider.example' }), { message: /client secret/ });
  await t.throwsAsync(startHub(t, { sessionKey: new Uint8Array(16) }), { message: /32 bytes/ });
});
