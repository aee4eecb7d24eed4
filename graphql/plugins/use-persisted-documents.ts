import type { Plugin } from 'graphql-yoga';
import { graphError } from '../errors.ts';

export interface PersistedDocuments {
  /** Document id (the SHA-256 of its text, in hex) → text: the manifest of our own clients. */
  readonly manifest: ReadonlyMap<string, string>;
  /** Whether a request may bring no other documents. */
  readonly only: (request: Request) => boolean;
}

interface Params {
  query?: string | undefined;
  documentId?: unknown;
  extensions?: { persistedQuery?: { sha256Hash?: unknown } };
}

/** Own clients send an id instead of a text; nobody can register a document from outside. */
export function usePersistedDocuments({ manifest, only }: PersistedDocuments): Plugin {
  return {
    onParams({ request, params, setParams }) {
      const { documentId, ...rest } = params as Params;
      const id = documentId ?? rest.extensions?.persistedQuery?.sha256Hash ?? undefined;
      if (id !== undefined) setParams({ ...(rest as typeof params), query: textOf(manifest, id) });
      else if (only(request))
        throw graphError(
          'Only documents of our own clients are run here.',
          'PERSISTED_QUERY_REQUIRED',
          refused,
        );
    },
  };
}

const refused = { status: 400 };

function textOf(manifest: ReadonlyMap<string, string>, id: unknown): string {
  const text = typeof id === 'string' ? manifest.get(id) : undefined;
  if (text === undefined) throw graphError('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND', refused);
  return text;
}
