import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Renders its component again whenever what it looks at tells of a change. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #source: () => EventTarget | null;
  readonly #event: string;
  #watched: EventTarget | null = null;

  constructor(host: ReactiveControllerHost, source: () => EventTarget | null, event = 'change') {
    this.#host = host;
    this.#source = source;
    this.#event = event;
    host.addController(this);
  }

  hostUpdate(): void {
    const source = this.#source();
    if (source === this.#watched) return;
    this.hostDisconnected();
    this.#watched = source;
    source?.addEventListener(this.#event, this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#watched?.removeEventListener(this.#event, this);
    this.#watched = null;
  }

  handleEvent(): void {
    this.#host.requestUpdate();
  }
}
