import type { Configuration } from 'oidc-provider';
import * as errors from 'oidc-provider/lib/helpers/errors.js';
import { Provider } from 'oidc-provider/lib/provider.js';
import type { Claims } from '../identity.ts';
import {
  type ClientSecrets,
  commandClientId,
  deskClientId,
  graphResource,
  personaGrant,
  serviceScopes,
  services,
} from './clients.ts';
import type { ProviderKeys } from './keys.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { logoutPage, messagePage, pageHeaders } from './pages.ts';
import { registerPersonaGrant } from './persona-grant.ts';
import type { Persona } from './personas.ts';

export const audience = 'schakel';

export interface BundledOptions {
  readonly publicUrl: string;
  readonly organisation: string;
  readonly personas: readonly Persona[];
  readonly keys: ProviderKeys;
  readonly secrets: ClientSecrets;
  readonly now: () => Date;
  /** ACM/IDM gives opaque tokens; a JWT can be checked without asking. @default 'jwt' */
  readonly accessTokens?: 'jwt' | 'opaque' | undefined;
}

const personScopes = ['openid', 'profile', 'rrn', 'vo', 'wettelijkvertegenwoordiger', 'schakel'];
const hour = 3600;

/** An OpenID provider with the paths, scopes, claims and lifetimes of ACM/IDM, for invented people only. */
export function bundledProvider(options: BundledOptions): Provider {
  const { publicUrl, personas, organisation, accessTokens = 'jwt' } = options;
  const claimsOf = (id: string | undefined): Claims | undefined =>
    personas.find((one) => one.id === id)?.claims;
  const graph = {
    identifier: graphResource,
    settings: {
      audience,
      scope: serviceScopes.join(' '),
      accessTokenFormat: accessTokens,
      accessTokenTTL: hour,
    },
  };
  const provider = new Provider(`${publicUrl}/op`, {
    ...settings(options),
    clients: clients(options),
    findAccount: (_ctx, id) => {
      const claims = claimsOf(id);
      return claims && { accountId: id, claims: () => ({ ...claims, sub: id }) };
    },
    extraTokenClaims: (_ctx, token) => {
      if (token.kind === 'AccessToken') return { ...claimsOf(token.accountId) };
      return { vo_applicatienaam: token.clientId, vo_orgcode: organisation, vo_orgnaam: 'Stad Leuven' };
    },
    features: {
      ...features,
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) =>
          ctx.oidc.params?.['grant_type'] === 'client_credentials' ? graphResource : [],
        getResourceServerInfo: (_ctx, resource) => {
          if (resource !== graphResource) throw new errors.InvalidTarget();
          return graph.settings;
        },
      },
    },
  });
  provider.proxy = publicUrl.startsWith('https:');
  registerPersonaGrant(provider, personas, graph);
  return provider;
}

function settings({ keys, now }: BundledOptions): Configuration {
  return {
    adapter: memoryAdapter(now),
    jwks: { keys: keys.jwks.keys as never },
    cookies: {
      keys: [...keys.cookies],
      names: { session: 'op-session', interaction: 'op-interaction', resume: 'op-resume' },
      long: { httpOnly: true, sameSite: 'lax', path: '/op' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    pkce: { required: () => true },
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    conformIdTokenClaims: false,
    scopes: [...personScopes, ...serviceScopes],
    claims: {
      openid: ['sub'],
      profile: ['given_name', 'family_name'],
      rrn: ['rrn'],
      vo: ['vo_id', 'vo_doelgroepcode', 'vo_doelgroepnaam', 'vo_orgcode', 'vo_orgnaam', 'vo_email'],
      wettelijkvertegenwoordiger: ['wv_orgcode'],
      schakel: ['schakel_rol_3d', 'schakel_toestel'],
    },
    routes: {
      authorization: '/v1/auth',
      token: '/v1/token',
      end_session: '/v1/logout',
      jwks: '/v1/keys',
      introspection: '/v1/introspect',
      userinfo: '/v1/userinfo',
    },
    ttl: {
      AuthorizationCode: 30,
      AccessToken: hour,
      ClientCredentials: hour,
      IdToken: hour,
      Interaction: 600,
      Session: 8 * hour,
      Grant: 8 * hour,
    },
    interactions: { url: (_ctx, { uid }) => `/op/login/${uid}` },
    clientBasedCORS: () => false,
    async loadExistingGrant({ oidc }) {
      const { clientId } = oidc.client ?? {};
      const { accountId } = oidc.session ?? {};
      if (!clientId || !accountId) return undefined;
      const grant = new oidc.provider.Grant({ clientId, accountId });
      grant.addOIDCScope(personScopes.join(' '));
      await grant.save();
      return grant;
    },
    renderError: (ctx) => {
      ctx.set(pageHeaders);
      ctx.body = messagePage('Dat lukte niet', 'Het aanmelden of afmelden is afgebroken. Begin opnieuw.');
    },
  };
}

const features = {
  devInteractions: { enabled: false },
  clientCredentials: { enabled: true },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  introspection: {
    enabled: true,
    allowedPolicy: (_ctx: unknown, { clientId }: { readonly clientId: string }) => clientId === deskClientId,
  },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource: (ctx: { set(headers: Record<string, string>): void; body: unknown }, form: string) => {
      ctx.set(pageHeaders);
      ctx.body = logoutPage(form);
    },
  },
} satisfies Configuration['features'];

function clients({ publicUrl, secrets }: BundledOptions): NonNullable<Configuration['clients']> {
  const client = (id: string, rest: object) => ({
    client_id: id,
    client_secret: secrets[id] ?? '',
    redirect_uris: [],
    response_types: [],
    ...rest,
  });
  return [
    client(deskClientId, {
      grant_types: ['authorization_code'],
      response_types: ['code'],
      redirect_uris: [`${publicUrl}/auth/callback`],
      post_logout_redirect_uris: [`${publicUrl}/`],
    }),
    client(commandClientId, { grant_types: [personaGrant] }),
    ...Object.entries(services).map(([id, scopes]) =>
      client(id, { grant_types: ['client_credentials'], scope: scopes.join(' ') }),
    ),
  ];
}
