import { css, html, LitElement, nothing } from 'lit';
import { citizenStatus, dueOf } from './citizen-status.ts';
import './case-actions.ts';
import { caseById, caseChanged } from './documents/case.ts';
import { momentOf, telephoneOf } from './format.ts';
import { graph } from './graph-client.ts';
import type { Gap } from './graph-error.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { CaseWhole, HandlerGroup } from './types.ts';

const words = texts.cases;

/** One case in full, live; with what an expert can do about it where `actions` is set. */
export class CaseView extends LitElement {
  static override properties = {
    caseId: { attribute: 'case-id' },
    actions: { type: Boolean },
    routes: { attribute: false },
    whole: { state: true },
    gaps: { state: true },
    missing: { state: true },
  };
  declare caseId: string;
  declare actions: boolean;
  declare routes: readonly HandlerGroup[];
  declare whole: CaseWhole | null;
  declare gaps: readonly Gap[];
  declare missing: boolean;
  #life = new AbortController();

  constructor() {
    super();
    this.actions = false;
    this.routes = [];
    this.whole = null;
    this.gaps = [];
    this.missing = false;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('caseId')) this.#open(this.caseId);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  #open(id: string): void {
    this.#life.abort();
    this.#life = new AbortController();
    const { signal } = this.#life;
    this.whole = null;
    this.missing = false;
    const look = () => void this.#load(id, signal);
    const hear = ({ caseChanged: whole }: { caseChanged: CaseWhole }) => {
      this.whole = whole;
    };
    look();
    void graph.listen(caseChanged, { id }, { hear, resumed: look, signal });
  }

  async #load(id: string, signal: AbortSignal): Promise<void> {
    try {
      const { data, gaps } = await graph.ask<{ case: CaseWhole | null }>(caseById, { id }, { signal });
      this.whole = data.case;
      this.gaps = gaps;
      this.missing = data.case === null && gaps.length === 0;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
    } catch {
      if (!signal.aborted) this.gaps = [{ message: '', code: 'UNAVAILABLE', source: 'cases', path: [] }];
    }
  }

  override render() {
    const { whole } = this;
    if (this.missing) return html`<p class="card">${words.gone}</p>`;
    return html`<article class="card stack">
      ${this.gaps.map(({ source }) => html`<p class="notice warn small">${texts.gap(source)}</p>`)}
      ${whole ? this.#whole(whole) : nothing}
    </article>`;
  }

  #whole(whole: CaseWhole) {
    return html`<header>
        <div class="row">
          <span class="chip">${texts.kinds[whole.kind]}</span>
          <span class="reference small">${whole.reference}</span>
          <span class="grow"></span>
          <span class="small">${dueOf(whole)}</span>
        </div>
        <h1 tabindex="-1">${whole.title}</h1>
        <p role="status"><strong>${whole.stateName}</strong> · ${whole.handlerGroup?.name} ·
          ${whole.assigneeName ? words.takenBy(whole.assigneeName) : words.nobody}</p>
      </header>
      <section><h2>${words.asked}</h2><p class="long">${whole.description}</p></section>
      <dl>
        <div><dt>${words.customer}</dt><dd>${customerOf(whole)}</dd></div>
        ${whole.product ? html`<div><dt>${words.product}</dt><dd>${whole.product.name}</dd></div>` : nothing}
        ${whole.contact ? html`<div><dt>${words.contact}</dt><dd class="reference">${whole.contact.reference}</dd></div>` : nothing}
      </dl>
      ${whole.answer ? html`<section><h2>${words.given}</h2><p class="long">${whole.answer}</p></section>` : nothing}
      <section><h2>${words.citizen}</h2>${citizenStatus(whole)}</section>
      ${this.actions ? html`<case-actions .item=${whole} .routes=${this.routes} @case-changed=${this.#changed}></case-actions>` : nothing}
      <section>
        <h2>${words.history}</h2>
        <ol>${whole.history?.map(
          (change) => html`<li class="small"><strong>${change.stateName}</strong>
            <span class="muted">${momentOf(change.at)} · ${change.actorName}</span>
            ${change.reason ? html`<br />${change.reason}` : nothing}</li>`,
        )}</ol>
      </section>`;
  }

  #changed({ detail }: CustomEvent<CaseWhole>): void {
    this.whole = detail;
  }

  static override styles = [
    style,
    css`
      h1 { font-size: 1.25rem; margin: 0.25rem 0; overflow-wrap: anywhere; }
      .long { white-space: pre-wrap; overflow-wrap: anywhere; }
      dl { display: flex; flex-wrap: wrap; gap: 0.5rem 2rem; }
      dt { font-size: 0.8125rem; color: var(--muted); }
      ol { border-left: 2px solid var(--line); padding-left: 0.75rem; display: grid; gap: 0.375rem; margin-top: 0.25rem; }
      .late { color: var(--bad); }
      .citizen { margin-top: 0.25rem; }
    `,
  ];
}

function customerOf({ customer }: CaseWhole): string {
  if (!customer) return words.anonymous;
  const points = customer.contactPoints.map(({ kind, value }) =>
    kind === 'PHONE' ? telephoneOf(value) : value,
  );
  return [customer.displayName, ...points.slice(0, 2)].join(' · ');
}

customElements.define('case-view', CaseView);
