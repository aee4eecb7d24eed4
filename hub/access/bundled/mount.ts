import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Provider } from 'oidc-provider';
import * as errors from 'oidc-provider/lib/helpers/errors.js';
import { loginPage, messagePage, sendPage } from './pages.ts';
import type { Persona } from './personas.ts';

const bodyLimit = 4096;

/**
 * Serves the bundled provider and its login page below `/op`; false when the request is for somebody else.
 * Addresses in its answers follow the public URL, whatever `Host` a request claims.
 */
export function mountProvider(provider: Provider, personas: readonly Persona[]) {
  const { host, protocol } = new URL(provider.issuer);
  const serve = provider.callback();
  return async (req: IncomingMessage, res: ServerResponse): Promise<boolean> => {
    const path = req.url ?? '/';
    if (!/^\/op(?:[/?]|$)/.test(path)) return false;
    req.headers.host = host;
    if (protocol === 'https:') req.headers['x-forwarded-proto'] = 'https';
    if (path.startsWith('/op/login/')) {
      await login(req, res);
    } else {
      Object.assign(req, { originalUrl: path, url: path.slice('/op'.length) || '/' });
      await serve(req, res);
    }
    return true;
  };

  async function login(req: IncomingMessage, res: ServerResponse) {
    try {
      await provider.interactionDetails(req, res);
      if (req.method !== 'POST') return sendPage(res, 200, loginPage(personas));
      const persona = (await formOf(req)).get('persona');
      if (!personas.some(({ id }) => id === persona)) return sendPage(res, 400, loginPage(personas));
      await provider.interactionFinished(req, res, { login: { accountId: persona ?? '' } });
    } catch (error) {
      if (!(error instanceof errors.OIDCProviderError)) throw error;
      sendPage(res, 400, messagePage('Dat lukte niet', 'Deze aanmelding is verlopen. Begin opnieuw.'));
    }
    return undefined;
  }
}

async function formOf(req: IncomingMessage) {
  let body = '';
  for await (const chunk of req) {
    body += String(chunk);
    if (body.length > bodyLimit) return new URLSearchParams();
  }
  return new URLSearchParams(body);
}
