import { z } from 'zod';

/** An item in the register's own words. They stop at the mapping. */
export const item = z.object({
  id: z.string(),
  /** Grows with every change; what `GET /items?after=` takes. */
  version: z.string(),
  title: z.string(),
  state: z.string(),
  changedAt: z.iso.datetime(),
});
export type Item = z.infer<typeof item>;

export const itemPage = z.object({ items: z.array(item) });

/** `template.item.register`: a new item. */
export const registerItem = z.strictObject({ title: z.string().min(1) });

/** `template.item.get`: one item by its id. */
export const getItem = z.strictObject({ itemId: z.string().min(1) });
