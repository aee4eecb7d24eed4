/** What must be ended when the hub stops, the last started first. */
export interface Stops {
  /** To be ended before all that was started so far. */
  first(stop: () => Promise<void>): void;
  /** Ends all of it; what fails to end does not keep the others from it. May be called twice. */
  all(): Promise<void>;
}

export function createStops(): Stops {
  const stops: (() => Promise<void>)[] = [];
  let stopped: Promise<void> | undefined;
  return {
    first: (stop) => void stops.unshift(stop),
    all: () => {
      stopped ??= (async () => {
        for (const stop of stops) await stop().catch(() => {}); // the others must end too
      })();
      return stopped;
    },
  };
}
