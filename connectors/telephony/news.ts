/**
 * Tells a fact from its repetitions. Every watched device in a call reports it, each under a monitor of its own, in
 * any interleaving: a fact is new when some monitor has reported it once more often than any other did before.
 * The same report twice in a row under one monitor is one frame sent twice.
 */
export class News {
  readonly #calls = new Map<string, CallReports>();

  /** `fact` is what happened to `connection`, as `monitor` reports it. */
  isNew(callId: string, report: { fact: string; connection: string; monitor: string }): boolean {
    const call = this.#calls.get(callId) ?? { last: new Map(), counts: new Map(), most: new Map() };
    this.#calls.set(callId, call);
    const { fact, connection, monitor } = report;
    const reporter = `${monitor} ${connection}`;
    if (call.last.get(reporter) === fact) return false;
    call.last.set(reporter, fact);
    const count = (call.counts.get(`${reporter} ${fact}`) ?? 0) + 1;
    call.counts.set(`${reporter} ${fact}`, count);
    if (count <= (call.most.get(`${connection} ${fact}`) ?? 0)) return false;
    call.most.set(`${connection} ${fact}`, count);
    return true;
  }

  forget(callId: string): void {
    this.#calls.delete(callId);
  }

  clear(): void {
    this.#calls.clear();
  }
}

interface CallReports {
  readonly last: Map<string, string>;
  readonly counts: Map<string, number>;
  readonly most: Map<string, number>;
}
