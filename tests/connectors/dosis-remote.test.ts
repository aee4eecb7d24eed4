import { randomUUID } from 'node:crypto';
import test, { type ExecutionContext } from 'ava';
import { importPKCS8, SignJWT } from 'jose';
import startSimulator from '../../connectors/dosis/simulator.ts';
import { readTestcase } from '../helpers/replay.ts';

const accepted = (await readTestcase('connectors/dosis/testcases/one-thing-happens/expected.json')) as {
  body: Body;
};

interface Body {
  readonly [field: string]: unknown;
}

interface Claims {
  readonly audience?: string;
  readonly subject?: string;
  readonly expires?: number;
  readonly jti?: string;
}

test('the simulated authorisation server grants a token for an assertion of ours', async (t) => {
  const { assertion, token } = await remote(t);
  t.is((await token(await assertion({}))).status, 200);
});

for (const [what, claims] of [
  ['for another audience', { audience: 'https://example.org/token' }],
  ['of another client', { subject: 'someone-else' }],
  ['that has expired', { expires: -60 }],
  ['that would live for an hour', { expires: 3600 }],
] as const) {
  test(`the simulated authorisation server refuses an assertion ${what}`, async (t) => {
    const { assertion, token } = await remote(t);
    const answer = await token(await assertion(claims));
    t.is(answer.status, 401);
    t.deepEqual(await answer.json(), { error: 'invalid_client' });
  });
}

test('the simulated authorisation server refuses an assertion that it saw before', async (t) => {
  const { assertion, token } = await remote(t);
  const once = await assertion({});
  t.is((await token(once)).status, 200);
  t.is((await token(once)).status, 401);
  t.is((await token(await assertion({ jti: 'the-same' }))).status, 200);
  t.is((await token(await assertion({ jti: 'the-same' }))).status, 401);
});

test('the simulated DOSIS answers nobody without a token', async (t) => {
  const { settings } = await remote(t);
  t.is((await fetch(`${settings['baseUrl']}/api/v2/dosis/bronnen/uris`)).status, 401);
});

for (const [field, changed] of [
  ['Naam', { Naam: undefined }],
  ['WijzigingsDatum', { WijzigingsDatum: '2026-03-04T09:15:00Z' }],
  ['TypeDossierCode', { TypeDossierCode: 'Iets' }],
  ['Producten.0.Id', { Producten: [{ Id: 'x' }] }],
  ['Status.VlaamsCode', { Status: { VlaamsCode: 'Geregeld', VlaamsFase: 'Behandeling' } }],
  ['Status.VlaamsFase', { Status: { VlaamsCode: 'InWacht', VlaamsFase: 'Ergens' } }],
  [
    'Identificatie.Bron',
    { Identificatie: { Bron: 'https://id.example.org/bron/ander', DossierNummer: 'x' } },
  ],
  ['(geheel)', { onbekendVeld: 1 }],
] as const) {
  test(`the simulated DOSIS refuses a dossier whose fault is ${field}`, async (t) => {
    const { assertion, token, settings } = await remote(t);
    const { access_token } = (await (await token(await assertion({}))).json()) as { access_token: string };
    const answer = await fetch(`${settings['baseUrl']}/api/v2/dosis/dossiers`, {
      method: 'POST',
      headers: { authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ ...accepted.body, ...changed }),
    });
    t.is(answer.status, 400);
    const { errors } = (await answer.json()) as { errors: { field: string }[] };
    t.deepEqual(
      errors.map((error) => error.field),
      [field],
    );
  });
}

async function remote(t: ExecutionContext) {
  const simulator = await startSimulator();
  t.teardown(() => simulator.close());
  const settings = simulator.settings as Record<string, string>;
  const { clientId = '', tokenUrl = '', privateKey = '' } = settings;
  const key = await importPKCS8(privateKey, 'RS256');
  return {
    settings,
    assertion({ audience = tokenUrl, subject = clientId, expires = 120, jti = randomUUID() }: Claims) {
      const now = Math.floor(Date.now() / 1000);
      return new SignJWT()
        .setProtectedHeader({ alg: 'RS256' })
        .setIssuer(subject)
        .setSubject(subject)
        .setAudience(audience)
        .setJti(jti)
        .setIssuedAt(now)
        .setExpirationTime(now + expires)
        .sign(key);
    },
    token: (assertion: string) =>
      fetch(tokenUrl, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: assertion,
          scope: 'DosisImport',
        }),
      }),
  };
}
