import { z } from 'zod';

const item = z.strictObject({
  /** The back end's own key of an activity, or of a kind of waste. */
  key: z.string().min(1),
  /** In Dutch, one of them: `matras`. */
  name: z.string().min(1),
  count: z.int().min(1).max(99),
});

/** What is agreed on a booking: all that can be amended. */
export const bookingTerms = z.strictObject({
  /** For a collection: the beginning of the day or the part of it. */
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime().nullable(),
  /** Where, in the back end's own key; null where it has but one place. */
  location: z.string().nullable(),
  /** Where it is collected. */
  address: z.string().nullable(),
  online: z.boolean(),
  /** With whom, in the back end's own key. */
  expert: z.string().nullable(),
  note: z.string(),
  items: z.array(item).min(1).max(30),
});
export type Terms = z.infer<typeof bookingTerms>;
export type Item = z.infer<typeof item>;

export type Changes = { readonly [Field in keyof Terms]?: Terms[Field] | undefined };

/** The terms with some of them changed; an appointment that moves takes as long as before. */
export function amended(before: Terms, changes: Changes): Terms {
  const said = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const after: Terms = { ...before, ...said };
  const moved = Date.parse(after.startsAt) - Date.parse(before.startsAt);
  if (moved === 0 || changes.endsAt !== undefined || before.endsAt === null) return after;
  return { ...after, endsAt: new Date(Date.parse(before.endsAt) + moved).toISOString() };
}

/** One field that is not what it was; of an item, its count. */
export interface Difference {
  readonly field: keyof Terms | 'title' | 'description' | 'dueAt' | 'telephone' | 'about';
  /** The name of an item. */
  readonly name: string | null;
  /** Null for an item that was not there. */
  readonly before: string | null;
  /** Null for an item that is not there any more. */
  readonly after: string | null;
}

const plain = ['location', 'address', 'online', 'expert', 'note'] as const;

/** Only what is not the same, the moment first. The end of an appointment goes with its beginning. */
export function differenceOf(before: Terms, after: Terms): Difference[] {
  const moment: Difference[] =
    Date.parse(before.startsAt) === Date.parse(after.startsAt)
      ? []
      : [{ field: 'startsAt', name: null, before: before.startsAt, after: after.startsAt }];
  const fields = plain.flatMap((field): Difference[] =>
    before[field] === after[field]
      ? []
      : [{ field, name: null, before: asText(before[field]), after: asText(after[field]) }],
  );
  return [...moment, ...itemsThatDiffer(before.items, after.items), ...fields];
}

function itemsThatDiffer(before: readonly Item[], after: readonly Item[]): Difference[] {
  const was = new Map(before.map((one) => [one.key, one]));
  const is = new Map(after.map((one) => [one.key, one]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): Difference[] => {
    const [old, now] = [was.get(key), is.get(key)];
    if (old?.count === now?.count) return [];
    const name = now?.name ?? old?.name ?? key;
    return [{ field: 'items', name, before: asText(old?.count), after: asText(now?.count) }];
  });
}

function asText(value: string | number | boolean | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}
