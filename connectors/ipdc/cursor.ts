import { z } from 'zod';

const streamCursor = z.object({
  source: z.literal('ldes'),
  /** The page to read next, counted from 0. */
  page: z.number().int().nonnegative(),
  /** The versions of that page that were delivered already. */
  seen: z.array(z.string()),
});
export type StreamCursor = z.infer<typeof streamCursor>;

const exportCursor = z.object({
  source: z.literal('export'),
  /** The window: what was received at this instant or later; undefined is everything. */
  from: z.string().nullish(),
  page: z.number().int().nonnegative(),
  /** The latest `laatstOntvangen` seen in this window. */
  latest: z.string().nullish(),
});
export type ExportCursor = z.infer<typeof exportCursor>;

/** Where the stream goes on; from its first page where `cursor` is absent or belongs to the export. */
export function readStreamCursor(cursor: string | undefined): StreamCursor {
  return read(streamCursor, cursor) ?? { source: 'ldes', page: 0, seen: [] };
}

/** Where the export goes on; from its beginning where `cursor` is absent or belongs to the stream. */
export function readExportCursor(cursor: string | undefined): ExportCursor {
  return read(exportCursor, cursor) ?? { source: 'export', page: 0 };
}

function read<Shape extends z.ZodType>(shape: Shape, cursor: string | undefined) {
  try {
    return shape.parse(JSON.parse(cursor ?? 'null'));
  } catch {
    return undefined; // starting over repeats what the hub has and loses nothing
  }
}
