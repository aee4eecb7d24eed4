import type { Ground } from './ports.ts';

/**
 * What became of a question to another part of the house. `refused`: it was understood and not done. `silent`: nobody can
 * tell whether it was done.
 */
export type Reply =
  | { readonly outcome: 'done'; readonly data: unknown }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'silent'; readonly reason: string };

/** Failures after which nothing was done; any other leaves it open. */
const notDone = new Set(['rejected', 'throttled', 'unauthorised', 'misconfigured']);

/** Asks, and answers what became of it instead of failing. */
export async function askHouse({ ports }: Ground, question: string, data: object): Promise<Reply> {
  try {
    return { outcome: 'done', data: await ports.ask(question, data) };
  } catch (error) {
    const failure = (error as { failure?: unknown }).failure;
    const reason = typeof failure === 'string' ? failure : 'unknown';
    ports.log?.('core.question.failed', { question, failure: reason });
    return { outcome: notDone.has(reason) ? 'refused' : 'silent', reason };
  }
}
