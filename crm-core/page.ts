import { CoreError } from './core-error.ts';
import { texts } from './texts.ts';

export interface Page<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** A page from one row more than was asked for. `after` tells whether something came before. */
export function pageOf<Node>(
  rows: readonly Node[],
  first: number,
  after: unknown,
  cursorOf: (node: Node, index: number) => string,
): Page<Node> {
  const edges = rows
    .slice(0, first)
    .map((node, index) => ({ cursor: encodeCursor(cursorOf(node, index)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: Boolean(after),
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** `first` within its bounds, or BAD_USER_INPUT. */
export function limited(first: number, most: number): number {
  if (first >= 1 && first <= most) return first;
  throw new CoreError(texts.limit(most), 'BAD_USER_INPUT');
}

function encodeCursor(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/** The place that a cursor of ours stands for, in the form that `form` asks for, or BAD_USER_INPUT. */
export function decodeCursor(cursor: string | null | undefined, form: RegExp): string | undefined {
  if (!cursor) return undefined;
  const place = Buffer.from(cursor, 'base64url').toString();
  if (form.test(place)) return place;
  throw new CoreError(texts.cursor, 'BAD_USER_INPUT');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return uuid.test(text);
}
