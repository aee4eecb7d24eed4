import { css, html, LitElement, nothing } from 'lit';
import './case-view.ts';
import { citizenStatus, dueOf } from './citizen-status.ts';
import { worklist } from './documents/case.ts';
import { graph } from './graph-client.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { CaseLine, HandlerGroup } from './types.ts';

type Filter = keyof typeof texts.cases.filters;
interface Page {
  readonly worklist: {
    readonly edges: readonly { node: CaseLine }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}
const words = texts.cases;
const refreshMs = 20_000;

/** The open cases that somebody may work on, what is due first on top, and the one that he works on. */
export class WorkList extends LitElement {
  static override properties = {
    routes: { attribute: false },
    filter: { state: true },
    items: { state: true },
    next: { state: true },
    openId: { state: true },
    failed: { state: true },
  };
  /** Where this person may bring what the contact centre has. */
  declare routes: readonly HandlerGroup[];
  declare filter: Filter;
  declare items: readonly CaseLine[] | null;
  /** Cursor of the next page; null where there is none. */
  declare next: string | null;
  declare openId: string;
  declare failed: boolean;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.routes = [];
    this.filter = 'MY_GROUPS';
    this.items = null;
    this.next = null;
    this.openId = '';
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#load();
    this.#timer = setInterval(() => void this.#load(), refreshMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async #load(after: string | null = null): Promise<void> {
    const { filter } = this;
    try {
      const { data } = await graph.ask<Page>(worklist, { filter, after });
      if (filter !== this.filter) return;
      const found = data.worklist.edges.map(({ node }) => node);
      this.items = after ? [...(this.items ?? []), ...found] : found;
      this.next = data.worklist.pageInfo.hasNextPage ? data.worklist.pageInfo.endCursor : null;
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  override render() {
    return html`<div class="columns">
      <section class="column stack" aria-label=${texts.app.worklist}>
        <fieldset>
          <legend class="unseen">${words.filterLabel}</legend>
          <div class="segments">${Object.entries(words.filters).map(
            ([filter, name]) => html`<label>
              <input type="radio" name="filter" .checked=${filter === this.filter} @change=${() => this.#filterBy(filter as Filter)} />
              <span>${name}</span>
            </label>`,
          )}</div>
        </fieldset>
        ${this.failed ? html`<p class="notice warn small" role="alert">${texts.gap('cases')}</p>` : nothing}
        ${this.items?.length === 0 ? html`<p class="card muted" role="status">${words.empty}</p>` : nothing}
        <ul class="stack">${this.items?.map((item) => html`<li>${this.#item(item)}</li>`)}</ul>
        ${this.next ? html`<div><button @click=${() => this.#load(this.next)}>${words.more}</button></div>` : nothing}
      </section>
      <div class="column">
        ${
          this.openId
            ? html`<case-view case-id=${this.openId} actions .routes=${this.routes} @case-changed=${() => this.#load()} @case-left=${this.#left}></case-view>`
            : html`<p class="card muted">${words.pick}</p>`
        }
      </div>
    </div>`;
  }

  #item(item: CaseLine) {
    return html`<button class="card item" aria-pressed=${item.id === this.openId} @click=${() => {
      this.openId = item.id;
    }}>
      <span class="row"><span class="chip">${texts.kinds[item.kind]}</span><strong class="grow">${item.title}</strong></span>
      <span class="small muted">${item.stateName} · ${item.handlerGroup?.name} · ${item.assigneeName ?? words.nobody}</span>
      <span class="small">${dueOf(item)}</span>
      ${item.citizenStatus?.publication === 'REFUSED' ? citizenStatus(item) : nothing}
    </button>`;
  }

  #left(): void {
    this.openId = '';
    void this.#load();
  }

  #filterBy(filter: Filter): void {
    this.filter = filter;
    this.items = null;
    void this.#load();
  }

  static override styles = [
    style,
    css`
      :host { min-height: 0; }
      .columns { display: grid; grid-template-columns: 28rem minmax(0, 1fr); gap: 0.75rem; height: 100%; }
      .column { min-height: 0; overflow-y: auto; align-content: start; padding: 0 2px 0.75rem; scrollbar-width: thin; }
      .item { display: grid; gap: 0.125rem; width: 100%; text-align: left; font-weight: 400; }
      .item .row { align-items: start; flex-wrap: nowrap; }
      .item[aria-pressed='true'] { border-color: var(--accent); background: var(--accent-soft); }
      .late { color: var(--bad); }
      @media (max-width: 60rem) { .columns { grid-template-columns: 1fr; height: auto; } .column { overflow: visible; } }
    `,
  ];
}

customElements.define('work-list', WorkList);
