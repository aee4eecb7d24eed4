import type { Plugin } from 'graphql-yoga';
import { refusal } from '../response.ts';

/**
 * A page elsewhere can make a browser post a form or plain text here with the user's cookies, but not JSON: that it may
 * only do after asking first, which this server refuses.
 */
export function useCsrfGuard(): Plugin {
  return {
    onRequest({ request, endResponse, fetchAPI }) {
      if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
      const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
      if (type === 'application/json') return;
      const { body, status, headers } = refusal(
        'Send the request as application/json.',
        'UNSUPPORTED_MEDIA_TYPE',
        415,
      );
      endResponse(new fetchAPI.Response(body, { status, headers }));
    },
  };
}
