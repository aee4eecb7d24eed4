import { ConnectorError, type Context, type Http, parse } from '../../hub/index.ts';
import { type AccessToken, accessToken, type TokenSettings } from './token.ts';
import { accepted, type Result, refusal, result, results, sourceUris } from './wire.ts';

type HttpRequest = Parameters<Http['request']>[0];
type HttpResponse = Awaited<ReturnType<Http['request']>>;

export interface ClientSettings extends TokenSettings {
  readonly baseUrl: string;
  readonly sourceUri: string;
}

/** The DOSIS REST interface, one method per path. Asks nothing yet. */
export function dosisClient(settings: ClientSettings, context: Context) {
  const { baseUrl, sourceUri, timeoutMs } = settings;
  const token = accessToken(settings, context);
  const api = context.http(baseUrl, { timeoutMs });

  /** Asks once, and once more with a fresh token where DOSIS no longer takes the one we had. */
  const ask = async (request: HttpRequest): Promise<HttpResponse> => {
    const used = await held(token, request.signal);
    const response = await asked(api, request, used);
    if (response.status !== 401) return response;
    token.forget(used);
    return asked(api, request, await held(token, request.signal));
  };

  return {
    /** Resolves once DOSIS has accepted the dossier for processing. */
    async push(body: { readonly UploadId: string }, signal: AbortSignal): Promise<void> {
      const request = { method: 'POST', route: '/api/v2/dosis/dossiers', body, signal } as const;
      const answer = parse(accepted, found(request, await ask(request)).json(), 'publishing a dossier');
      if (answer.Status !== 'OK' || answer.UploadId !== body.UploadId) {
        throw new ConnectorError('publishing a dossier: the answer is not about this upload', {
          failure: 'malformed',
        });
      }
    },

    /** Undefined while DOSIS has not processed the upload. */
    async resultOf(uploadId: string, signal: AbortSignal): Promise<Result | undefined> {
      const route = '/api/v1/dosis/resultaten/perUploadId';
      const request = { route, query: { uploadId }, signal } as const;
      const response = await ask(request);
      if (response.status === 404) return undefined;
      const read = parse(result, found(request, response).json(), 'reading the result of an upload');
      return read.Succes && read.VerwerktVoorOpvraging === false ? undefined : read;
    },

    /** Every result DOSIS keeps of a dossier; empty where it knows none. */
    async resultsOf(dossierNumber: string, signal: AbortSignal): Promise<readonly Result[]> {
      const query = { bron: sourceUri, dossierNummer: dossierNumber };
      const request = { route: '/api/v1/dosis/resultaten', query, signal } as const;
      const response = await ask(request);
      if (response.status === 404) return [];
      return parse(results, found(request, response).json(), 'reading the results of a dossier');
    },

    /** Resolves also where the dossier was gone already. */
    async remove(dossierNumber: string, signal: AbortSignal): Promise<void> {
      const query = { bron: sourceUri, dossierNummer: dossierNumber };
      const request = { method: 'DELETE', route: '/api/v1/dosis/dossiers', query, signal } as const;
      const response = await ask(request);
      if (response.status !== 404) found(request, response);
    },

    /** The source URIs this client may write for. */
    async sources(): Promise<readonly string[]> {
      const request = { route: '/api/v2/dosis/bronnen/uris' };
      return parse(sourceUris, found(request, await ask(request)).json(), 'reading the allowed sources');
    },
  };
}
export type DosisClient = ReturnType<typeof dosisClient>;

function asked(api: Http, request: HttpRequest, token: string) {
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  return api.request({ ...request, headers, answers: [400, 401, 404, 409, 422] });
}

/** A renewal is shared and goes on; whoever gives up waiting need not see its end. */
async function held(token: AccessToken, signal: AbortSignal | undefined) {
  const renewal = token.get();
  if (!signal) return renewal;
  let stop = () => {};
  const given = new Promise<never>((_, reject) => {
    stop = () => reject(new ConnectorError('asking for a token: given up', { failure: 'unavailable' }));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
  return Promise.race([renewal, given]).finally(() => signal.removeEventListener('abort', stop));
}

/** The response, where it is not a refusal. */
function found({ method = 'GET', route }: HttpRequest, response: HttpResponse): HttpResponse {
  if (response.status < 400) return response;
  throw new ConnectorError(`${method} ${route}: HTTP ${response.status}${reasons(response)}`, {
    failure: response.status === 401 ? 'unauthorised' : 'rejected',
  });
}

/** Codes and field names of a refusal; its descriptions stay behind, for they may quote a value. */
function reasons(response: HttpResponse) {
  let body: unknown;
  try {
    body = response.json();
  } catch {
    return '';
  }
  const errors = refusal.safeParse(body).data?.errors ?? [];
  const told = errors.slice(0, 5).map(({ code, field }) => [code, field ?? ''].filter(isName).join(' at '));
  return told.length > 0 ? ` (${told.join('; ')})` : '';
}

function isName(text: string) {
  return /^[A-Za-z_][\w.[\]-]{0,60}$/.test(text) && !/\d{4}/.test(text);
}
