import { css, html, LitElement } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import './call-card.ts';
import './contact-receipt.ts';
import './customer-picker.ts';
import './product-search.ts';
import './question-form.ts';
import './wrap-up.ts';
import type { Draft } from './draft.ts';
import type { QuestionForm } from './question-form.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { HandlerGroup, ProductChoice } from './types.ts';
import { Watch } from './watch.ts';
import type { WrapUp } from './wrap-up.ts';

/** One contact on the screen: who calls, what is asked, what the catalogue knows. */
export class ContactDesk extends LitElement {
  static override properties = {
    draft: { attribute: false },
    groups: { attribute: false },
    currentKey: { state: true },
  };
  declare draft: Draft;
  declare groups: readonly HandlerGroup[];
  /** The question that was typed in last; a chosen product is for this one. */
  declare currentKey: string;

  constructor() {
    super();
    this.groups = [];
    this.currentKey = '';
    new Watch(this, () => this.draft);
  }

  override render() {
    const { draft } = this;
    return html`<div class="columns" @keydown=${this.#keys}>
      <div class="column">
        <call-card .call=${draft.call} .contact=${draft.contact}></call-card>
        <customer-picker .draft=${draft}></customer-picker>
      </div>
      <div class="column middle">
        ${draft.registered ? html`<contact-receipt .draft=${draft}></contact-receipt>` : this.#form()}
      </div>
      <div class="column">
        <product-search .number=${this.#current() + 1} @product-chosen=${({ detail }: CustomEvent<ProductChoice>) => this.#choose(detail)}></product-search>
      </div>
    </div>`;
  }

  /** Ready to type when a call comes up and the agent was not typing elsewhere. */
  override updated(changed: Map<string, unknown>): void {
    if (changed.has('draft') && document.activeElement === document.body) void this.#beginTyping();
  }

  async #beginTyping(): Promise<void> {
    const [first] = this.#forms();
    await first?.updateComplete;
    first?.focus();
  }

  #form() {
    const { draft } = this;
    return html`<div class="questions">
        ${repeat(
          draft.form.questions,
          ({ key }) => key,
          (
            { key },
            index,
          ) => html`<question-form .draft=${draft} .questionKey=${key} .number=${index + 1} .groups=${this.groups}
            @focusin=${() => {
              this.currentKey = key;
            }}></question-form>`,
        )}
        <div><button class="plain" @click=${this.#add}>+ ${texts.question.add}</button></div>
      </div>
      <wrap-up .draft=${draft} @register=${this.#register}></wrap-up>`;
  }

  #current(): number {
    return Math.max(
      0,
      this.draft.form.questions.findIndex(({ key }) => key === this.currentKey),
    );
  }

  #choose(product: ProductChoice): void {
    const question = this.draft.form.questions[this.#current()];
    if (!question) return;
    const answeredFromKnowledge = question.answeredFromKnowledge ?? true; // the agent has its page open
    this.draft.changeQuestion(question.key, { product, answeredFromKnowledge });
    this.#forms()[this.#current()]?.focus();
  }

  async #add(): Promise<void> {
    this.currentKey = this.draft.addQuestion();
    await this.updateComplete;
    const added = this.#forms().at(-1);
    await added?.updateComplete;
    added?.focus();
  }

  async #register(): Promise<void> {
    await this.draft.register();
    await this.updateComplete;
    const parts = [...this.#forms(), this.renderRoot.querySelector<WrapUp>('wrap-up')].filter(
      (part) => part !== null,
    );
    await Promise.all(parts.map((part) => part.updateComplete));
    parts.find((part) => part.focusFault());
  }

  #keys(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !event.ctrlKey) return;
    event.preventDefault();
    void this.#register();
  }

  #forms(): QuestionForm[] {
    return [...this.renderRoot.querySelectorAll<QuestionForm>('question-form')];
  }

  static override styles = [
    style,
    css`
      :host { min-height: 0; }
      .columns { display: grid; grid-template-columns: 23rem minmax(20rem, 1fr) 22rem; gap: 0.75rem; height: 100%; }
      .column { min-height: 0; overflow-y: auto; display: grid; gap: 0.75rem; align-content: start; padding: 0 2px 0.75rem; scrollbar-width: thin; }
      .middle { grid-template-rows: minmax(0, 1fr) auto; align-content: stretch; overflow: hidden; }
      .questions { overflow-y: auto; display: grid; gap: 0.75rem; align-content: start; padding: 0 2px; scrollbar-width: thin; }
      .middle:has(contact-receipt) { overflow-y: auto; }
      @media (max-width: 68rem) {
        .columns { grid-template-columns: 1fr; height: auto; }
        .column, .questions { overflow: visible; }
      }
    `,
  ];
}

customElements.define('contact-desk', ContactDesk);
