import { linkCustomer, registerContact, saveDraft } from './documents/contact.ts';
import {
  type DraftForm,
  emptyQuestion,
  formOf,
  inputOf,
  isBlank,
  type QuestionForm,
  questionAt,
} from './draft-form.ts';
import { graph, type Outcome } from './graph-client.ts';
import { type Fault, Refused } from './graph-error.ts';
import { texts } from './texts.ts';
import { dropCopy, keepCopy, readCopy } from './typed-copy.ts';
import type { Call, Contact, Customer } from './types.ts';

const pauseMs = 400;

/**
 * One contact while an agent works on it. What is typed is the agent's: no event from outside changes it. Every pause is
 * saved at the hub; `change` is told whenever something is to be shown.
 */
export class Draft extends EventTarget {
  contact: Contact;
  call: Call | null;
  form: DraftForm;
  savedAt: Date | null = null;
  /** Typed and not yet at the hub. */
  dirty = false;
  registering = false;
  faults: readonly Fault[] = [];
  saveFault = '';
  readonly #life = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving = false;
  #registerKey = '';

  constructor(contact: Contact, call: Call | null) {
    super();
    const copy = readCopy(contact.id);
    this.contact = contact;
    this.call = call;
    this.form = copy && !copy.saved ? copy.form : formOf(contact, copy?.form);
    if (copy && !copy.saved) this.change({});
  }

  get id(): string {
    return this.contact.id;
  }

  get registered(): boolean {
    return this.contact.state !== 'DRAFT';
  }

  /** Something was typed or chosen that the agent would miss. */
  get touched(): boolean {
    const { summary, questions } = this.form;
    return summary.trim() !== '' || !questions.every(isBlank) || this.contact.customer !== null;
  }

  /** Takes what an event tells of the call; never what is typed. */
  hear(call: Call): void {
    this.call = call;
    const { draft } = call;
    if (draft && !(this.registered && draft.state === 'DRAFT')) this.contact = draft;
    this.#tell();
  }

  change(change: Partial<DraftForm>): void {
    if (this.registered) return;
    this.form = { ...this.form, ...change };
    this.dirty = true;
    this.faults = [];
    this.#registerKey = '';
    keepCopy(this.id, { form: this.form, saved: false });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), pauseMs);
    this.#tell();
  }

  changeQuestion(key: string, change: Partial<QuestionForm>): void {
    const questions = this.form.questions.map((question) =>
      question.key === key ? { ...question, ...change } : question,
    );
    this.change({ questions });
  }

  addQuestion(): string {
    const question = emptyQuestion();
    this.change({ questions: [...this.form.questions, question] });
    return question.key;
  }

  removeQuestion(key: string): void {
    this.change({ questions: this.form.questions.filter((question) => question.key !== key) });
  }

  async save(): Promise<void> {
    if (this.#saving || !this.dirty || this.registering) return;
    this.#saving = true;
    const { form } = this;
    try {
      const input = { contactId: this.id, ...inputOf(form) };
      const { fault } = await graph.tell<Contact>(saveDraft, input, this.#life.signal);
      this.saveFault = fault?.message ?? '';
      if (!fault) this.#saved(form);
    } catch (error) {
      this.saveFault = error instanceof Refused ? texts.refused : '';
    } finally {
      this.#saving = false;
      this.#tell();
    }
    if (this.form !== form) await this.save();
  }

  /** A last save while the page goes away: nobody waits for the answer. */
  saveOnLeaving(): void {
    if (!this.dirty || this.registered) return;
    const input = { contactId: this.id, idempotencyKey: crypto.randomUUID(), ...inputOf(this.form) };
    graph.ask(saveDraft, { input }, { keepalive: true }).catch(() => {});
  }

  /** Ties the contact to this customer, or unties it. */
  async link(customer: Customer | null): Promise<void> {
    const input = { contactId: this.id, customerId: customer?.id ?? null };
    this.#settle(await this.#send<Contact>(linkCustomer, input), (linked) => {
      this.contact = { ...this.contact, customer: linked.customer };
      if (customer && this.form.anonymous) this.change({ anonymous: false });
    });
  }

  /** The hub tied this new customer already. */
  linked(customer: Customer): void {
    this.contact = { ...this.contact, customer };
    this.#tell();
  }

  async stayUnknown(): Promise<void> {
    if (this.contact.customer) await this.link(null);
    this.change({ anonymous: true });
  }

  /** The same intent keeps its key, so that asking twice registers once. */
  async register(): Promise<void> {
    if (this.registering || this.registered) return;
    this.registering = true;
    this.#registerKey ||= crypto.randomUUID();
    clearTimeout(this.#timer);
    this.#tell();
    const input = { contactId: this.id, ...inputOf(this.form) };
    const outcome = await this.#send<Contact>(registerContact, input, this.#registerKey);
    this.registering = false;
    this.#settle(outcome, (contact) => {
      this.contact = contact;
      this.dirty = false;
      this.end();
    });
    if (!this.registered) this.#timer = setTimeout(() => void this.save(), pauseMs);
  }

  /** What is wrong with one field of one question. */
  faultOf(key: string, part: string): string | undefined {
    return this.faults.find(({ field = '' }) => {
      const at = questionAt(this.form, field);
      return at?.key === key && at.part === part;
    })?.message;
  }

  /** Forgets what this tab kept, and stops what is under way. */
  end(): void {
    clearTimeout(this.#timer);
    this.#life.abort();
    dropCopy(this.id);
  }

  async #send<Value>(mutation: string, input: object, key?: string): Promise<Outcome<Value>> {
    try {
      return await graph.tell<Value>(mutation, { ...input }, this.#life.signal, key);
    } catch (error) {
      const forbidden = error instanceof Refused && error.gap.code === 'FORBIDDEN';
      return { fault: { message: forbidden ? texts.forbidden : texts.refused } };
    }
  }

  #settle<Value>(outcome: Outcome<Value>, take: (value: Value) => void): void {
    if (outcome.fault) this.faults = [outcome.fault];
    else take(outcome.value);
    if (outcome.fault) this.#registerKey = '';
    this.#tell();
  }

  #saved(form: DraftForm): void {
    this.savedAt = new Date();
    if (this.form !== form) return;
    this.dirty = false;
    keepCopy(this.id, { form, saved: true });
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}
