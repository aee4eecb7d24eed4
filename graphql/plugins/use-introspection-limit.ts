import { visit } from 'graphql';
import type { DocumentRule } from '../documents.ts';
import { graphError } from '../errors.ts';

/** Keeps the schema to those who have it already: the clients and the developers of this project. */
export function useIntrospectionLimit(): DocumentRule {
  return (document) => {
    visit(document, {
      Field({ name }) {
        if (name.value !== '__schema' && name.value !== '__type') return;
        throw graphError('This graph does not answer introspection.', 'GRAPHQL_VALIDATION_FAILED', {
          status: 400,
        });
      },
    });
    return undefined;
  };
}
