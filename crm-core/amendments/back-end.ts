import { z } from 'zod';
import { askHouse } from '../ask-house.ts';
import type { Ground } from '../ports.ts';
import { bookingTerms, type Terms } from './terms.ts';

/** What every question to a back end is called: `appointments.appointment.book`, `waste.collection.slots`. */
const family: Readonly<Record<string, string>> = {
  appointment: 'appointments.appointment',
  collection: 'waste.collection',
};

const slot = z.object({
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable(),
  location: z.string().nullable(),
  expert: z.string().nullable(),
  online: z.boolean(),
});
export type Slot = z.infer<typeof slot>;

/** The contract with every back end, question by question: what it replies. `crm-core/README.md` says what is asked. */
const replies = {
  capabilities: z.object({ change: z.boolean() }),
  slots: z.object({ slots: z.array(slot) }),
  alternatives: z.object({
    alternatives: z.array(
      z.object({ name: z.string(), description: z.string(), url: z.string().nullable() }),
    ),
  }),
  book: z.object({ externalId: z.string().min(1) }),
  change: z.object({}),
  cancel: z.object({}),
  get: z.object({ terms: bookingTerms.nullable() }),
  find: z.object({ externalId: z.string().min(1).nullable() }),
};
type Question = keyof typeof replies;
export type ReplyTo<Asked extends Question> = z.infer<(typeof replies)[Asked]>;

export type Outcome<Data> =
  | { readonly outcome: 'done'; readonly data: Data }
  | { readonly outcome: 'refused' | 'silent'; readonly reason: string };

/** Asks a back end. A reply that nobody understands is as good as none: it may have been done. */
export async function askBackEnd<Asked extends Question>(
  ground: Ground,
  kind: string,
  question: Asked,
  data: object,
): Promise<Outcome<ReplyTo<Asked>>> {
  const reply = await askHouse(ground, `${family[kind]}.${question}`, data);
  if (reply.outcome !== 'done') return reply;
  const read = replies[question].safeParse(reply.data);
  if (!read.success) return { outcome: 'silent', reason: 'malformed' };
  return { outcome: 'done', data: read.data as ReplyTo<Asked> };
}

/** Whether a back end holds exactly these terms. */
export function sameTerms(a: Terms, b: Terms): boolean {
  return JSON.stringify(inOrder(a)) === JSON.stringify(inOrder(b));
}

function inOrder({ startsAt, endsAt, items, ...rest }: Terms) {
  const ms = (instant: string | null) => (instant === null ? null : Date.parse(instant));
  const sorted = items
    .map(({ key, count }) => [key, count] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [ms(startsAt), ms(endsAt), sorted, Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))];
}
