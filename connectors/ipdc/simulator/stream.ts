import { createHash, randomUUID } from 'node:crypto';
import { instantOf } from './instants.ts';

/** One version, loosely: the simulator stores and serves, it does not interpret. */
export type Snapshot = Readonly<Record<string, unknown>> & {
  readonly '@id': string;
  readonly isVersionOf: string;
  readonly productnummer: string;
  readonly gearchiveerd: boolean;
  readonly generatedAtTime: string;
  readonly laatstOntvangen: string;
};

/** Pages that lie fixed before the growing end; members oldest first. */
export interface RecordedPages {
  readonly count: number;
  readonly pageSize: number;
  read(page: number): readonly Snapshot[];
}

const origin = 'https://ipdc.simulator.example';

/** The event stream: recorded pages, if any, and behind them a list that grows. */
export class SnapshotStream {
  readonly #recorded: RecordedPages;
  readonly #tail: Snapshot[];
  #latest: Map<string, Snapshot> | undefined;

  constructor(
    tail: readonly Snapshot[],
    recorded: RecordedPages = { count: 0, pageSize: 25, read: () => [] },
  ) {
    this.#tail = [...tail];
    this.#recorded = recorded;
  }

  get eventCount(): number {
    return this.#recorded.count * this.#recorded.pageSize + this.#tail.length;
  }

  pageCount(limit: number): number {
    return Math.max(1, Math.ceil(this.eventCount / limit));
  }

  /** Whether pages of this size can be cut. */
  allows(limit: number): boolean {
    return this.#recorded.count === 0 || limit === this.#recorded.pageSize;
  }

  /** Members of a page, newest first. */
  page(number: number, limit: number): readonly Snapshot[] {
    if (number < this.#recorded.count) return this.#recorded.read(number).toReversed();
    const start = (number - this.#recorded.count) * limit;
    return this.#tail.slice(start, start + limit).reverse();
  }

  /** The events of one product, oldest first; only of what is not recorded on disk. */
  of(product: string): readonly Snapshot[] {
    return this.#tail.filter((event) => isProduct(event, product));
  }

  find(id: string): Snapshot | undefined {
    return this.#tail.find((event) => lastPart(event['@id']) === id);
  }

  /** The live version of every product, by product number; with recordings the first call reads them all. */
  latest(): ReadonlyMap<string, Snapshot> {
    this.#latest ??= this.#readLatest();
    return this.#latest;
  }

  /** A new version of a known product; false where it is unknown. */
  change(productNumber: string, patch: Readonly<Record<string, unknown>>, now: Date): Snapshot | undefined {
    const current = this.latest().get(productNumber);
    if (!current) return undefined;
    const micros = Math.max(now.getTime() * 1000, microsOf(this.#tail.at(-1)?.generatedAtTime) + 1);
    const changed = Object.entries({ ...current, ...patch }).filter(([, value]) => value !== null);
    const snapshot = stamped(Object.fromEntries(changed) as Snapshot, randomUUID(), micros);
    this.#tail.push(snapshot);
    this.#latest?.set(productNumber, snapshot);
    return snapshot;
  }

  #readLatest() {
    const latest = new Map<string, Snapshot>();
    for (let page = 0; page < this.#recorded.count; page += 1) {
      for (const event of this.#recorded.read(page)) latest.set(event.productnummer, event);
    }
    for (const event of this.#tail) latest.set(event.productnummer, event);
    return latest;
  }
}

/** A version with its own id and instants; it was received a third of a second before it got its place. */
export function stamped(version: Partial<Snapshot>, id: string, micros: number): Snapshot {
  const received = instantOf(micros - 312_345).replace(/(?:\.(\d+))?Z$/, (_, fraction = '') => {
    return `.${String(fraction).padEnd(6, '0')}488Z`;
  });
  return {
    isVersionOf: `${origin}/id/instantie/${uuidOf(String(version.productnummer))}`,
    productnummer: '',
    gearchiveerd: false,
    ...version,
    id,
    '@id': `${origin}/id/instantiesnapshot/${id}`,
    '@type': 'InstantieSnapshot',
    generatedAtTime: instantOf(micros),
    laatstGewijzigd: `${received.slice(0, 19)}Z`,
    laatstOntvangen: received,
  };
}

/** How a live instance differs from its last version: it does not say which version it is. */
export function liveForm({ generatedAtTime: _, isVersionOf, ...rest }: Snapshot): object {
  return {
    ...rest,
    id: lastPart(isVersionOf),
    '@id': isVersionOf,
    '@type': 'Instantie',
  };
}

export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function isProduct({ isVersionOf, productnummer }: Snapshot, idOrNumber: string): boolean {
  return productnummer === idOrNumber || lastPart(isVersionOf) === idOrNumber;
}

function lastPart(uri: string) {
  return uri.slice(uri.lastIndexOf('/') + 1);
}

function microsOf(instant = '1970-01-01T00:00:00Z') {
  const [seconds, fraction = ''] = instant.slice(0, -1).split('.');
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0').slice(0, 6));
}
