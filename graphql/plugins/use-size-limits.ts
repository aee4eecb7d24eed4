import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode, visit } from 'graphql';
import type { DocumentRule } from '../documents.ts';
import { graphError } from '../errors.ts';
import { fragmentsOf } from '../fragments.ts';
import type { Limits } from '../limits.ts';

type SizeLimits = Pick<Limits, 'depth' | 'fields' | 'spreadFields' | 'aliases' | 'directives' | 'operations'>;

/** Refuses documents that are too large to be meant well, before validation spends time on them. */
export function useSizeLimits(limits: SizeLimits): DocumentRule {
  return (document) => {
    const { depth, spreadFields } = extentOf(document);
    const sizes: Readonly<Record<keyof SizeLimits, number>> = { ...countsOf(document), depth, spreadFields };
    for (const [name, limit] of Object.entries(limits)) {
      if (name in sizes) check(name, sizes[name as keyof SizeLimits], limit);
    }
    return undefined;
  };
}

const words: Readonly<Record<string, string>> = {
  depth: 'levels of fields',
  fields: 'fields',
  spreadFields: 'fields once its fragments are written out',
  aliases: 'aliases',
  directives: 'directives',
  operations: 'operations',
};

function check(name: string, size: number, limit: number): void {
  if (size <= limit) return;
  throw graphError(`The document has more than ${limit} ${words[name]}.`, 'LIMIT_EXCEEDED', { status: 400 });
}

function countsOf(document: DocumentNode) {
  let fields = 0;
  let aliases = 0;
  let directives = 0;
  visit(document, {
    Field({ alias }) {
      fields += 1;
      if (alias) aliases += 1;
    },
    Directive() {
      directives += 1;
    },
  });
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION).length;
  return { fields, aliases, directives, operations };
}

interface Extent {
  readonly depth: number;
  readonly spreadFields: number;
}

const none: Extent = { depth: 0, spreadFields: 0 };

/** Each fragment is measured once, so that fragments that fan out cost no time here. */
function extentOf(document: DocumentNode): Extent {
  const fragments = fragmentsOf(document);
  const known = new Map<string, Extent>();
  const fragmentExtent = (name: string): Extent => {
    const measured = known.get(name);
    if (measured) return measured;
    known.set(name, none); // a cycle ends here; validation will name it
    const extent = setExtent(fragments.get(name)?.selectionSet);
    known.set(name, extent);
    return extent;
  };
  const setExtent = (set: SelectionSetNode | undefined): Extent =>
    (set?.selections ?? []).map(selectionExtent).reduce(beside, none);
  const selectionExtent = (selection: SelectionNode): Extent => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return fragmentExtent(selection.name.value);
    const inner = setExtent(selection.selectionSet);
    if (selection.kind === Kind.INLINE_FRAGMENT) return inner;
    const step = selection.name.value === 'ofType' ? 0 : 1; // introspection unwraps a type by up to nine of these
    return { depth: inner.depth + step, spreadFields: inner.spreadFields + 1 };
  };
  const operations = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? setExtent(definition.selectionSet) : none,
  );
  return {
    depth: Math.max(...operations.map(({ depth }) => depth)),
    spreadFields: Math.max(...operations.map(({ spreadFields }) => spreadFields)),
  };
}

function beside(left: Extent, right: Extent): Extent {
  return {
    depth: Math.max(left.depth, right.depth),
    spreadFields: left.spreadFields + right.spreadFields,
  };
}
