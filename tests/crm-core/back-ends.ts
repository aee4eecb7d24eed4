import { z } from 'zod';
import { bookingTerms, type Terms } from '../../crm-core/amendments/terms.ts';

/**
 * What can go wrong with one question. `lose`: done, its answer is lost. `late`: not done yet, done before the next question.
 * `repeat`: it arrives twice. `garbage`: done, its answer is not understood. `crash`: done, and we stop before we keep it.
 */
export type Fault = 'none' | 'refuse' | 'down' | 'lose' | 'late' | 'repeat' | 'garbage' | 'crash';

interface Kept {
  readonly externalId: string;
  readonly key: string;
  readonly reference: string;
  readonly terms: Terms;
}

const key = z.uuid();
const book = z.string().min(1);
const externalId = z.string().min(1);
const customer = z.strictObject({
  name: z.string(),
  email: z.string().nullable(),
  telephone: z.string().nullable(),
});

/** What is asked, strictly: a field too many or too few is refused. */
const questions = {
  capabilities: z.strictObject({ book }),
  slots: z.strictObject({
    book,
    items: z.array(z.strictObject({ key: z.string(), count: z.int() })).min(1),
    location: z.string().nullable(),
    postcode: z.string().nullable(),
    expert: z.string().nullable(),
    online: z.boolean().nullable(),
    from: z.iso.datetime(),
    until: z.iso.datetime(),
    first: z.int(),
  }),
  alternatives: z.strictObject({ postcode: z.string() }),
  book: z.strictObject({ key, book, reference: z.string().length(10), terms: bookingTerms, customer }),
  change: z.strictObject({ key, book, externalId, terms: bookingTerms }),
  cancel: z.strictObject({ key, book, externalId }),
  get: z.strictObject({ book, externalId }),
  find: z.strictObject({ book, key }),
};
type Questions = { [Name in keyof typeof questions]: z.infer<(typeof questions)[Name]> };

export function failure(kind: string) {
  return Object.assign(new Error(kind), { failure: kind });
}

/** One back end: a book with free moments, each of which takes one booking at a time. Does what it is asked once for a key. */
export class BackEnd {
  /** What goes wrong with the next questions, in order; nothing after that. */
  faults: Fault[] = [];
  /** Stops us in the middle. */
  crash: () => Promise<void> = async () => {};
  readonly asked: string[] = [];
  readonly #change: boolean;
  readonly #kept = new Map<string, Kept>();
  readonly #done = new Map<string, object>();
  readonly #free: readonly string[];
  readonly #late: (() => void)[] = [];
  #count = 0;

  constructor({ change, free }: { change: boolean; free: readonly string[] }) {
    this.#change = change;
    this.#free = free;
  }

  /** What it holds under a reference of ours. */
  of(reference: string): Kept[] {
    return [...this.#kept.values()].filter((one) => one.reference === reference);
  }

  async ask(name: string, data: object): Promise<unknown> {
    for (const land of this.#late.splice(0)) land();
    this.asked.push(name);
    const fault = this.faults.shift() ?? 'none';
    if (fault === 'refuse') throw failure('rejected');
    if (fault === 'down') throw failure('unavailable');
    const carryOut = () => this.#answer(name as keyof Questions, data);
    if (fault === 'late') {
      this.#late.push(() => void tried(carryOut));
      throw failure('unavailable');
    }
    const answer = carryOut();
    if (fault === 'repeat') carryOut();
    if (fault === 'lose') throw failure('unavailable');
    if (fault === 'crash') await this.crash();
    return fault === 'garbage' ? { nonsense: true, terms: 7, externalId: 7 } : answer;
  }

  #answer(name: keyof Questions, data: object): object {
    const asked = questions[name].safeParse(data);
    if (!asked.success) throw failure('rejected');
    const once = name !== 'find' && 'key' in asked.data ? String(asked.data.key) : null;
    const before = once === null ? undefined : this.#done.get(once);
    if (before) return before;
    const answer = (this.#answers[name] as (asked: unknown) => object)(asked.data);
    if (once !== null) this.#done.set(once, answer);
    return answer;
  }

  readonly #answers: { [Name in keyof Questions]: (asked: Questions[Name]) => object } = {
    capabilities: () => ({ change: this.#change }),
    slots: ({ from, until, first }) => ({
      slots: this.#free
        .filter((at) => at >= from && at < until && !this.#taken(at))
        .slice(0, first)
        .map((startsAt) => ({ startsAt, endsAt: null, location: null, expert: null, online: false })),
    }),
    alternatives: () => ({
      alternatives: [{ name: 'Recyclagepark', description: 'Breng het zelf, gratis tot 1 m³.', url: null }],
    }),
    book: ({ key, reference, terms }) => {
      if (this.#taken(terms.startsAt)) throw failure('rejected');
      this.#count += 1;
      const externalId = `B-${this.#count}`;
      this.#kept.set(externalId, { externalId, key, reference, terms });
      return { externalId };
    },
    change: ({ externalId, terms }) => {
      const kept = this.#kept.get(externalId);
      const moved = kept?.terms.startsAt !== terms.startsAt;
      if (!(this.#change && kept) || (moved && this.#taken(terms.startsAt))) throw failure('rejected');
      this.#kept.set(externalId, { ...kept, terms });
      return {};
    },
    cancel: ({ externalId }) => {
      this.#kept.delete(externalId);
      return {};
    },
    get: ({ externalId }) => ({ terms: this.#kept.get(externalId)?.terms ?? null }),
    find: ({ key }) => ({
      externalId: [...this.#kept.values()].find((one) => one.key === key)?.externalId ?? null,
    }),
  };

  #taken(startsAt: string): boolean {
    return [...this.#kept.values()].some(({ terms }) => terms.startsAt === startsAt);
  }
}

function tried(work: () => object) {
  try {
    work();
  } catch {
    // nobody waits for this answer any more
  }
}

/** The book of Burgerzaken can only book and cancel; the planner of bulky waste changes what it holds. */
export function backEnds(free: { appointments?: readonly string[]; collections?: readonly string[] } = {}) {
  const appointments = new BackEnd({ change: false, free: free.appointments ?? [] });
  const collections = new BackEnd({ change: true, free: free.collections ?? [] });
  const ends = { 'appointments.appointment': appointments, 'waste.collection': collections };
  const ask = (question: string, data: object) => {
    const [family = '', name = ''] = question.split(/\.(?=[^.]*$)/);
    const end = ends[family as keyof typeof ends];
    return end ? end.ask(name, data) : Promise.reject(failure('rejected'));
  };
  return { appointments, collections, ask };
}
