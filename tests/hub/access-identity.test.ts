import test from 'ava';
import fc from 'fast-check';
import { AccessError } from '../../hub/access/access-error.ts';
import { personas } from '../../hub/access/bundled/personas.ts';
import { type Claims, identityOf } from '../../hub/access/identity.ts';
import { requireIdentity, requireRole, requireScope } from '../../hub/access/require.ts';

const official = {
  sub: 'abc',
  given_name: 'An',
  family_name: 'Claes',
  vo_doelgroepcode: 'LB',
  vo_orgcode: 'OVO002149',
};

test('a citizen has a national number and no organisation', (t) => {
  const claims = {
    sub: 'abc',
    given_name: 'Jan',
    family_name: 'Peeters',
    vo_doelgroepcode: 'BUR',
    rrn: '84651200313',
  };
  t.deepEqual(identityOf(claims), {
    subject: 'abc',
    name: 'Jan Peeters',
    kind: 'citizen',
    roles: [],
    groups: [],
    scopes: [],
    organisation: null,
    nationalNumber: '84651200313',
  });
});

test('an entrepreneur acts for an enterprise number and an association for a VCode', (t) => {
  const enterprise = identityOf({ sub: 'a', vo_doelgroepcode: 'EA', vo_orgcode: '0199999944' });
  const association = identityOf({ sub: 'a', vo_doelgroepcode: 'VER', vo_orgcode: 'V0009012' });
  t.like(enterprise, { kind: 'entrepreneur', organisation: '0199999944' });
  t.like(association, { kind: 'association', organisation: 'V0009012' });
});

test('the context of an expert or a coordinator is a handler group', (t) => {
  const given = [
    'Expert-burgerzaken:OVO002149',
    'Expert-openbaar-domein:OVO002149',
    'Coordinator-klachten:OVO002149',
  ];
  t.like(identityOf({ ...official, schakel_rol_3d: given }), {
    roles: ['expert', 'coordinator'],
    groups: ['burgerzaken', 'openbaar-domein', 'klachten'],
  });
});

test('roles given for another organisation, and roles that are not known here, count for nothing', (t) => {
  const given = [
    'KCC-Agent:OVO002949',
    'Beheerder:OVO002149x',
    'Expert:OVO002149',
    'KCC:OVO002149',
    'Beheerders',
    ':',
  ];
  t.like(identityOf({ ...official, schakel_rol_3d: given }), { roles: [], groups: [] });
});

test('a role without an organisation is a role in the bearer his own organisation', (t) => {
  const claims = { ...official, schakel_rol_3d: 'Beheerder' };
  t.deepEqual(identityOf(claims).roles, ['admin']);
  t.deepEqual(identityOf({ ...claims, vo_orgcode: 'OVO009999' }).roles, []);
});

test('a citizen who brings a role of staff stays a citizen without roles', (t) => {
  const claims = { ...official, vo_doelgroepcode: 'BUR', schakel_rol_3d: ['Beheerder:OVO002149'] };
  t.like(identityOf(claims), { kind: 'citizen', roles: [] });
});

test('staff never carries a national number', (t) => {
  t.false('nationalNumber' in identityOf({ ...official, rrn: '84651200313' }));
});

test('the telephone of an agent comes from the directory where the city has one', (t) => {
  const claims = { ...official, schakel_toestel: '7101' };
  t.is(identityOf(claims).device, '7101');
  t.is(identityOf(claims, { deviceOf: ({ sub }) => `desk-${String(sub)}` }).device, 'desk-abc');
});

test('a service is known by its client id and carries its scopes', (t) => {
  const claims = {
    sub: 'city-app',
    client_id: 'city-app',
    scope: 'vo_info graph:read',
    vo_orgcode: 'OVO002149',
  };
  t.like(identityOf(claims), { kind: 'service', subject: 'city-app', scopes: ['vo_info', 'graph:read'] });
});

test('a target group that is not served is forbidden, and says so', (t) => {
  for (const code of ['ECON', 'constructor', undefined]) {
    const error = t.throws(() => identityOf({ sub: 'abc', vo_doelgroepcode: code }), {
      instanceOf: AccessError,
    });
    t.like(error, { code: 'FORBIDDEN', reason: 'target-group' });
  }
});

test('any claims at all give an identity or an access error', (t) => {
  const value = fc.oneof(
    fc.string(),
    fc.array(fc.anything()),
    fc.anything(),
    fc.constantFrom('LB', 'BUR', 'a'),
  );
  const keys = fc.constantFrom(
    'sub',
    'vo_doelgroepcode',
    'client_id',
    'schakel_rol_3d',
    'scope',
    'vo_orgcode',
    'rrn',
  );
  t.notThrows(() =>
    fc.assert(
      fc.property(fc.dictionary(keys, value), (claims: Claims) => {
        try {
          return typeof identityOf(claims).subject === 'string';
        } catch (error) {
          return error instanceof AccessError;
        }
      }),
    ),
  );
});

test('every persona is somebody, with a test national number whose check digits hold', (t) => {
  for (const { id, claims } of personas()) {
    const { nationalNumber } = identityOf({ ...claims, sub: id });
    if (nationalNumber === undefined) continue;
    t.is(97 - (Number(nationalNumber.slice(0, 9)) % 97), Number(nationalNumber.slice(9)), id);
    t.true(Number(nationalNumber.slice(2, 4)) > 60, id);
  }
  t.is(new Set(personas().map(({ id }) => id)).size, 13);
});

test('a question is refused to nobody as unauthenticated and to the wrong person as forbidden', (t) => {
  const agent = identityOf({ ...official, schakel_rol_3d: ['KCC-Agent:OVO002149'] });
  t.is(requireRole(agent, 'admin', 'agent'), agent);
  t.throws(() => requireIdentity(null), { instanceOf: AccessError, message: /Sign in first/ });
  t.like(
    t.throws(() => requireRole(null, 'admin')),
    { code: 'UNAUTHENTICATED' },
  );
  t.like(
    t.throws(() => requireRole(agent, 'admin', 'privacy-officer')),
    {
      code: 'FORBIDDEN',
      message: 'This needs the role admin or privacy-officer.',
    },
  );
  t.like(
    t.throws(() => requireScope(agent, 'graph:read')),
    { code: 'FORBIDDEN', reason: 'scope' },
  );
});
