import { css, html, LitElement, nothing } from 'lit';
import './candidate-list.ts';
import './customer-card.ts';
import './customer-form.ts';
import { searchCustomers } from './documents/customer.ts';
import type { Draft } from './draft.ts';
import { graph } from './graph-client.ts';
import { KeepFocus } from './keep-focus.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Customer, CustomerMatch } from './types.ts';
import { Watch } from './watch.ts';

const words = texts.customer;
const pauseMs = 250;

/** Who the contact is about: the likely ones first, or a search, somebody new, or nobody known. */
export class CustomerPicker extends LitElement {
  static override properties = {
    draft: { attribute: false },
    found: { state: true },
    adding: { state: true },
    searching: { state: true },
    failed: { state: true },
  };
  declare draft: Draft;
  /** Of a search; null before one. */
  declare found: readonly CustomerMatch[] | null;
  declare adding: boolean;
  declare searching: boolean;
  declare failed: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  constructor() {
    super();
    this.#reset();
    new Watch(this, () => this.draft);
    new KeepFocus(this, 'button');
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('draft')) this.#reset();
  }

  #reset(): void {
    this.found = null;
    this.adding = false;
    this.searching = false;
    this.failed = false;
  }

  override render() {
    const { contact, form, registered } = this.draft;
    return html`<section class="card stack" aria-label=${words.label}>
      ${
        contact.customer
          ? html`<div class="row">
                <h2 class="grow">${words.label}</h2>
                ${registered ? nothing : html`<button class="plain" @click=${() => this.draft.link(null)}>${words.change}</button>`}
              </div>
              <customer-card .customer=${contact.customer} linked></customer-card>`
          : form.anonymous
            ? html`<h2>${words.label}</h2>
                <p>${words.anonymousNow}</p>
                <div><button @click=${() => this.draft.change({ anonymous: false })}>${words.undo}</button></div>`
            : this.#choose()
      }
    </section>`;
  }

  #choose() {
    if (this.adding) {
      return html`<customer-form
        .draft=${this.draft}
        @customer-added=${({ detail }: CustomEvent<Customer>) => this.#added(detail)}
        @customer-form-closed=${this.#closeForm}
      ></customer-form>`;
    }
    const matches = this.found ?? this.draft.call?.candidates ?? [];
    return html`${this.found ? nothing : this.#caller()}
      <div>
        <label for="search">${words.search}</label>
        <input id="search" type="search" autocomplete="off" placeholder=${words.searchHint} @input=${this.#typed}
          @keydown=${(event: KeyboardEvent) => event.key === 'Escape' && this.#reset()} />
      </div>
      <p class="small muted" role="status">${this.#searchState()}</p>
      <candidate-list .candidates=${matches} @customer-right=${({ detail }: CustomEvent<Customer>) => this.draft.link(detail)}></candidate-list>
      <div class="row">
        <button @click=${() => {
          this.adding = true;
        }}>${words.add}</button>
        <button @click=${() => this.draft.stayUnknown()}>${words.anonymous}</button>
      </div>
      ${this.draft.faults.filter(({ field }) => field === 'customerId').map(({ message }) => html`<p class="fault">${message}</p>`)}`;
  }

  /** What is to be said of who calls, where there is nobody to choose from. */
  #caller() {
    const { call } = this.draft;
    if (call?.candidates === null)
      return html`<p class="notice warn small" role="status">${words.unavailable(call.silentSource)}</p>`;
    return call?.number && call.candidates.length === 0
      ? html`<p class="small">${words.nobody}</p>`
      : nothing;
  }

  #searchState(): string {
    if (this.failed) return texts.gap('customers');
    if (this.searching) return texts.app.loading;
    if (!this.found) return '';
    return this.found.length === 0 ? words.none : words.found(this.found.length);
  }

  #typed({ target }: InputEvent): void {
    const text = (target as HTMLInputElement).value.trim();
    this.#asked = text;
    clearTimeout(this.#timer);
    if (text.length < 2) this.found = null;
    else this.#timer = setTimeout(() => void this.#search(text), pauseMs);
  }

  async #search(text: string): Promise<void> {
    this.searching = true;
    try {
      const { data } = await graph.ask<{ searchCustomers: readonly CustomerMatch[] }>(searchCustomers, {
        text,
      });
      if (text !== this.#asked) return;
      this.found = data.searchCustomers;
      this.failed = false;
    } catch {
      this.failed = true;
    }
    this.searching = false;
  }

  #added(customer: Customer): void {
    this.draft.linked(customer);
    this.#reset();
  }

  #closeForm(): void {
    this.adding = false;
  }

  static override styles = [
    style,
    css`
      [role='status']:empty { display: none; }
    `,
  ];
}

customElements.define('customer-picker', CustomerPicker);
