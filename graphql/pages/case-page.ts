import type { AskGraph } from './citizen-pages.ts';
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';
import { texts } from './texts.ts';

const document = `query CitizenCase($reference: String!) {
  found: caseByReference(reference: $reference) {
    __typename
    ... on Case {
      reference title description stateName openedAt dueAt endedAt expectedOn progress asked answer resolution
      history { stateName at handlerGroup { name } }
    }
  }
}`;

interface CitizenCase {
  readonly __typename: 'Case';
  readonly reference: string;
  readonly title: string;
  readonly description: string;
  readonly stateName: string;
  readonly openedAt: string;
  readonly dueAt: string;
  readonly endedAt: string | null;
  readonly expectedOn: string | null;
  readonly progress: string | null;
  readonly asked: string | null;
  readonly answer: string | null;
  readonly resolution: string | null;
  readonly history: readonly {
    readonly stateName: string;
    readonly at: string;
    readonly handlerGroup: { readonly name: string } | null;
  }[];
}

type Found = CitizenCase | { readonly __typename: 'InvalidInput' | 'NotFound' };

const words = texts.question;

/** What whoever signed in may see of his own; one that is not his is one that is not there. */
export async function casePage(ask: AskGraph, reference: string, signedIn: boolean): Promise<Page> {
  if (!signedIn) return signInPage(reference);
  const { found } = await ask<{ found: Found }>(document, { reference });
  if (found.__typename !== 'Case')
    return { status: 404, title: words.unknown, body: html`<p>${words.unknownWhy(reference)}</p>` };
  return { status: 200, title: words.titleOf(found.reference), body: shown(found) };
}

function signInPage(reference: string): Page {
  const back = encodeURIComponent(`/vraag/${encodeURIComponent(reference)}`);
  const body = html`<p>${words.signInWhy(reference)}</p>
    <p><a class="button" href="/auth/login?return=${back}">${words.signInButton}</a></p>
    <p class="muted">${words.otherwise}</p>`;
  return { status: 200, title: words.signIn, body };
}

function shown(found: CitizenCase): Html {
  return html`<p><strong>${found.title}</strong></p>
    <h2>${words.state}</h2>
    <div class="state">
      <p><strong>${found.stateName}</strong></p>
      ${[found.progress, found.resolution].map((said) => said && html`<p>${said}</p>`)}
      ${found.endedAt === null && html`<p>${words.due(moment.format(new Date(found.dueAt)))}</p>`}
      ${found.endedAt === null && found.expectedOn && html`<p>${words.expected(dayOf(found.expectedOn))}</p>`}
    </div>
    ${found.asked && html`<h2>${words.asked}</h2><p class="said">${found.asked}</p>`}
    ${found.answer && html`<h2>${words.answer}</h2><p class="said">${found.answer}</p>`}
    <h2>${words.yours}</h2>
    <p class="said">${found.description}</p>
    <p class="muted">${words.openedAt(moment.format(new Date(found.openedAt)))}</p>
    <h2>${words.history}</h2>
    <ol>${found.history.map(line)}</ol>`;
}

function line({ stateName, at, handlerGroup }: CitizenCase['history'][number]): Html {
  const by = handlerGroup && html`<span class="muted">${words.by(handlerGroup.name)}</span>`;
  return html`<li>${moment.format(new Date(at))}: ${stateName} ${by}</li>`;
}

const timeZone = 'Europe/Brussels';
const moment = new Intl.DateTimeFormat('nl-BE', { timeZone, dateStyle: 'long', timeStyle: 'short' });
const day = new Intl.DateTimeFormat('nl-BE', { timeZone, dateStyle: 'full' });
const dayOf = (date: string) => day.format(new Date(`${date}T12:00:00Z`));
