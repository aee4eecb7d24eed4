import { css, html, LitElement, nothing } from 'lit';
import './case-view.ts';
import { caseByReference } from './documents/case.ts';
import { contactByReference } from './documents/contact.ts';
import { momentOf } from './format.ts';
import { graph } from './graph-client.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Contact } from './types.ts';

interface Told {
  readonly __typename: string;
  readonly id?: string;
  readonly message?: string;
}

/** Finds a case or a contact by the reference that a customer reads from his paper; a mistyped one is told. */
export class ReferenceSearch extends LitElement {
  static override properties = {
    caseId: { state: true },
    contact: { state: true },
    fault: { state: true },
  };
  declare caseId: string;
  declare contact: (Contact & Told) | null;
  declare fault: string;

  constructor() {
    super();
    this.#clear();
  }

  #clear(): void {
    this.caseId = '';
    this.contact = null;
    this.fault = '';
  }

  override render() {
    return html`<form class="row" role="search" @submit=${this.#find}>
        <label class="unseen" for="reference">${texts.reference.label}</label>
        <input id="reference" class="reference" autocomplete="off" spellcheck="false" placeholder=${texts.reference.hint}
          aria-invalid=${this.fault !== ''} aria-describedby="fault" />
        <button>${texts.reference.find}</button>
      </form>
      <p class="fault notice bad" id="fault" role="alert" ?hidden=${this.fault === ''}>${this.fault}</p>
      <dialog aria-label=${texts.reference.label} @close=${this.#clear}>
        <form method="dialog"><button>${texts.cases.close}</button></form>
        ${this.caseId ? html`<case-view case-id=${this.caseId}></case-view>` : nothing}
        ${this.contact ? contactOf(this.contact) : nothing}
      </dialog>`;
  }

  async #find(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const reference = this.renderRoot.querySelector<HTMLInputElement>('#reference')?.value.trim();
    this.#clear();
    if (!reference) return;
    try {
      await this.#look(reference);
    } catch {
      this.fault = texts.refused;
    }
  }

  async #look(reference: string): Promise<void> {
    const { data } = await graph.ask<{ caseByReference: Told }>(caseByReference, { reference });
    const found = data.caseByReference;
    if (found.__typename === 'NotFound') {
      const other = await graph.ask<{ contactByReference: Contact & Told }>(contactByReference, {
        reference,
      });
      const contact = other.data.contactByReference;
      if (contact.__typename === 'Contact') this.contact = contact;
      else this.fault = contact.message ?? texts.refused;
    } else if (found.__typename === 'Case') this.caseId = found.id ?? '';
    else this.fault = found.message ?? texts.refused;
    await this.updateComplete;
    if (!this.fault) this.renderRoot.querySelector('dialog')?.showModal();
  }

  static override styles = [
    style,
    css`
      :host { position: relative; }
      input { width: 13.5rem; margin: 0; }
      form.row { flex-wrap: nowrap; }
      p.fault { position: absolute; z-index: 2; right: 0; width: max-content; max-width: 24rem; box-shadow: var(--shadow); }
      dialog { width: min(52rem, 92vw); border: 1px solid var(--line); border-radius: 0.75rem; background: var(--paper); color: var(--ink); }
      dialog::backdrop { background: rgb(10 20 30 / 45%); }
      dialog form { display: flex; justify-content: flex-end; margin-bottom: 0.5rem; }
    `,
  ];
}

function contactOf({ startedAt, channel, agentName, reference, ...contact }: Contact) {
  const unknown = contact.anonymous ? texts.tabs.anonymous : texts.tabs.unknown;
  const told = [momentOf(startedAt), channel?.name, agentName].filter(Boolean).join(' · ');
  return html`<article class="card stack">
    <p class="small muted"><span class="reference">${reference}</span> · ${told}</p>
    <h3>${contact.customer?.displayName ?? unknown}</h3>
    <p>${contact.summary}</p>
    <ul>${contact.questions.map(
      ({ text, product, answer }) =>
        html`<li>${text || product?.name}${answer ? html`<p class="muted">${answer}</p>` : nothing}</li>`,
    )}</ul>
  </article>`;
}

customElements.define('reference-search', ReferenceSearch);
