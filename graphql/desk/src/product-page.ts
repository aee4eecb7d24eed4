import { css, html, LitElement, nothing } from 'lit';
import { productPage } from './documents/knowledge.ts';
import { dayOf } from './format.ts';
import { graph } from './graph-client.ts';
import { safeHtml } from './safe-html.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { ProductPage as Product } from './types.ts';

const words = texts.knowledge;
const foldedKinds = new Set(['REGULATION', 'MORE', 'EXCEPTIONS']);

/** One product as an agent reads it aloud: conditions, procedure, costs, what to bring. */
export class ProductPage extends LitElement {
  static override properties = {
    productNumber: { attribute: 'product-number' },
    number: { type: Number },
    product: { state: true },
    failed: { state: true },
  };
  declare productNumber: string;
  declare number: number;
  declare product: Product | null;
  declare failed: boolean;

  constructor() {
    super();
    this.product = null;
    this.failed = false;
  }

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('productNumber')) void this.#load(this.productNumber);
  }

  async #load(productNumber: string): Promise<void> {
    this.product = null;
    try {
      const { data } = await graph.ask<{ product: Product | null }>(productPage, { productNumber });
      if (productNumber !== this.productNumber) return;
      this.product = data.product;
      this.failed = data.product === null;
      await this.updateComplete;
      this.renderRoot.querySelector<HTMLElement>('h3')?.focus();
    } catch {
      this.failed = true;
    }
  }

  override render() {
    const { product } = this;
    if (this.failed) return html`<p class="notice warn small" role="alert">${texts.gap('knowledge')}</p>`;
    if (!product) return html`<p class="small muted">${texts.app.loading}</p>`;
    return html`<article class="stack">
      <h3 tabindex="-1">${product.name}</h3>
      ${product.archived ? html`<p class="notice warn small">${words.archived}</p>` : nothing}
      <div><button class="main" @click=${() => this.#choose(product)}>${words.use(this.number)}</button></div>
      <div class="text">${safeHtml(product.descriptionHtml)}</div>
      ${product.sections.map(
        ({ kind, title, html: text, evidenceHtml }) => html`<details ?open=${!foldedKinds.has(kind)}>
          <summary>${title}</summary>
          <div class="text">${safeHtml(text)}</div>
          ${evidenceHtml ? html`<div class="text bring"><h4>${words.bring}</h4>${safeHtml(evidenceHtml)}</div>` : nothing}
        </details>`,
      )}
      ${this.#contact(product)}
      <p class="small muted">
        ${product.handlerGroup ? html`${words.handledBy(product.handlerGroup.name)}<br />` : nothing}
        ${words.source(dayOf(product.generatedAt.slice(0, 10)))}
      </p>
    </article>`;
  }

  #contact({ contactPoints, links }: Product) {
    const lines = contactPoints.flatMap(({ telephone, email, address, openingHours }) =>
      [telephone, email, address, openingHours].filter((line) => line !== null),
    );
    return html`${lines.length > 0 ? html`<div class="small"><h4>${words.contact}</h4>${lines.map((line) => html`<p>${line}</p>`)}</div>` : nothing}
      ${
        links.length > 0
          ? html`<div class="small"><h4>${words.links}</h4>
              ${links.filter(({ url }) => /^https?:/.test(url)).map(({ title, url }) => html`<p><a href=${url} target="_blank" rel="noopener noreferrer">${title}</a></p>`)}</div>`
          : nothing
      }`;
  }

  #choose({ productNumber, name, handlerGroup }: Product): void {
    const detail = { productNumber, name, handlerGroup };
    this.dispatchEvent(new CustomEvent('product-chosen', { detail, bubbles: true, composed: true }));
  }

  static override styles = [
    style,
    css`
      h3 { font-size: 1.0625rem; }
      h4 { margin: 0.25rem 0 0; font-size: 0.8125rem; color: var(--muted); }
      summary { font-weight: 650; cursor: pointer; padding: 0.25rem 0; }
      details { border-top: 1px solid var(--line); }
      .text { font-size: 0.875rem; overflow-wrap: anywhere; }
      .text p, .text ul, .text ol { margin: 0.25rem 0; }
      .text ul, .text ol { padding-left: 1.25rem; list-style: revert; }
      .text table { border-collapse: collapse; }
      .text td, .text th { border: 1px solid var(--line); padding: 0.125rem 0.5rem; text-align: left; }
      .bring { background: var(--good-soft); border-radius: 0.5rem; padding: 0.25rem 0.75rem; margin-top: 0.25rem; }
    `,
  ];
}

customElements.define('product-page', ProductPage);
