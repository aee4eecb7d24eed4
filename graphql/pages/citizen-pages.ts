import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Graph } from '../compose.ts';
import { createExecutor } from '../execute.ts';
import type { Transport } from '../transport.ts';
import { casePage } from './case-page.ts';
import { html } from './html.ts';
import { type Page, pageHeaders, render } from './page.ts';
import { promisePage } from './promise-page.ts';
import { texts } from './texts.ts';

export interface CitizenPagesOptions {
  readonly graph: Pick<Graph, 'current'>;
  readonly transport: Transport;
  /** Who asks, for the subgraphs. */
  readonly contextOf: (request: IncomingMessage) => Promise<{ readonly identity: unknown }>;
  readonly log: (event: string, fields: Record<string, unknown>) => void;
}

/** Asks the graph in the name of whoever opened the page; throws when the answer is not whole. */
export type AskGraph = <Data>(document: string, variables: Record<string, unknown>) => Promise<Data>;

/**
 * The pages that messages to citizens link to: `/belofte/<token>` (was a promise kept?) and `/vraag/<reference>` (how far is my
 * question?). They work without script. Answers false for any other path.
 */
export function citizenPages(options: CitizenPagesOptions) {
  const { graph, transport, contextOf, log } = options;
  const execute = createExecutor(graph, transport);

  async function pageFor(kind: string, name: string, request: IncomingMessage): Promise<Page> {
    const context = await contextOf(request);
    const ask: AskGraph = async (document, variables) => {
      const result = await execute({ document, variables, context });
      if (!('data' in result) || !result.data || result.errors) throw new Error('the answer is not whole');
      return result.data as never;
    };
    return kind === 'belofte'
      ? promisePage(ask, name, request.method === 'POST')
      : casePage(ask, name, context.identity !== null);
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const [, kind, name] = /^\/(belofte|vraag)\/([^/?]{1,100})(?:\?|$)/.exec(request.url ?? '') ?? [];
    if (kind === undefined || name === undefined) return false;
    if (!methods[kind]?.includes(request.method ?? '')) {
      response.writeHead(405, { allow: methods[kind]?.join(', ') }).end();
      return true;
    }
    request.resume();
    const page = await pageFor(kind, decoded(name), request).catch((error: unknown) => {
      log('page not shown', { page: kind, cause: error instanceof Error ? error.name : typeof error });
      return { status: 503, title: texts.away, body: html`<p>${texts.awayWhy}</p>` };
    });
    response.writeHead(page.status, pageHeaders).end(request.method === 'HEAD' ? '' : render(page));
    return true;
  };
}

const methods: Readonly<Record<string, readonly string[]>> = {
  belofte: ['GET', 'HEAD', 'POST'],
  vraag: ['GET', 'HEAD'],
};

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
