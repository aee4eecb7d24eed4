import { css, html, LitElement } from 'lit';
import type { Draft } from './draft.ts';
import { timeWithSeconds } from './format.ts';
import { style } from './style.ts';
import { texts } from './texts.ts';
import { Watch } from './watch.ts';

const words = texts.wrapUp;

/** The summary and the one button that registers; it says when the last letter was saved. */
export class WrapUp extends LitElement {
  static override properties = { draft: { attribute: false } };
  declare draft: Draft;

  constructor() {
    super();
    new Watch(this, () => this.draft);
  }

  /** Puts the cursor in the summary where that is what must be mended; says whether it was. */
  focusFault(): boolean {
    const invalid = this.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    invalid?.focus();
    return invalid !== null;
  }

  override render() {
    const { form, registering, faults } = this.draft;
    const summary = faults.find(({ field }) => field === 'summary')?.message;
    const other = faults.filter(({ field = '' }) => !/^(summary|customerId|questions\.\d+\.)/.test(field));
    return html`<section class="card stack" aria-label=${words.label}>
      <div>
        <label for="summary">${words.summary}</label>
        <textarea id="summary" rows="2" .value=${form.summary} placeholder=${words.summaryHint}
          aria-invalid=${summary !== undefined} aria-describedby="keys summary-fault"
          @input=${({ target }: Event) => this.draft.change({ summary: (target as HTMLTextAreaElement).value })}
          @keydown=${this.#keys}></textarea>
        <p class="fault" id="summary-fault" ?hidden=${summary === undefined}>${summary}</p>
      </div>
      ${other.map(({ message }) => html`<p class="fault" role="alert">${message}</p>`)}
      <div class="row">
        <p class="small muted grow" id="keys">${words.keys}</p>
        <p class="small saved ${this.#tone()}">${this.#saved()}</p>
        <button class="main" aria-disabled=${registering} @click=${() => this.#register()}>
          ${registering ? words.registering : words.register}
        </button>
      </div>
    </section>`;
  }

  #tone(): string {
    if (this.draft.dirty || this.draft.saveFault) return 'dirty';
    return this.draft.touched ? '' : 'none';
  }

  #saved(): string {
    const { dirty, savedAt, saveFault, touched } = this.draft;
    if (saveFault) return words.notSaved(saveFault);
    if (dirty) return words.unsaved;
    if (savedAt) return words.saved(timeWithSeconds(savedAt));
    return touched ? words.savedBefore : words.untouched;
  }

  #keys(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#register();
  }

  #register(): void {
    this.dispatchEvent(new CustomEvent('register'));
  }

  static override styles = [
    style,
    css`
      .saved { font-variant-numeric: tabular-nums; color: var(--good); font-weight: 600; }
      .saved.dirty { color: var(--warn); }
      .saved.none { color: var(--muted); font-weight: 400; }
      button.main { min-width: 8rem; }
    `,
  ];
}

customElements.define('wrap-up', WrapUp);
