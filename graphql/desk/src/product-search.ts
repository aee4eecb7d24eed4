import { css, html, LitElement, nothing } from 'lit';
import './product-page.ts';
import { searchProducts } from './documents/knowledge.ts';
import { graph } from './graph-client.ts';
import { plainText } from './safe-html.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { ProductFound } from './types.ts';

const words = texts.knowledge;
const pauseMs = 200;

/** The catalogue beside the conversation: results while typing, one product in full, and its choice for a question. */
export class ProductSearch extends LitElement {
  static override properties = {
    number: { type: Number },
    found: { state: true },
    opened: { state: true },
    failed: { state: true },
  };
  /** Of the question that a choice is for. */
  declare number: number;
  declare found: readonly ProductFound[] | null;
  declare opened: string;
  declare failed: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = '';

  constructor() {
    super();
    this.number = 1;
    this.found = null;
    this.opened = '';
    this.failed = false;
  }

  override render() {
    return html`<section class="card" aria-label=${words.label}>
      <div class="head">
        <label for="search">${words.search}</label>
        <input id="search" type="search" autocomplete="off" placeholder=${words.hint} @input=${this.#typed} @keydown=${this.#keys} />
        <p class="small muted" role="status">${this.#state()}</p>
      </div>
      ${
        this.opened
          ? html`<button class="plain" @click=${this.#back}>← ${words.back}</button>
              <product-page product-number=${this.opened} .number=${this.number}></product-page>`
          : this.#results()
      }
    </section>`;
  }

  #results() {
    if (!this.found) return html`<p class="small muted start">${words.start}</p>`;
    return html`<ul @keydown=${this.#keys}>${this.found.map(
      (product) => html`<li>
        <button class="result" @click=${() => {
          this.opened = product.productNumber;
        }}>
          <strong>${product.name}</strong>
          ${product.archived ? html`<span class="chip">${words.archived}</span>` : nothing}
          <span class="small muted short">${plainText(product.descriptionHtml)}</span>
        </button>
      </li>`,
    )}</ul>`;
  }

  #state(): string {
    if (this.failed) return texts.gap('knowledge');
    if (!this.found) return '';
    return this.found.length === 0 ? words.none : words.found(this.found.length);
  }

  #typed({ target }: InputEvent): void {
    const search = (target as HTMLInputElement).value.trim();
    this.#asked = search;
    this.opened = '';
    clearTimeout(this.#timer);
    if (search.length < 2) this.found = null;
    else this.#timer = setTimeout(() => void this.#search(search), pauseMs);
  }

  async #search(search: string): Promise<void> {
    type Found = { products: { edges: readonly { node: ProductFound }[] } };
    try {
      const { data } = await graph.ask<Found>(searchProducts, { search });
      if (search !== this.#asked) return;
      this.found = data.products.edges.map(({ node }) => node);
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  /** Down goes from the box into the results and on, up goes back. */
  #keys(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const stops = [...this.renderRoot.querySelectorAll<HTMLElement>('#search, .result')];
    const at = stops.indexOf((this.renderRoot as ShadowRoot).activeElement as HTMLElement);
    event.preventDefault();
    event.stopPropagation();
    stops[Math.min(Math.max(at + step, 0), stops.length - 1)]?.focus();
  }

  async #back(): Promise<void> {
    const { opened } = this;
    this.opened = '';
    await this.updateComplete;
    const at = this.found?.findIndex(({ productNumber }) => productNumber === opened) ?? -1;
    this.renderRoot.querySelectorAll<HTMLElement>('.result')[at]?.focus();
  }

  static override styles = [
    style,
    css`
      :host { min-height: 0; }
      .head { margin-bottom: 0.375rem; }
      [role='status'] { min-height: 1.25rem; }
      .result { display: block; width: 100%; text-align: left; padding: 0.4375rem 0.5rem; border-color: transparent; font-weight: 400; }
      .result strong { font-weight: 600; color: var(--accent); }
      .short { display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
      li + li { border-top: 1px solid var(--line); }
    `,
  ];
}

customElements.define('product-search', ProductSearch);
