import { css, html, LitElement, nothing } from 'lit';
import './customer-card.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { CustomerMatch } from './types.ts';

/** Who it may be, the likeliest first and opened; the others one press away. */
export class CandidateList extends LitElement {
  static override properties = {
    candidates: { attribute: false },
    preview: { type: Boolean },
    shownId: { state: true },
  };
  declare candidates: readonly CustomerMatch[];
  /** Nobody speaks yet: there is nothing to check. */
  declare preview: boolean;
  declare shownId: string;

  constructor() {
    super();
    this.candidates = [];
    this.preview = false;
    this.shownId = '';
  }

  override render() {
    const { candidates } = this;
    const shown = candidates.find(({ customer }) => customer.id === this.shownId) ?? candidates[0];
    if (!shown) return nothing;
    return html`<ul>${candidates.map((match) => html`<li>${this.#match(match, match === shown)}</li>`)}</ul>
      <customer-card .customer=${shown.customer} ?preview=${this.preview}></customer-card>`;
  }

  #match({ customer, score, reasons }: CustomerMatch, shown: boolean) {
    return html`<button aria-pressed=${shown} @click=${() => this.#show(customer.id)}>
      <span class="row"><span class="grow">${customer.displayName}</span>
        <span class="small">${texts.customer.score(Math.round(score * 100))}</span></span>
      <span class="small muted">${reasons.join(' ')}</span>
    </button>`;
  }

  #show(id: string): void {
    this.shownId = id;
  }

  static override styles = [
    style,
    css`
      ul { display: grid; gap: 0.25rem; }
      button { width: 100%; text-align: left; display: block; padding: 0.3125rem 0.625rem; border-color: var(--line); }
      button[aria-pressed='true'] { background: var(--accent-soft); border-color: var(--accent); }
      .muted { display: -webkit-box; font-weight: 400; -webkit-line-clamp: 1; -webkit-box-orient: vertical; overflow: hidden; }
      button[aria-pressed='true'] .muted { -webkit-line-clamp: 3; }
      :host([preview]) { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 1.5rem; align-items: start; }
      :host([preview]) .muted { -webkit-line-clamp: 3; }
      :host([preview]) customer-card { padding: 0; }
      customer-card { padding: 0.625rem 0.125rem 0; }
    `,
  ];
}

customElements.define('candidate-list', CandidateList);
