import { css, html, LitElement } from 'lit';
import { createCustomer } from './documents/customer.ts';
import type { Draft } from './draft.ts';
import { graph } from './graph-client.ts';
import type { Fault } from './graph-error.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import type { Customer } from './types.ts';

const words = texts.newCustomer;
type Kind = Customer['kind'];
type Field =
  | 'givenName'
  | 'familyName'
  | 'organisationName'
  | 'birthDate'
  | 'telephone'
  | 'email'
  | 'enterpriseNumber'
  | 'associationCode';

const fields: Readonly<Record<Kind, readonly Field[]>> = {
  PERSON: ['givenName', 'familyName', 'birthDate', 'telephone', 'email'],
  COMPANY: ['organisationName', 'enterpriseNumber', 'telephone', 'email'],
  ASSOCIATION: ['organisationName', 'associationCode', 'telephone', 'email'],
};
const types: Partial<Record<Field, string>> = { birthDate: 'date', telephone: 'tel', email: 'email' };
const required: readonly Field[] = ['familyName', 'organisationName'];

/** Somebody who is not known yet, as he says it himself; his number stands ready. */
export class CustomerForm extends LitElement {
  static override properties = {
    draft: { attribute: false },
    kind: { state: true },
    fault: { state: true },
    busy: { state: true },
  };
  declare draft: Draft;
  declare kind: Kind;
  declare fault: Fault | null;
  declare busy: boolean;
  #key = '';

  constructor() {
    super();
    this.kind = 'PERSON';
    this.fault = null;
    this.busy = false;
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[name="givenName"]')?.focus();
  }

  override render() {
    return html`<form class="stack" novalidate @submit=${this.#submit} @input=${() => {
      this.#key = '';
    }}>
      <h2>${words.title}</h2>
      <fieldset>
        <legend>${words.kind}</legend>
        <div class="segments">
          ${(Object.keys(fields) as Kind[]).map(
            (kind) => html`<label>
              <input type="radio" name="kind" .checked=${kind === this.kind} @change=${() => {
                this.kind = kind;
              }} />
              <span>${words.kinds[kind]}</span>
            </label>`,
          )}
        </div>
      </fieldset>
      <div class="fields">${fields[this.kind].map((field) => this.#field(field))}</div>
      ${this.fault && !this.fault.field ? html`<p class="fault" role="alert">${this.fault.message}</p>` : ''}
      <div class="row">
        <button class="main" ?disabled=${this.busy}>${words.save}</button>
        <button type="button" @click=${() => this.#say('customer-form-closed')}>${words.cancel}</button>
      </div>
    </form>`;
  }

  #field(field: Field) {
    const { call } = this.draft;
    const ready = field === 'telephone' && call?.presentation === 'SHOWN' ? (call.number ?? '') : '';
    const fault = this.fault?.field === field ? this.fault.message : '';
    return html`<div>
      <label for=${field}>${words[field]}</label>
      <input id=${field} name=${field} type=${types[field] ?? 'text'} value=${ready} autocomplete="off"
        ?required=${required.includes(field)} aria-invalid=${fault !== ''} aria-describedby="${field}-fault" />
      <p class="fault" id="${field}-fault" role="alert" ?hidden=${fault === ''}>${fault}</p>
    </div>`;
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.busy) return;
    const typed = [...new FormData(event.currentTarget as HTMLFormElement)].flatMap(([name, value]) =>
      name !== 'kind' && value !== '' ? [[name, value] as const] : [],
    );
    const input = { contactId: this.draft.id, kind: this.kind, ...Object.fromEntries(typed) };
    this.busy = true;
    this.#key ||= crypto.randomUUID();
    const outcome = await graph
      .tell<Customer>(createCustomer, input, undefined, this.#key)
      .catch(() => ({ fault: { message: texts.refused } }));
    this.busy = false;
    if (outcome.fault) this.fault = outcome.fault;
    else this.#say('customer-added', outcome.value);
    this.#key = '';
  }

  #say(type: string, detail?: Customer): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  static override styles = [
    style,
    css`
      .fields { display: grid; grid-template-columns: repeat(auto-fill, minmax(8rem, 1fr)); gap: 0.5rem; }
    `,
  ];
}

customElements.define('customer-form', CustomerForm);
