import { css, html, LitElement, nothing } from 'lit';
import { answerCase, returnCase, takeCase } from './documents/case.ts';
import { graph, type Outcome } from './graph-client.ts';
import { type Fault, Refused } from './graph-error.ts';
import { KeepFocus } from './keep-focus.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { CaseWhole } from './types.ts';

const words = texts.cases;
const over = new Set(['ANSWERED', 'CLOSED', 'WITHDRAWN']);

/** What an expert does with a case: take it, answer it, or say that it belongs elsewhere. */
export class CaseActions extends LitElement {
  static override properties = {
    item: { attribute: false },
    answer: { state: true },
    reason: { state: true },
    returning: { state: true },
    busy: { state: true },
    fault: { state: true },
  };
  declare item: CaseWhole;
  declare answer: string;
  declare reason: string;
  declare returning: boolean;
  declare busy: boolean;
  declare fault: Fault | null;
  #typedFor = '';
  #key = '';

  constructor() {
    super();
    this.#reset();
    this.busy = false;
    new KeepFocus(this, 'textarea');
  }

  override willUpdate(): void {
    if (this.item.id === this.#typedFor) return;
    this.#typedFor = this.item.id;
    this.#reset();
    this.answer = sessionStorage.getItem(this.#copyKey()) ?? '';
  }

  #reset(): void {
    this.answer = '';
    this.reason = '';
    this.returning = false;
    this.fault = null;
  }

  override render() {
    const { state, assigneeName } = this.item;
    if (over.has(state)) return nothing;
    return html`<section class="stack">
      ${this.returning ? this.#returnForm() : this.#answerForm(assigneeName === null)}
      ${this.fault && !this.fault.field ? html`<p class="fault" role="alert">${this.fault.message}</p>` : nothing}
    </section>`;
  }

  #answerForm(free: boolean) {
    return html`${this.#text('answer', words.answer, words.answerHint, this.answer)}
      <div class="row">
        <button class="main" ?disabled=${this.busy} @click=${() => this.#do(answerCase, { answer: this.answer })}>${words.sendAnswer}</button>
        ${free ? html`<button ?disabled=${this.busy} @click=${() => this.#do(takeCase, {})}>${words.take}</button>` : nothing}
        <span class="grow"></span>
        <button class="plain" @click=${this.#startReturn}>${words.giveBack}</button>
      </div>`;
  }

  #returnForm() {
    return html`${this.#text('reason', words.reason, '', this.reason)}
      <div class="row">
        <button class="main" ?disabled=${this.busy} @click=${() => this.#do(returnCase, { reason: this.reason })}>${words.sendBack}</button>
        <button @click=${() => {
          this.returning = false;
        }}>${words.cancel}</button>
      </div>`;
  }

  #text(field: 'answer' | 'reason', label: string, hint: string, value: string) {
    const fault = this.fault?.field === field ? this.fault.message : '';
    return html`<div>
      <label for=${field}>${label}</label>
      <textarea id=${field} rows="4" placeholder=${hint} .value=${value} aria-invalid=${fault !== ''} aria-describedby="${field}-fault"
        @input=${({ target }: Event) => this.#typed(field, (target as HTMLTextAreaElement).value)}></textarea>
      <p class="fault" id="${field}-fault" role="alert" ?hidden=${fault === ''}>${fault}</p>
    </div>`;
  }

  #typed(field: 'answer' | 'reason', text: string): void {
    this[field] = text;
    this.#key = '';
    if (field === 'answer') sessionStorage.setItem(this.#copyKey(), text);
  }

  async #startReturn(): Promise<void> {
    this.returning = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('#reason')?.focus();
  }

  async #do(mutation: string, input: object): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.#key ||= crypto.randomUUID();
    const outcome = await graph
      .tell<CaseWhole>(mutation, { caseId: this.item.id, ...input }, undefined, this.#key)
      .catch((error: unknown) => refusal(error));
    this.busy = false;
    this.#key = '';
    this.fault = outcome.fault ?? null;
    if (outcome.fault) return;
    if (mutation !== takeCase) sessionStorage.removeItem(this.#copyKey());
    const [type, detail] = mutation === returnCase ? ['case-left', null] : ['case-changed', outcome.value];
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
  }

  #copyKey(): string {
    return `schakel.answer.${this.item.id}`;
  }

  static override styles = [
    style,
    css`
      section { border-top: 1px solid var(--line); padding-top: 0.75rem; }
    `,
  ];
}

function refusal(error: unknown): Outcome<CaseWhole> {
  const forbidden = error instanceof Refused && error.gap.code === 'FORBIDDEN';
  return { fault: { message: forbidden ? texts.forbidden : texts.refused } };
}

customElements.define('case-actions', CaseActions);
