import {
  callById,
  callChanged,
  contactById,
  currentCall,
  myDrafts,
  openContact,
} from './documents/contact.ts';
import { Draft } from './draft.ts';
import { graph } from './graph-client.ts';
import type { Gap } from './graph-error.ts';
import { unsavedCopies } from './typed-copy.ts';
import type { Call, Contact, Me } from './types.ts';

const askAgainMs = 5000;

/** The contacts that an agent has in hand, side by side. Tells `change` when the list does, `ring` for a new call. */
export class DeskState extends EventTarget {
  drafts: readonly Draft[] = [];
  active: Draft | null = null;
  /** A call that was answered while the agent was busy with another contact. */
  waiting: Draft | null = null;
  /** A call that rings: nobody answered it yet, so there is nothing to type in. */
  incoming: Call | null = null;
  /** The ringing call is on the screen, and not the active contact. */
  incomingShown = false;
  readonly #me: Me;
  /** Calls of which the candidates are asked for again, with the time until then. */
  readonly #asking = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(me: Me) {
    super();
    this.#me = me;
  }

  /** Brings back what was open and hears the calls of this telephone until `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    addEventListener('pagehide', () => this.saveOnLeaving(), { signal });
    const back = this.#bringBackAll(signal).catch(() => {});
    await Promise.race([back, new Promise((resolve) => setTimeout(resolve, 2000))]);
    if (this.#me.device === null) return;
    const look = () => this.#look().catch(() => {});
    await look();
    await graph.listen<{ callChanged: Call }>(
      callChanged,
      {},
      {
        signal,
        resumed: look,
        hear: ({ callChanged: call }, gaps) => this.hear(withSource(call, gaps)),
      },
    );
  }

  hear(call: Call): void {
    const { draft: contact } = call;
    if (!contact) {
      this.#ring(call);
      this.#askAgain(call);
      return;
    }
    const known = this.drafts.find(({ id }) => id === contact.id);
    if (known) {
      known.hear(call);
      if (this.#isGone(known)) this.close(known);
    } else if (contact.state === 'DRAFT' && !this.#isElsewhere(call))
      this.#answered(this.#add(contact, call));
    this.#forget(call);
    this.#askAgain(call);
  }

  /** Customers that could not be read are asked for again, for as long as the call is in hand. */
  #askAgain({ id, candidates }: Pick<Call, 'id' | 'candidates'>): void {
    clearTimeout(this.#asking.get(id));
    this.#asking.delete(id);
    if (candidates !== null || !this.#has(id)) return;
    const ask = async () => {
      const answer = await graph.ask<{ call: Call | null }>(callById, { id }).catch(() => null);
      const call = answer?.data.call;
      if (!this.#has(id)) return;
      if (call) this.hear(withSource(call, answer.gaps));
      else this.#askAgain({ id, candidates: null });
    };
    this.#asking.set(
      id,
      setTimeout(() => void ask(), askAgainMs),
    );
  }

  #has(callId: string): boolean {
    return this.incoming?.id === callId || this.drafts.some(({ call }) => call?.id === callId);
  }

  #answered(draft: Draft): void {
    if (this.incomingShown || !this.#busy) this.activate(draft);
    else if (draft.call?.endedAt === null) this.waiting = draft;
  }

  #ring(call: Call): void {
    const rings = (call.state === 'RINGING' || call.state === 'QUEUED') && !this.#isElsewhere(call);
    if (!rings) {
      this.#forget(call);
      return;
    }
    const isNew = this.incoming?.id !== call.id;
    this.incoming = call;
    if (isNew) {
      this.incomingShown = !this.#busy;
      this.dispatchEvent(new CustomEvent('ring', { detail: call }));
    }
    this.#tell();
  }

  /** A call that does not ring any more. */
  #forget({ id }: Call): void {
    if (this.incoming?.id === id) {
      this.incoming = null;
      this.incomingShown = false;
    }
    this.#tell();
  }

  get #busy(): boolean {
    return this.active?.touched === true && !this.active.registered;
  }

  showIncoming(): void {
    this.incomingShown = this.incoming !== null;
    this.#tell();
  }

  activate(draft: Draft): void {
    this.active = draft;
    this.incomingShown = false;
    if (this.waiting === draft) this.waiting = null;
    this.#tell();
  }

  close(draft: Draft): void {
    draft.end();
    this.drafts = this.drafts.filter((other) => other !== draft);
    if (this.waiting === draft) this.waiting = null;
    if (this.active === draft) this.active = this.waiting ?? this.drafts.at(-1) ?? null;
    if (this.active === this.waiting) this.waiting = null;
    this.#tell();
  }

  /** A contact by another way than the telephone. */
  async open(channel: string): Promise<void> {
    const { value } = await graph
      .tell<Contact>(openContact, { channel })
      .then((outcome) => (outcome.fault ? { value: null } : outcome));
    if (value) this.activate(this.#add(value, null));
  }

  saveOnLeaving(): void {
    for (const draft of this.drafts) draft.saveOnLeaving();
  }

  async #look(): Promise<void> {
    const { data, gaps } = await graph.ask<{ currentCall: Call | null }>(currentCall);
    if (data.currentCall) this.hear(withSource(data.currentCall, gaps));
  }

  /** The drafts of this agent, whatever machine they were typed at, and what only this tab knows. */
  async #bringBackAll(signal: AbortSignal): Promise<void> {
    const { data } = await graph.askUntilAnswered<{ myDrafts: readonly { id: string }[] }>(
      myDrafts,
      {},
      signal,
    );
    const oldestFirst = data.myDrafts.map(({ id }) => id).reverse();
    const ids = [...new Set([...oldestFirst, ...unsavedCopies()])];
    await Promise.all(ids.map((id) => this.#bringBack(id, signal)));
  }

  async #bringBack(id: string, signal: AbortSignal): Promise<void> {
    const answer = await graph
      .askUntilAnswered<{ contact: Contact | null }>(contactById, { id }, signal)
      .catch(() => null);
    if (!answer) return;
    const { contact } = answer.data;
    if (contact?.state === 'DRAFT' && !this.drafts.some((draft) => draft.id === id)) {
      const call = contact.call ? withSource(contact.call, answer.gaps) : null;
      const draft = this.#add(contact, call);
      this.active ??= draft;
      if (call) this.#askAgain(call);
    }
    this.#tell();
  }

  #add(contact: Contact, call: Call | null): Draft {
    const draft = new Draft(contact, call);
    draft.addEventListener('change', () => this.#tell());
    this.drafts = [...this.drafts, draft];
    return draft;
  }

  /** Passed on to a colleague, who has what was typed before him. */
  #isGone({ call, dirty }: Draft): boolean {
    return call !== null && !dirty && this.#isElsewhere(call);
  }

  #isElsewhere({ device }: Call): boolean {
    return device !== null && device !== this.#me.device;
  }

  #tell(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** The call with the part of the house that kept its candidates from us, if any. */
function withSource(call: Call, gaps: readonly Gap[]): Call {
  if (call.candidates !== null) return call;
  return { ...call, silentSource: gaps.find(({ path }) => path.includes('candidates'))?.source };
}
