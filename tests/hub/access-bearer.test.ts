import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createVerifier } from '../../hub/access/bearer.ts';
import { discoverLazily } from '../../hub/access/discovery.ts';
import { startHub } from './access-hub.ts';

const claims = { sub: 'abc', vo_doelgroepcode: 'BUR' };

/** A provider that publishes the keys it is told to, on a free port. */
async function startIssuer(t: ExecutionContext) {
  const published: object[] = [];
  const server = createServer((req, res) => {
    const documents: Record<string, unknown> = {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys: published },
    };
    res.setHeader('content-type', 'application/json').end(JSON.stringify(documents[req.url ?? ''] ?? {}));
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  t.teardown(stop);

  /** A key pair that signs; its public half is published unless it is to stay unknown. */
  async function signer(kid: string, { publish = true, alg = 'RS256' } = {}) {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    if (publish) published.push({ ...(await exportJWK(publicKey)), kid, alg, use: 'sig' });
    return (changes: { iss?: string; aud?: string; exp?: number; typ?: string } = {}) => {
      const {
        iss = url,
        aud = 'schakel',
        exp = Math.floor(Date.now() / 1000) + 60,
        typ = 'at+jwt',
      } = changes;
      return new SignJWT({ ...claims, iss, aud, exp }).setProtectedHeader({ alg, kid, typ }).sign(privateKey);
    };
  }

  const discover = discoverLazily({ issuer: url, clientId: 'schakel', timeoutMs: 2000 });
  const verifier = createVerifier({ issuer: url, audience: 'schakel', discover, keysCooldownMs: 0 });
  return { url, published, signer, verifier, stop };
}

test('a token that the provider signed for this audience names who asks', async (t) => {
  const { signer, verifier } = await startIssuer(t);
  t.like(await verifier.verify(await (await signer('one'))()), { subject: 'abc', kind: 'citizen' });
});

test('each bad token is refused with a sentence of its own that does not hold the token', async (t) => {
  const { url, signer, verifier } = await startIssuer(t);
  const sign = await signer('one');
  const good = await sign();
  const [header = '', payload = '', signature = ''] = good.split('.');
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = 1_700_000_000;
  const forged = encode({
    ...JSON.parse(Buffer.from(payload, 'base64url').toString()),
    vo_doelgroepcode: 'LB',
  });
  const bad: Record<string, [string, string]> = {
    expired: [await sign({ exp }), 'The access token expired at 2023-11-14T22:13:20.000Z.'],
    issuer: [
      await sign({ iss: 'https://elsewhere.example' }),
      `The access token was issued by another provider than ${url}.`,
    ],
    audience: [
      await sign({ aud: 'another' }),
      'The access token is meant for another audience than schakel.',
    ],
    key: [
      await (await signer('two', { publish: false }))(),
      `The access token is signed with a key that ${url} does not publish.`,
    ],
    signature: [
      `${header}.${forged}.${signature}`,
      'The signature of the access token does not fit its content.',
    ],
    claims: [await sign({ typ: 'JWT' }), 'This is not an access token that counts here (typ).'],
    malformed: [`a.${payload}.c`, 'The access token is malformed.'],
  };
  for (const [reason, [token, message]] of Object.entries(bad)) {
    const error = await t.throwsAsync(verifier.verify(token), undefined, reason);
    t.like(error, { name: 'AccessError', code: 'UNAUTHENTICATED', reason, message });
    t.false(`${error?.stack}`.includes(token), reason);
  }
});

test('a token without a signature, or signed with a published key as a password, is refused', async (t) => {
  const { published, signer, verifier } = await startIssuer(t);
  const [, payload = ''] = (await (await signer('one'))()).split('.');
  const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`;
  const password = Buffer.from(JSON.stringify(published[0]));
  const confused = await new SignJWT({ ...claims, iss: 'x' })
    .setProtectedHeader({ alg: 'HS256', kid: 'one', typ: 'at+jwt' })
    .sign(password);
  for (const token of [none, confused]) {
    t.like(await t.throwsAsync(verifier.verify(token)), {
      code: 'UNAUTHENTICATED',
      message: 'The access token must be signed with RS256, PS256, ES256.',
    });
  }
});

test('a provider may rotate its keys while tokens are in use', async (t) => {
  const { published, signer, verifier } = await startIssuer(t);
  const before = await (await signer('old'))();
  await verifier.verify(before);
  const after = await (await signer('new'))();
  t.is((await verifier.verify(after)).subject, 'abc');
  published.shift();
  const stranger = await (await signer('stranger', { publish: false }))();
  t.like(await t.throwsAsync(verifier.verify(stranger)), { reason: 'key' });
  t.like(await t.throwsAsync(verifier.verify(before)), { reason: 'key' }, 'a withdrawn key counts no longer');
});

test('a provider that is down is said to be down', async (t) => {
  const issuer = await startIssuer(t);
  const token = await (await issuer.signer('one'))();
  issuer.stop();
  for (const bad of [token, 'opaque']) {
    t.like(await t.throwsAsync(issuer.verifier.verify(bad)), {
      name: 'AccessError',
      reason: 'unreachable',
      message: `The access token cannot be checked now: no useful answer from ${issuer.url}.`,
    });
  }
});

test('an opaque token is known by asking the provider, and no longer once it has expired', async (t) => {
  const hub = await startHub(t, { accessTokens: 'opaque' });
  const { token } = await hub.persona('expert-burgerzaken');
  t.false(token.includes('.'));
  t.like(await hub.withToken(token), { name: 'Els Martens', roles: ['expert'], groups: ['burgerzaken'] });
  t.like(await t.throwsAsync(hub.withToken(`${token}x`)), { code: 'UNAUTHENTICATED', reason: 'inactive' });
  hub.clock.aheadMs = 3_601_000;
  t.like(await t.throwsAsync(hub.withToken(token)), { code: 'UNAUTHENTICATED', reason: 'inactive' });
});
