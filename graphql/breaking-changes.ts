import { buildSchema, findBreakingChanges } from 'graphql';

/** What of a published schema no longer holds in its new form, a sentence each that names the type and the field. */
export function breakingChanges(published: string, renewed: string): readonly string[] {
  const options = { assumeValidSDL: true };
  const changes = findBreakingChanges(buildSchema(published, options), buildSchema(renewed, options));
  return changes.map(({ description }) => description).sort();
}
