import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { soundOfComplaint } from './documents/complaint.ts';
import { graph } from './graph-client.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';

const words = texts.question;
const pauseMs = 600;

interface Sound {
  readonly complaintSignals: { readonly say: readonly string[] };
}

/** Agents overlook complaints that are not called so (R161): what to say when a text sounds like one, looked up at a pause. */
export class ComplaintNotice extends LitElement {
  static override properties = { text: {}, say: { state: true } };
  declare text: string;
  declare say: readonly string[];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super();
    this.text = '';
    this.say = [];
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('text')) return;
    clearTimeout(this.#timer);
    const { text } = this;
    if (text.trim() === '') this.say = [];
    else this.#timer = setTimeout(() => void this.#hear(text), pauseMs);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render() {
    if (this.say.length === 0) return nothing;
    return html`<div class="notice warn small" role="status">
      <p>${words.sounds}</p>
      ${this.say.map((sentence) => html`<p>“${sentence}”</p>`)}
      <button class="plain" @click=${() => this.dispatchEvent(new Event('accept'))}>${words.makeComplaint}</button>
    </div>`;
  }

  /** A hub that is away costs this hint only. */
  async #hear(text: string): Promise<void> {
    const heard = await graph.ask<Sound>(soundOfComplaint, { text }).catch(() => undefined);
    if (text === this.text) this.say = heard?.data?.complaintSignals.say ?? [];
  }

  static override styles = [style];
}

customElements.define('complaint-notice', ComplaintNotice);
