import { hubEndpoints } from './documents/me.ts';
import { graph } from './graph-client.ts';
import type { HubEndpoint } from './types.ts';

const lookMs = 15_000;

/** Whether the hub hears the telephone switch: without it no call comes up by itself. Tells `change`. */
export class TelephoneLink extends EventTarget {
  /** What was told last; while the hub is away nobody knows better. */
  lost = false;

  /** Looks every 15 seconds, and as soon as the hub is back, until `signal` aborts. */
  start(signal: AbortSignal): void {
    const look = () => void this.#look(signal).catch(() => {});
    const timer = setInterval(look, lookMs);
    signal.addEventListener('abort', () => clearInterval(timer));
    graph.addEventListener('reach', () => graph.reach === 'live' && look(), { signal });
    look();
  }

  async #look(signal: AbortSignal): Promise<void> {
    const { data } = await graph.ask<{ hub: { endpoints: readonly HubEndpoint[] } | null }>(
      hubEndpoints,
      {},
      { signal },
    );
    if (!data.hub) return;
    const lost = !data.hub.endpoints.some(
      ({ connector, link }) => connector === 'telephony' && link === 'up',
    );
    if (lost === this.lost) return;
    this.lost = lost;
    this.dispatchEvent(new Event('change'));
  }
}
