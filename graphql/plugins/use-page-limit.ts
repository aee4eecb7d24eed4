import { visit } from 'graphql';
import type { DocumentRule } from '../documents.ts';
import { graphError } from '../errors.ts';
import type { Limits } from '../limits.ts';
import { type PageSize, pageSizeOf } from '../page-size.ts';

/** Refuses pages that are negative or larger than any reader needs, also when a variable says so. */
export function usePageLimit({ pageSize }: Pick<Limits, 'pageSize'>): DocumentRule {
  return (document) => {
    const sizes: PageSize[] = [];
    visit(document, {
      Field(field) {
        const size = pageSizeOf(field);
        if (size) sizes.push(size);
      },
    });
    if (sizes.length === 0) return undefined;
    return (variables) => {
      const asked = sizes.flatMap((size) => size(variables) ?? []);
      if (asked.every((size) => size >= 0 && size <= pageSize)) return undefined;
      return graphError(`A page has 0 to ${pageSize} items.`, 'LIMIT_EXCEEDED', { status: 400 });
    };
  };
}
