import type { LitElement, ReactiveController } from 'lit';

/** When the control with the focus goes away, the focus goes to another one here, and not to the top of the page. */
export class KeepFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #selector: string;
  #had = false;

  constructor(host: LitElement, selector: string) {
    this.#host = host;
    this.#selector = selector;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#had = this.#host.matches(':focus-within');
  }

  hostUpdated(): void {
    if (!this.#had || this.#host.matches(':focus-within')) return;
    this.#host.renderRoot.querySelector<HTMLElement>(this.#selector)?.focus();
  }
}
