import { css, html, LitElement, nothing } from 'lit';
import { citizenStatus, dueOf } from './citizen-status.ts';
import { customerHistory } from './documents/customer.ts';
import { dayOf, momentOf, telephoneOf } from './format.ts';
import { graph } from './graph-client.ts';
import type { Gap } from './graph-error.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Customer, CustomerHistory, PastContact } from './types.ts';

const words = texts.customer;

/** One customer: what to check, what is still open, and what came before. */
export class CustomerCard extends LitElement {
  static override properties = {
    customer: { attribute: false },
    linked: { type: Boolean },
    preview: { type: Boolean },
    whole: { state: true },
    gaps: { state: true },
  };
  declare customer: Customer;
  /** The contact is about this customer: the data was checked. */
  declare linked: boolean;
  /** Nobody speaks yet: there is nothing to check. */
  declare preview: boolean;
  declare whole: CustomerHistory | null;
  declare gaps: readonly Gap[];
  #asked = '';

  constructor() {
    super();
    this.linked = false;
    this.preview = false;
    this.whole = null;
    this.gaps = [];
  }

  override willUpdate(): void {
    if (this.customer.id === this.#asked) return;
    this.#asked = this.customer.id;
    this.whole = null;
    this.gaps = [];
    void this.#load(this.customer.id);
  }

  async #load(id: string): Promise<void> {
    try {
      const { data, gaps } = await graph.ask<{ customer: CustomerHistory | null }>(customerHistory, { id });
      if (id !== this.#asked) return;
      this.whole = data.customer;
      this.gaps = gaps;
    } catch {
      this.gaps = [{ message: '', code: 'UNAVAILABLE', source: undefined, path: [] }];
    }
  }

  override render() {
    return html`<div class="stack">
      <div>
        ${this.linked || this.preview ? html`<h3>${this.customer.displayName}</h3>` : nothing}
        <dl>${factsOf(this.customer).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
      </div>
      ${this.#check()}
      ${this.gaps.map(({ source }) => html`<p class="notice warn small">${texts.gap(source)}</p>`)}
      ${this.#openCases()} ${this.#history()}
    </div>`;
  }

  #check() {
    if (this.preview) return nothing;
    if (this.linked)
      return html`<p class="small checked"><span aria-hidden="true">✓</span> ${words.checked}</p>`;
    return html`<div class="notice check">
      <p class="small grow">${words.checkLead}</p>
      <button class="main" @click=${() => this.#say('customer-right')}>${words.right}</button>
    </div>`;
  }

  #openCases() {
    const { openCases } = this.whole ?? {};
    if (!openCases) return nothing;
    return html`<section>
      <h2>${words.openCases}</h2>
      ${openCases.length === 0 ? html`<p class="small muted">${words.noOpenCases}</p>` : nothing}
      <ul class="stack">
        ${openCases.map(
          (item) => html`<li class="item">
            <p><strong>${item.title}</strong></p>
            <p class="small muted">${item.stateName} · ${item.handlerGroup?.name} · ${dueOf(item)}</p>
            ${citizenStatus(item)}
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #history() {
    const { history } = this.whole ?? {};
    if (!history) return nothing;
    return html`<section>
      <h2>${words.history}</h2>
      ${history.edges.length === 0 ? html`<p class="small muted">${words.noHistory}</p>` : nothing}
      <ol>${history.edges.map(({ node }) => html`<li class="item">${pastContact(node)}</li>`)}</ol>
      ${history.pageInfo.hasNextPage ? html`<p class="small muted">${words.moreHistory}</p>` : nothing}
    </section>`;
  }

  #say(type: string): void {
    this.dispatchEvent(new CustomEvent(type, { detail: this.customer, bubbles: true, composed: true }));
  }

  static override styles = [
    style,
    css`
      dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.125rem 0.625rem; font-size: 0.8125rem; }
      dt { color: var(--muted); }
      dd { overflow-wrap: anywhere; }
      .check { background: var(--accent-soft); display: flex; gap: 0.5rem; align-items: center; padding: 0.375rem 0.5rem 0.375rem 0.75rem; }
      .checked { color: var(--good); font-weight: 600; }
      .late { color: var(--bad); }
      .item { padding: 0.375rem 0; border-top: 1px solid var(--line); }
      h2 + ul > .item:first-child, h2 + ol > .item:first-child { border-top: 0; }
      .citizen { margin-top: 0.25rem; padding: 0.25rem 0.5rem; }
    `,
  ];
}

function pastContact({ startedAt, channel, summary, questions, reference }: PastContact) {
  const about = summary || questions.map(({ text }) => text).join(' · ');
  const products = questions.flatMap(({ product }) => product?.name ?? []);
  return html`<p class="small muted">${momentOf(startedAt)} · ${channel.name} · <span class="reference">${reference}</span></p>
    <p class="small">${about}</p>
    ${products.length > 0 ? html`<p class="small muted">${products.join(', ')}</p>` : nothing}`;
}

function factsOf(customer: Customer): readonly (readonly [string, string])[] {
  const { address } = customer;
  const box = address?.box ? ` bus ${address.box}` : '';
  const points = (kind: string) => customer.contactPoints.filter((point) => point.kind === kind);
  const facts: readonly (readonly [string, string | null])[] = [
    [words.birthDate, customer.birthDate && dayOf(customer.birthDate)],
    [
      words.address,
      address &&
        `${address.street} ${address.houseNumber}${box}, ${address.postcode} ${address.municipality}`,
    ],
    [
      words.phone,
      points('PHONE')
        .map(({ value }) => telephoneOf(value))
        .join(', '),
    ],
    [
      words.email,
      points('EMAIL')
        .map(({ value }) => value)
        .join(', '),
    ],
    [words.number, customer.maskedNationalNumber],
    [words.enterprise, customer.enterpriseNumber],
    [words.association, customer.associationCode],
  ];
  return facts.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

customElements.define('customer-card', CustomerCard);
