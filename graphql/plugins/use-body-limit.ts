import type { Plugin } from 'graphql-yoga';
import { graphError } from '../errors.ts';
import type { Limits } from '../limits.ts';

/**
 * Refuses bodies that are too large. A body that says its length is held to it by the HTTP server, so only one that does not
 * is counted while it comes in; Yoga's own limit sends every body through a stream, which costs more than a small query.
 */
export function useBodyLimit({ bodyBytes }: Pick<Limits, 'bodyBytes'>): Plugin {
  return {
    onRequestParse({ request, setRequestParser }) {
      if (request.method !== 'POST') return;
      const length = Number(request.headers.get('content-length') ?? Number.NaN);
      if (length > bodyBytes) throw tooLarge();
      if (Number.isNaN(length)) setRequestParser(async () => parsed(await textOf(request, bodyBytes)));
    },
  };
}

function tooLarge() {
  return graphError('The request is too large.', 'LIMIT_EXCEEDED', { status: 413 });
}

/** What is too long is read on for a while without being kept, so that the sender hears why; then the line is cut. */
async function textOf(request: Request, bodyBytes: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > 4 * bodyBytes) break;
    if (bytes <= bodyBytes) text += decoder.decode(chunk, { stream: true });
  }
  if (bytes > bodyBytes) throw tooLarge();
  return text + decoder.decode();
}

function parsed(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return notJson();
  }
}

function notJson(): never {
  throw graphError('The body is not JSON.', 'BAD_REQUEST', { status: 400 });
}
