import { css, html, LitElement } from 'lit';
import './call-card.ts';
import './candidate-list.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Call } from './types.ts';

/** A call that rings: who it may be and what is known of him, before anybody picks up. */
export class IncomingCall extends LitElement {
  static override properties = { call: { attribute: false } };
  declare call: Call;

  override render() {
    const { call } = this;
    return html`<div class="incoming">
      <call-card .call=${call}></call-card>
      <p class="muted lead">${texts.call.pickUp}</p>
      <section class="card" aria-label=${texts.customer.label}>
        ${this.#candidates()}
      </section>
    </div>`;
  }

  #candidates() {
    const { candidates, number, silentSource } = this.call;
    if (candidates === null)
      return html`<p class="notice warn" role="status">${texts.customer.unavailable(silentSource)}</p>`;
    if (candidates.length === 0)
      return html`<p>${number ? texts.customer.nobody : texts.customer.nobodyYet}</p>`;
    return html`<candidate-list .candidates=${candidates} preview></candidate-list>`;
  }

  static override styles = [
    style,
    css`
      :host { min-height: 0; overflow-y: auto; }
      .incoming { display: grid; gap: 0.75rem; max-width: 66rem; margin: 0 auto; padding: 0 2px 0.75rem; }
      .lead { text-align: center; }
    `,
  ];
}

customElements.define('incoming-call', IncomingCall);
