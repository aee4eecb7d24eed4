import { z } from 'zod';

const kind = z.enum(['question', 'report', 'suggestion', 'complaint']);
const day = z.string().regex(/^\d\d-\d\d$/);
const clock = z.string().regex(/^\d\d:\d\d$/);

/** When a rule counts: where it says several things, all must be so; of one thing, any. Empty says nothing. */
const when = z.strictObject({
  kinds: z.array(kind).default([]),
  products: z.array(z.string()).default([]),
  themes: z.array(z.string()).default([]),
  postcodes: z.array(z.string()).default([]),
  streets: z.array(z.string()).default([]),
  /** Words or phrases; `*` at the end stands for the rest of a word. */
  words: z.array(z.string()).default([]),
  /** 1 is Monday. */
  weekdays: z.array(z.int().min(1).max(7)).default([]),
  /** On the clock of Brussels; over midnight where the end is before the start. */
  hours: z.strictObject({ from: clock, until: clock }).nullable().default(null),
  /** Days in the year, both included; over New Year where the end is before the start. */
  season: z.strictObject({ from: day, until: day }).nullable().default(null),
  /** Only while its group has fewer open cases than this. */
  whileFewerThan: z.int().min(1).nullable().default(null),
});

/** A question that must go to a group, by which the rules are tested before they count. */
const example = z.strictObject({
  kind,
  productNumber: z.string().nullable().default(null),
  text: z.string().default(''),
  postcode: z.string().nullable().default(null),
  street: z.string().nullable().default(null),
  /** The moment at which it is asked; null where it must be so at any moment. */
  at: z.iso.datetime().nullable().default(null),
  /** How many open cases each group has at that moment. */
  openCases: z.int().min(0).default(0),
  goesTo: z.string(),
});

const rule = z.strictObject({
  id: z.string(),
  name: z.string(),
  when,
  /** Null stops: the rules that follow do not count, the catalogue decides. */
  goesTo: z.string().nullable(),
  examples: z.array(example),
});

export const ruleList = z.array(rule);
export type Rule = z.infer<typeof rule>;
export type When = z.infer<typeof when>;
export type Example = z.infer<typeof example>;
