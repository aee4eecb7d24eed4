import { css, html, LitElement, nothing } from 'lit';
import './case-line.ts';
import type { Draft } from './draft.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Question } from './types.ts';
import { Watch } from './watch.ts';

const words = texts.wrapUp;

/** A registered contact: the reference to say aloud, and what happens with each question, live. */
export class ContactReceipt extends LitElement {
  static override properties = { draft: { attribute: false }, copied: { state: true } };
  declare draft: Draft;
  declare copied: boolean;

  constructor() {
    super();
    this.copied = false;
    new Watch(this, () => this.draft);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  override render() {
    const { contact } = this.draft;
    return html`<section class="card stack">
        <h1 tabindex="-1"><span aria-hidden="true">✓</span> ${words.done}</h1>
        ${contact.state === 'AUTO' ? html`<p class="notice warn small">${words.auto}</p>` : nothing}
        <div>
          <p class="label">${words.say}</p>
          <p class="groups" aria-label=${contact.reference}>
            ${contact.reference.split('-').map((group) => html`<span>${group}</span>`)}
          </p>
        </div>
        <div>
          <p class="label">${words.spoken}</p>
          <p class="spoken">${contact.spokenReference}</p>
        </div>
        <div class="row">
          <button @click=${this.#copy}>${words.copy}</button>
          <span role="status" class="small">${this.copied ? words.copied : ''}</span>
          <span class="grow"></span>
          <button class="main" @click=${() => this.dispatchEvent(new CustomEvent('done', { bubbles: true, composed: true }))}>
            ${texts.tabs.close}
          </button>
        </div>
      </section>
      <section class="card stack">
        <h2>${words.nowWhat}</h2>
        ${contact.questions.map((question) => this.#question(question))}
      </section>`;
  }

  #question({ text, case: opened, answer, product }: Question) {
    if (opened) return html`<case-line .item=${opened}></case-line>`;
    return html`<div>
      <p><strong>${text || product?.name}</strong></p>
      <p class="small muted"><span aria-hidden="true">✓</span> ${words.answeredNow}</p>
      ${answer ? html`<p class="small">${answer}</p>` : nothing}
    </div>`;
  }

  async #copy(): Promise<void> {
    await navigator.clipboard.writeText(this.draft.contact.reference);
    this.copied = true;
  }

  static override styles = [
    style,
    css`
      :host { display: grid; gap: 0.75rem; align-content: start; }
      h1 { font-size: 1.125rem; color: var(--good); }
      .groups { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 0.25rem; }
      .groups span {
        font: 700 1.875rem/1 ui-monospace, 'DejaVu Sans Mono', monospace; letter-spacing: 0.06em; padding: 0.75rem 0.75rem;
        background: var(--accent-soft); color: var(--accent); border-radius: 0.5rem;
      }
      .spoken { font-size: 1.0625rem; }
    `,
  ];
}

customElements.define('contact-receipt', ContactReceipt);
