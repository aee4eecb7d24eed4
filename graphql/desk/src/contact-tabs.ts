import { css, html, LitElement, nothing } from 'lit';
import { numberOf } from './call-card.ts';
import type { DeskState } from './desk-state.ts';
import { channels } from './documents/contact.ts';
import type { Draft } from './draft.ts';
import { graph } from './graph-client.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Call, Channel } from './types.ts';
import { Watch } from './watch.ts';

const words = texts.tabs;

/** The contacts in hand, side by side, and a way to begin one that is not a call. */
export class ContactTabs extends LitElement {
  static override properties = { state: { attribute: false }, ways: { state: true } };
  declare state: DeskState;
  declare ways: readonly Channel[];

  constructor() {
    super();
    this.ways = [];
    new Watch(this, () => this.state);
  }

  override async firstUpdated(): Promise<void> {
    const answer = await graph.ask<{ channels: readonly Channel[] }>(channels).catch(() => null);
    this.ways = answer?.data.channels.filter(({ key, active }) => active && key !== 'phone') ?? [];
  }

  override render() {
    const { drafts, active, incoming, incomingShown } = this.state;
    return html`<nav class="row" aria-label=${words.label}>
      ${
        incoming
          ? html`<button aria-current=${incomingShown ? 'page' : nothing} @click=${() => this.state.showIncoming()}>
              <span aria-hidden="true">☎</span> ${callerOf(incoming)} <span class="small state">${texts.callStates[incoming.state]}</span>
            </button>`
          : nothing
      }
      ${drafts.map(
        (
          draft,
        ) => html`<button aria-current=${draft === active && !incomingShown ? 'page' : nothing} @click=${() => this.state.activate(draft)}>
          ${nameOf(draft)} <span class="small state">${stateOf(draft)}</span>
        </button>`,
      )}
      <button class="plain" popovertarget="ways" aria-haspopup="true">+ ${words.newContact}</button>
      <div id="ways" popover>
        <p class="label">${words.newContactBy}</p>
        <div class="ways">${this.ways.map(({ key, name }) => html`<button popovertarget="ways" @click=${() => this.state.open(key)}>${name}</button>`)}</div>
      </div>
    </nav>`;
  }

  static override styles = [
    style,
    css`
      nav { min-height: 2.25rem; }
      button[aria-current] { background: var(--accent-soft); border-color: var(--accent); color: var(--accent); box-shadow: inset 0 -3px 0 var(--accent); }
      .state { font-weight: 400; }
      #ways { border: 1px solid var(--line); border-radius: 0.75rem; background: var(--card); color: var(--ink); padding: 1rem; }
      .ways { display: grid; gap: 0.375rem; margin-top: 0.5rem; min-width: 14rem; }
    `,
  ];
}

/** Who a contact is about, as far as is known. */
export function nameOf({ contact, call, form }: Draft): string {
  if (contact.customer) return contact.customer.displayName;
  if (form.anonymous) return words.anonymous;
  return call ? callerOf(call) : words.unknown;
}

/** Who calls, where the number leaves little doubt; the number otherwise: a household shares one. */
export function callerOf(call: Call): string {
  const [best, ...others] = call.candidates ?? [];
  const sure = best && (others.length === 0 || best.score >= 0.8);
  return sure ? best.customer.displayName : numberOf(call);
}

function stateOf({ registered, call, contact }: Draft): string {
  if (registered) return texts.wrapUp.done;
  return call ? texts.callStates[call.state] : (contact.channel?.name ?? '');
}

customElements.define('contact-tabs', ContactTabs);
