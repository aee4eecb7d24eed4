import { css, html, LitElement, nothing } from 'lit';
import { durationOf, telephoneOf } from './format.ts';
import { graph } from './graph-client.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Call, Contact } from './types.ts';

const signs: Readonly<Record<Call['state'], string>> = {
  QUEUED: '…',
  RINGING: '☎',
  ANSWERED: '●',
  HELD: '❚❚',
  ENDED: '■',
  FAILED: '✕',
};

/** Who calls, how long already, and in what state the call is. */
export class CallCard extends LitElement {
  static override properties = { call: { attribute: false }, contact: { attribute: false } };
  /** Null for a contact by another way. */
  declare call: Call | null;
  /** Null while nobody answered. */
  declare contact: Contact | null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.call = null;
    this.contact = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), 1000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  override render() {
    const { call, contact } = this;
    return html`<section class="card ${call?.state.toLowerCase() ?? ''}" aria-label=${texts.call.label}>
      ${
        call
          ? html`<div class="row state">
            <strong><span aria-hidden="true">${signs[call.state]}</span> ${texts.callStates[call.state]}</strong>
            <span class="grow"></span>
            <span role="timer">${durationOf(elapsed(call))}</span>
          </div>
          <p class="number">${numberOf(call)}</p>
          <p class="small muted">${detailsOf(call)}</p>
          ${call.presentation === 'RESTRICTED' ? html`<p class="small muted">${texts.call.hiddenLead}</p>` : ''}`
          : html`<p class="number">${contact?.channel?.name}</p>`
      }
      ${contact ? html`<p class="small muted">${texts.call.reference} <span class="reference">${contact.reference}</span></p>` : nothing}
    </section>`;
  }

  static override styles = [
    style,
    css`
      .card { border-left: 0.375rem solid var(--edge); padding-block: 0.625rem; }
      .number { font-size: 1.375rem; font-weight: 650; font-variant-numeric: tabular-nums; line-height: 1.35; }
      .state { font-variant-numeric: tabular-nums; }
      .ringing { border-left-color: var(--warn); background: var(--warn-soft); }
      .ringing .state, .held .state { color: var(--warn); }
      .ringing .state span:first-child { display: inline-block; animation: ring 1s ease-in-out infinite; }
      .answered { border-left-color: var(--good); }
      .answered .state { color: var(--good); }
      .held { border-left-color: var(--warn); }
      @keyframes ring { 0%, 60%, 100% { rotate: 0deg; } 10%, 30%, 50% { rotate: -12deg; } 20%, 40% { rotate: 12deg; } }
    `,
  ];
}

export function numberOf({ number, presentation }: Call): string {
  if (presentation === 'RESTRICTED') return texts.call.hidden;
  return number ? telephoneOf(number) : texts.call.unknown;
}

function detailsOf({ queue, dialled, transfer }: Call): string {
  const parts = [
    dialled ? texts.call.dialled(telephoneOf(dialled)) : '',
    queue ? texts.call.queue(queue) : '',
    transfer === 'WARM' ? texts.call.warm : '',
    transfer === 'COLD' ? texts.call.cold : '',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** Of the conversation once there is one, of the ringing before. */
function elapsed({ startedAt, answeredAt, endedAt }: Call): number {
  const end = endedAt ? Date.parse(endedAt) : Date.now() + graph.clockAheadMs;
  return end - Date.parse(answeredAt ?? startedAt);
}

customElements.define('call-card', CallCard);
