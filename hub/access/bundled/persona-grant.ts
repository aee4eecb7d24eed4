import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import * as errors from 'oidc-provider/lib/helpers/errors.js';
import { personaGrant } from './clients.ts';
import type { Persona } from './personas.ts';

/** Gives the local command a token of any persona: only over loopback, with nothing in between. */
export function registerPersonaGrant(provider: Provider, known: readonly Persona[], resource: ResourceInfo) {
  provider.registerGrantType(
    personaGrant,
    async (ctx: KoaContextWithOIDC) => {
      if (!isLocal(ctx.req.socket.remoteAddress, ctx.req.headers))
        throw new errors.AccessDenied('this grant is only for commands on the same machine');
      const { client, params } = ctx.oidc;
      const persona = known.find(({ id }) => id === params?.['persona']);
      if (!client || !persona) throw new errors.InvalidGrant('unknown persona');
      const token = new provider.AccessToken({ client, accountId: persona.id, gty: personaGrant } as never);
      token.resourceServer = new provider.ResourceServer(resource.identifier, resource.settings);
      const value = await token.save();
      ctx.body = { access_token: value, token_type: 'Bearer', expires_in: token.expiration };
    },
    ['persona'],
  );
}

export interface ResourceInfo {
  readonly identifier: string;
  readonly settings: ConstructorParameters<Provider['ResourceServer']>[1];
}

const forwardingHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Whether a request came from this machine itself, with no proxy in between that might speak for another. */
export function isLocal(address: string | undefined, headers: IncomingHttpHeaders): boolean {
  return isLoopback(address ?? '') && !forwardingHeaders.some((name) => name in headers);
}

function isLoopback(address: string) {
  const plain = address.replace(/^::ffff:/, '');
  return plain === '::1' || (isIP(plain) === 4 && plain.startsWith('127.'));
}
