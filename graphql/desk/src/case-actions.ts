import { css, html, LitElement, nothing } from 'lit';
import { answerCase, returnCase, routeCase, takeCase } from './documents/case.ts';
import { graph, type Outcome } from './graph-client.ts';
import { type Fault, Refused } from './graph-error.ts';
import { KeepFocus } from './keep-focus.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { CaseWhole, HandlerGroup } from './types.ts';

const words = texts.cases;
const contactCentre = 'kcc';
const leaving = new Set([returnCase, routeCase]);
const over = new Set(['ANSWERED', 'CLOSED', 'WITHDRAWN']);

/** What is done with a case: take it, answer it, say that it belongs elsewhere, or bring it there. */
export class CaseActions extends LitElement {
  static override properties = {
    item: { attribute: false },
    routes: { attribute: false },
    answer: { state: true },
    reason: { state: true },
    group: { state: true },
    moving: { state: true },
    busy: { state: true },
    fault: { state: true },
  };
  declare item: CaseWhole;
  /** Where this person may bring what the contact centre has. */
  declare routes: readonly HandlerGroup[];
  declare answer: string;
  declare reason: string;
  declare group: string;
  /** The case is given back, or brought to another group. */
  declare moving: 'back' | 'on' | null;
  declare busy: boolean;
  declare fault: Fault | null;
  #typedFor = '';
  #key = '';

  constructor() {
    super();
    this.#reset();
    this.routes = [];
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
    this.group = '';
    this.moving = null;
    this.fault = null;
  }

  override render() {
    const { state, assigneeName } = this.item;
    if (over.has(state)) return nothing;
    return html`<section class="stack">
      ${this.moving ? this.#moveForm(this.moving) : this.#answerForm(assigneeName === null)}
      ${this.fault && !this.fault.field ? html`<p class="fault" role="alert">${this.fault.message}</p>` : nothing}
    </section>`;
  }

  #answerForm(free: boolean) {
    return html`${this.#text('answer', words.answer, words.answerHint, this.answer)}
      <div class="row">
        <button class="main" ?disabled=${this.busy} @click=${() => this.#do(answerCase, { answer: this.answer })}>${words.sendAnswer}</button>
        ${free ? html`<button ?disabled=${this.busy} @click=${() => this.#do(takeCase, {})}>${words.take}</button>` : nothing}
        <span class="grow"></span>
        ${this.#moveButton()}
      </div>`;
  }

  #moveButton() {
    const atContactCentre = this.item.handlerGroup?.key === contactCentre;
    if (!atContactCentre)
      return html`<button class="plain" @click=${() => this.#startMoving('back')}>${words.giveBack}</button>`;
    if (this.routes.length === 0) return nothing;
    return html`<button class="plain" @click=${() => this.#startMoving('on')}>${words.route}</button>`;
  }

  #moveForm(way: 'back' | 'on') {
    const { reason, group: handlerGroup } = this;
    const [label, send, go] =
      way === 'back'
        ? [words.reason, words.sendBack, () => this.#do(returnCase, { reason })]
        : [words.routeReason, words.sendOn, () => this.#do(routeCase, { handlerGroup, reason })];
    return html`${way === 'on' ? this.#groups() : nothing}
      ${this.#text('reason', label, '', reason)}
      <div class="row">
        <button class="main" ?disabled=${this.busy} @click=${go}>${send}</button>
        <button @click=${() => {
          this.moving = null;
          this.fault = null;
        }}>${words.cancel}</button>
      </div>`;
  }

  #groups() {
    const fault = this.fault?.field === 'handlerGroup' ? this.fault.message : '';
    const others = this.routes.filter(({ key }) => key !== contactCentre);
    return html`<div>
      <label for="group">${words.routeTo}</label>
      <select id="group" .value=${this.group} aria-invalid=${fault !== ''} aria-describedby="group-fault"
        @change=${({ target }: Event) => {
          this.group = (target as HTMLSelectElement).value;
        }}>
        <option value=""></option>
        ${others.map(({ key, name }) => html`<option value=${key}>${name}</option>`)}
      </select>
      <p class="fault" id="group-fault" role="alert" ?hidden=${fault === ''}>${fault}</p>
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

  async #startMoving(way: 'back' | 'on'): Promise<void> {
    this.moving = way;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(way === 'on' ? '#group' : '#reason')?.focus();
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
    const [type, detail] = leaving.has(mutation) ? ['case-left', null] : ['case-changed', outcome.value];
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
