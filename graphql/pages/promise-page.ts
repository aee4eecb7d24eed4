import type { AskGraph } from './citizen-pages.ts';
import { html } from './html.ts';
import type { Page } from './page.ts';
import { texts } from './texts.ts';

const document = `mutation ConfirmPromise($input: ConfirmPromiseByLinkInput!) {
  result: confirmPromiseByLink(input: $input) { __typename }
}`;

/** Only the button confirms: programs that look at the links of a mail open them as well. */
export async function promisePage(ask: AskGraph, token: string, tapped: boolean): Promise<Page> {
  const words = texts.promise;
  if (!tapped) {
    const body = html`<p>${words.question}</p>
      <form method="post"><button>${words.yes}</button></form>
      <p class="muted">${words.not}</p>`;
    return { status: 200, title: words.title, body };
  }
  const { result } = await ask<{ result: { __typename: string } }>(document, {
    input: { idempotencyKey: 'confirmed-by-link', token },
  });
  return result.__typename === 'PromiseConfirmed'
    ? { status: 200, title: words.thanks, body: html`<p>${words.confirmed}</p>` }
    : { status: 404, title: words.unknown, body: html`<p>${words.unknownWhy}</p>` };
}
