import { css, html, LitElement, nothing } from 'lit';
import { citizenStatus, dueOf } from './citizen-status.ts';
import { caseChanged } from './documents/case.ts';
import { graph } from './graph-client.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { CaseWhole, CaseLine as Item } from './types.ts';

/** A case in a few lines, with what the customer sees of it; stays true while it is looked at. */
export class CaseLine extends LitElement {
  static override properties = { item: { attribute: false }, newest: { state: true } };
  declare item: Item;
  declare newest: CaseWhole | null;
  #life = new AbortController();

  constructor() {
    super();
    this.newest = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const hear = ({ caseChanged: whole }: { caseChanged: CaseWhole }) => {
      this.newest = whole;
    };
    void graph.listen(caseChanged, { id: this.item.id }, { hear, signal: this.#life.signal });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  override render() {
    const item = this.newest ?? this.item;
    return html`<article>
      <div class="row">
        <span class="chip">${texts.kinds[item.kind]}</span>
        <strong class="grow">${item.title}</strong>
        <span class="reference small">${item.reference}</span>
      </div>
      <p class="small" role="status">
        <strong>${item.stateName}</strong> · ${item.handlerGroup?.name}
        ${item.assigneeName ? html`· ${texts.cases.takenBy(item.assigneeName)}` : nothing} · ${dueOf(item)}
      </p>
      ${this.newest?.answer ? html`<p class="small"><strong>${texts.cases.given}:</strong> ${this.newest.answer}</p>` : nothing}
      ${citizenStatus(item)}
    </article>`;
  }

  static override styles = [
    style,
    css`
      article { display: grid; gap: 0.375rem; }
      .row { align-items: start; flex-wrap: nowrap; }
      .late { color: var(--bad); }
    `,
  ];
}

customElements.define('case-line', CaseLine);
