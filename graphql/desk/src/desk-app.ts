import { css, html, LitElement, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import './app-bar.ts';
import './contact-desk.ts';
import './contact-tabs.ts';
import './incoming-call.ts';
import './work-list.ts';
import type { View } from './app-bar.ts';
import { callerOf, nameOf } from './contact-tabs.ts';
import { DeskState } from './desk-state.ts';
import { handlerGroups, whoAmI } from './documents/me.ts';
import { graph } from './graph-client.ts';
import { SignedOut } from './graph-error.ts';
import { style } from './style.ts';
import { TelephoneLink } from './telephone-link.ts';
import { texts } from './texts.ts';
import type { Call, HandlerGroup, Me } from './types.ts';
import { Watch } from './watch.ts';

const signInUrl = '/auth/login?return=/desk/';

/** The desk: whoever signs in sees what his role calls for. */
export class DeskApp extends LitElement {
  static override properties = {
    me: { state: true },
    asked: { state: true },
    view: { state: true },
    groups: { state: true },
    said: { state: true },
  };
  declare me: Me | null;
  declare asked: boolean;
  declare view: View;
  declare groups: readonly HandlerGroup[];
  /** For screen readers. */
  declare said: string;
  #state: DeskState | null = null;
  readonly #telephone = new TelephoneLink();
  readonly #life = new AbortController();

  constructor() {
    super();
    this.me = null;
    this.asked = false;
    this.view = 'contacts';
    this.groups = [];
    this.said = '';
    new Watch(this, () => graph, 'reach');
    new Watch(this, () => this.#state);
    new Watch(this, () => this.#telephone);
  }

  override firstUpdated(): void {
    void this.#begin();
  }

  async #begin(): Promise<void> {
    try {
      const { data } = await graph.askUntilAnswered<{ me: Me | null }>(whoAmI, {}, this.#life.signal);
      this.me = data.me;
    } catch (error) {
      if (!(error instanceof SignedOut)) this.said = texts.refused;
    }
    this.asked = true;
    if (!this.me) return;
    const [first] = viewsOf(this.me);
    if (first) this.view = first;
    const answer = await graph
      .ask<{ handlerGroups: readonly HandlerGroup[] }>(handlerGroups)
      .catch(() => null);
    this.groups = answer?.data.handlerGroups ?? [];
    if (this.me.roles.includes('AGENT')) this.#takeCalls(this.me);
  }

  #takeCalls(me: Me): void {
    const state = new DeskState(me);
    state.addEventListener('ring', (event) => {
      const { detail: call } = event as CustomEvent<Call>;
      this.said = texts.tabs.ring(callerOf(call));
    });
    this.#state = state;
    this.requestUpdate();
    void state.start(this.#life.signal);
    if (me.device !== null) this.#telephone.start(this.#life.signal);
  }

  override willUpdate(): void {
    const { callStates, app } = texts;
    document.title = this.#state?.incoming ? `☎ ${callStates.RINGING} · ${app.name}` : app.name;
    graph.purpose = this.view === 'contacts' ? 'identification' : 'case-handling';
  }

  override render() {
    return html`<p class="unseen" role="status">${this.said}</p>
      ${this.me ? this.#desk(this.me) : this.#door()}`;
  }

  #door() {
    const waiting = !this.asked && graph.reach === 'live';
    return html`<main class="door">
      <h1>${texts.app.name}</h1>
      ${graph.reach === 'away' ? html`<p class="notice warn" role="alert">${texts.app.linkDown}</p>` : nothing}
      ${waiting ? html`<p>${texts.app.loading}</p>` : html`<p>${texts.app.signInLead}</p><p><a class="button" href=${signInUrl}>${texts.app.signIn}</a></p>`}
    </main>`;
  }

  #desk(me: Me) {
    const views = viewsOf(me);
    return html`<div class="frame">
      <app-bar .me=${me} .telephone=${this.#telephone} .views=${views} .view=${this.view} @view=${({
        detail,
      }: CustomEvent<View>) => {
        this.view = detail;
      }}></app-bar>
      <div>${this.#banner()} ${this.#noCalls()}</div>
      <main>
        ${views.length === 0 ? html`<p class="card">${texts.app.notStaff}</p>` : nothing}
        ${this.view === 'contacts' && this.#state ? this.#contacts(this.#state) : nothing}
        ${this.view === 'worklist' && views.includes('worklist') ? html`<work-list .routes=${mayRoute(me) ? this.groups : []}></work-list>` : nothing}
      </main>
    </div>`;
  }

  #banner() {
    return html`<div role="alert">
      ${graph.reach === 'away' ? html`<p class="notice warn banner">${texts.away}</p>` : nothing}
      ${graph.reach === 'signed-out' ? html`<p class="notice bad banner">${texts.signedOut} <a href=${signInUrl}>${texts.app.signIn}</a></p>` : nothing}
      ${this.#state ? this.#callWaits(this.#state) : nothing}
    </div>`;
  }

  #noCalls() {
    const known = graph.reach === 'live' && this.#telephone.lost;
    return html`<div role="status">${known ? html`<p class="notice warn banner">${texts.noCalls}</p>` : nothing}</div>`;
  }

  /** A call that did not take the screen, because something was being typed. */
  #callWaits(state: DeskState) {
    const { waiting, incoming, incomingShown } = state;
    const behind = incoming && (!incomingShown || this.view !== 'contacts') ? callerOf(incoming) : undefined;
    const who = waiting ? nameOf(waiting) : behind;
    if (who === undefined) return nothing;
    return html`<p class="notice warn banner"><strong><span aria-hidden="true">☎</span> ${texts.tabs.ring(who)}</strong>
      <button @click=${() => this.#toCall(state)}>${texts.tabs.toCall}</button></p>`;
  }

  #contacts(state: DeskState) {
    return html`<contact-tabs .state=${state}></contact-tabs>${this.#contact(state)}`;
  }

  #contact(state: DeskState) {
    const { active, incoming, incomingShown } = state;
    if (incoming && incomingShown) return html`<incoming-call .call=${incoming}></incoming-call>`;
    if (active) {
      const desk = html`<contact-desk .draft=${active} .groups=${this.groups} @done=${() => state.close(active)}></contact-desk>`;
      return keyed(active.id, desk);
    }
    return html`<div class="empty"><h1>${texts.tabs.none}</h1><p class="muted">${texts.tabs.noneLead}</p></div>`;
  }

  #toCall(state: DeskState): void {
    this.view = 'contacts';
    if (state.waiting) state.activate(state.waiting);
    else state.showIncoming();
  }

  static override styles = [
    style,
    css`
      .frame { display: grid; grid-template-rows: auto auto minmax(0, 1fr); height: 100vh; }
      main { display: grid; grid-template-rows: auto minmax(0, 1fr); gap: 0.625rem; padding: 0.625rem 1rem 0; min-height: 0; }
      main:has(work-list) { grid-template-rows: minmax(0, 1fr); }
      .banner { border-radius: 0; padding-inline: 1rem; display: flex; gap: 1rem; align-items: center; }
      .empty { align-self: center; text-align: center; padding: 2rem; }
      .empty p { max-width: 30rem; margin: 0.5rem auto; }
      h1 { font-size: 1.375rem; }
      .door { display: block; max-width: 28rem; margin: 18vh auto 0; padding: 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 1rem; box-shadow: var(--shadow); }
      .door p { margin-top: 0.75rem; }
      .button { display: inline-block; padding: 0.5rem 1.25rem; border-radius: 0.5rem; background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none; }
      @media (max-width: 68rem) { .frame { height: auto; min-height: 100vh; } }
    `,
  ];
}

/** What a person works with here, the first thing first. */
function viewsOf({ roles }: Me): readonly View[] {
  const agent = roles.includes('AGENT');
  const handler = agent || roles.includes('EXPERT') || roles.includes('COORDINATOR');
  return [...(agent ? (['contacts'] as const) : []), ...(handler ? (['worklist'] as const) : [])];
}

/** Brings what belongs elsewhere to its group. */
function mayRoute({ roles }: Me): boolean {
  return roles.includes('AGENT') || roles.includes('COORDINATOR');
}

customElements.define('desk-app', DeskApp);
