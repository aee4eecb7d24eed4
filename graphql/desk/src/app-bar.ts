import { css, html, LitElement, nothing } from 'lit';
import { graph } from './graph-client.ts';
import './reference-search.ts';
import { style } from './style.ts';
import type { TelephoneLink } from './telephone-link.ts';
import { texts } from './texts.ts';
import type { Me } from './types.ts';
import { Watch } from './watch.ts';

export type View = 'contacts' | 'worklist';
const words = texts.app;

/** Where one is, who one is, and whether calls come in. */
export class AppBar extends LitElement {
  static override properties = {
    me: { attribute: false },
    telephone: { attribute: false },
    views: { attribute: false },
    view: {},
  };
  declare me: Me;
  declare telephone: TelephoneLink;
  declare views: readonly View[];
  declare view: View;

  constructor() {
    super();
    new Watch(this, () => graph, 'reach');
    new Watch(this, () => this.telephone);
  }

  override render() {
    const { name, roles, groups } = this.me;
    const part = [...roles.map((role) => texts.roles[role]), ...groups.map((group) => group.name)].join(
      ' · ',
    );
    return html`<header>
      <strong class="brand">${words.name}</strong>
      <nav class="row" aria-label=${words.views}>${this.views.map(
        (view) => html`<button class="plain" aria-current=${view === this.view ? 'page' : nothing}
          @click=${() => this.dispatchEvent(new CustomEvent('view', { detail: view }))}>${words[view]}</button>`,
      )}</nav>
      <span class="grow"></span>
      <reference-search></reference-search>
      <p class="small who"><strong>${name}</strong><br /><span class="muted">${part}</span></p>
      ${roles.includes('AGENT') ? this.#telephone() : nothing}
      <a class="small" href="/auth/logout">${words.signOut}</a>
    </header>`;
  }

  #telephone() {
    const { device } = this.me;
    const up = device !== null && graph.reach === 'live' && !this.telephone.lost;
    return html`<p class="small link ${up ? 'up' : 'down'}">
      <strong>${device === null ? words.noDevice : words.device(device)}</strong><br />
      <span><span aria-hidden="true">${up ? '●' : '○'}</span> ${up ? words.linkUp : words.linkDown}</span>
    </p>`;
  }

  static override styles = [
    style,
    css`
      header { display: flex; flex-wrap: wrap; align-items: center; gap: 0.375rem 1rem; padding: 0.4375rem 1rem; background: var(--card); border-bottom: 1px solid var(--line); }
      .brand { font-size: 1.125rem; letter-spacing: 0.01em; }
      nav button[aria-current] { background: var(--accent-soft); }
      .who, .link { line-height: 1.3; }
      .link { border-left: 1px solid var(--line); padding-left: 1rem; }
      .up span { color: var(--good); }
      .down span { color: var(--bad); }
    `,
  ];
}

customElements.define('app-bar', AppBar);
