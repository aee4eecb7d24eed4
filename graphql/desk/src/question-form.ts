import { css, html, LitElement, nothing } from 'lit';
import './complaint-notice.ts';
import type { Draft } from './draft.ts';
import type { QuestionForm as Form } from './draft-form.ts';
import { KeepFocus } from './keep-focus.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { CaseKind, HandlerGroup, QuestionOutcome } from './types.ts';
import { Watch } from './watch.ts';

const words = texts.question;
const outcomes: readonly (readonly [QuestionOutcome, string])[] = [
  ['ANSWERED', words.answered],
  ['CASE', words.passOn],
];

/** One question: what is asked, about which product, and what becomes of it. */
export class QuestionForm extends LitElement {
  static override properties = {
    draft: { attribute: false },
    questionKey: {},
    number: { type: Number },
    groups: { attribute: false },
  };
  declare draft: Draft;
  declare questionKey: string;
  declare number: number;
  declare groups: readonly HandlerGroup[];

  constructor() {
    super();
    this.groups = [];
    new Watch(this, () => this.draft);
    new KeepFocus(this, '#text');
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('#text')?.focus();
  }

  /** Puts the cursor where the first fault is; says whether there was one. */
  focusFault(): boolean {
    const field = this.renderRoot.querySelector<HTMLElement>(
      '[aria-invalid="true"] input, textarea[aria-invalid="true"]',
    );
    field?.focus();
    return field !== null;
  }

  override render() {
    const question = this.draft.form.questions.find(({ key }) => key === this.questionKey);
    if (!question) return nothing;
    const several = this.draft.form.questions.length > 1;
    return html`<section class="card stack" aria-label=${words.label(this.number)}>
      <div class="row">
        <h2>${words.label(this.number)}</h2>
        <span class="grow"></span>
        ${several ? html`<button class="plain" @click=${() => this.draft.removeQuestion(question.key)} aria-label="${words.remove} ${this.number}">${words.remove}</button>` : nothing}
      </div>
      ${this.#choices('kind', words.kind, Object.entries(texts.kinds), question.kind, (kind) =>
        this.#change({ kind: kind as CaseKind }),
      )}
      ${question.kind === 'COMPLAINT' ? html`<p class="notice warn small">${words.complaint}</p>` : nothing}
      ${this.#text(question, 'text', words.text)}
      ${
        question.kind === 'COMPLAINT'
          ? nothing
          : html`<complaint-notice .text=${question.text} @accept=${() => this.#change({ kind: 'COMPLAINT' })}></complaint-notice>`
      }
      <div>
        <span class="label">${words.product}</span>
        ${
          question.product
            ? html`<p class="row"><span class="chip">${question.product.name}</span>
                <button class="plain" @click=${() => this.#change({ product: null })}>${words.dropProduct}</button></p>`
            : html`<p class="small muted">${words.noProduct}</p>`
        }
      </div>
      ${this.#choices('outcome', words.outcome, outcomes, question.outcome, (outcome) =>
        this.#change({ outcome: outcome as QuestionOutcome }),
      )}
      ${question.outcome === 'ANSWERED' ? this.#answered(question) : nothing}
      ${question.outcome === 'CASE' ? this.#passedOn(question) : nothing}
    </section>`;
  }

  #answered(question: Form) {
    return html`${this.#text(question, 'answer', words.answer)}
      <label class="row check">
        <input type="checkbox" .checked=${question.answeredFromKnowledge === true}
          @change=${({ target }: Event) => this.#change({ answeredFromKnowledge: (target as HTMLInputElement).checked })} />
        ${words.fromKnowledge}
      </label>`;
  }

  #passedOn({ product, handlerGroup }: Form) {
    const name = product?.handlerGroup?.name;
    return html`<div>
      ${
        product && name
          ? html`<p><span aria-hidden="true">→</span> ${words.groupOf(name)}</p>`
          : html`<label for="group">${words.group}</label>
              <select id="group" @change=${({ target }: Event) => this.#change({ handlerGroup: (target as HTMLSelectElement).value })}>
                <option value="" ?selected=${handlerGroup === ''}>${words.groupOpen}</option>
                ${this.groups.map((group) => html`<option value=${group.key} ?selected=${group.key === handlerGroup}>${group.name}</option>`)}
              </select>`
      }
      <p class="small muted">${words.due}</p>
      ${this.#fault('handlerGroup')}
    </div>`;
  }

  #text(question: Form, part: 'text' | 'answer', label: string) {
    const fault = this.draft.faultOf(question.key, part);
    return html`<div>
      <label for=${part}>${label}</label>
      <textarea id=${part} rows="2" .value=${question[part]} aria-invalid=${fault !== undefined}
        aria-describedby="${part}-fault"
        @input=${({ target }: Event) => this.#change({ [part]: (target as HTMLTextAreaElement).value })}></textarea>
      ${this.#fault(part)}
    </div>`;
  }

  #choices(
    part: string,
    label: string,
    options: readonly (readonly [string, string])[],
    chosen: string | null,
    choose: (value: string) => void,
  ) {
    const invalid = this.draft.faultOf(this.questionKey, part) !== undefined;
    return html`<fieldset aria-invalid=${invalid} aria-describedby="${part}-fault">
      <legend>${label}</legend>
      <div class="segments">
        ${options.map(
          ([value, name]) => html`<label>
            <input type="radio" name=${part} value=${value} .checked=${value === chosen} @change=${() => choose(value)} />
            <span>${name}</span>
          </label>`,
        )}
      </div>
      ${this.#fault(part)}
    </fieldset>`;
  }

  #fault(part: string) {
    const fault = this.draft.faultOf(this.questionKey, part);
    return html`<p class="fault" id="${part}-fault" ?hidden=${fault === undefined}>${fault}</p>`;
  }

  #change(change: Partial<Form>): void {
    this.draft.changeQuestion(this.questionKey, change);
  }

  static override styles = [
    style,
    css`
      .check { color: var(--ink); font-weight: 400; font-size: 0.875rem; }
      fieldset[aria-invalid='true'] { border-left: 3px solid var(--bad); padding-left: 0.5rem; }
    `,
  ];
}

customElements.define('question-form', QuestionForm);
