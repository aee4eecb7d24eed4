/** How one target field comes to be: what it reads, in which words, and the function itself. */
export interface Rule<From, Value> {
  readonly reads: readonly (keyof From & string)[];
  readonly how: string;
  apply(from: From): Value;
}

/**
 * A message translator as a total table: the compiler refuses a forgotten target field, the suite a source field that
 * is neither read nor dropped. Pure: no clock, no network, no store.
 */
export interface Mapping<From extends object = object, To extends object = object> {
  /** `telephony.call.ended -> crm.call.end`. */
  readonly name: string;
  readonly fields: { readonly [F in keyof To]-?: Rule<From, To[F]> };
  /** Source fields left behind, each with its reason: this is where data minimisation is reviewed. */
  readonly drops: { readonly [F in keyof From]?: string };
}

/** Declares a mapping between two shapes. */
export function defineMapping<From extends object, To extends object>(
  mapping: Mapping<From, To>,
): Mapping<From, To> {
  return mapping;
}

/** The five kinds of rule, typed for one source shape. */
export function rulesFor<From extends object>() {
  type Field = keyof From & string;
  return {
    /** The field as it is. */
    copy: <F extends Field>(field: F): Rule<From, From[F]> => ({
      reads: [field],
      how: 'as it is',
      apply: (from) => from[field],
    }),
    /** One field through a named function. */
    read: <F extends Field, Value>(field: F, fn: (value: From[F]) => Value): Rule<From, Value> => ({
      reads: [field],
      how: fn.name || 'computed',
      apply: (from) => fn(from[field]),
    }),
    /** Several fields together; `how` is what a functional owner reads. */
    derive: <F extends Field, Value>(
      fields: readonly F[],
      how: string,
      fn: (from: Pick<From, F>) => Value,
    ): Rule<From, Value> => ({ reads: fields, how, apply: fn }),
    /** A code through a table; what the table does not know becomes `otherwise`. */
    lookup: <F extends Field, Value extends string>(
      field: F,
      table: Readonly<Record<string, Value>>,
      otherwise: Value,
    ): Rule<From, Value> => ({
      reads: [field],
      how: `${Object.entries(table)
        .map(([theirs, ours]) => `${theirs} → ${ours}`)
        .join(', ')}; else ${otherwise}`,
      apply: (from) => {
        const key = String(from[field]);
        return Object.hasOwn(table, key) ? (table[key] ?? otherwise) : otherwise;
      },
    }),
    /** Always the same value. */
    constant: <const Value>(value: Value): Rule<From, Value> => ({
      reads: [],
      how: `always ${JSON.stringify(value)}`,
      apply: () => value,
    }),
  };
}

/** Applies a mapping. Throws only what its rules throw. */
export function translate<From extends object, To extends object>(
  mapping: Mapping<From, To>,
  from: From,
): To {
  const rules = Object.entries(mapping.fields) as [keyof To, Rule<From, To[keyof To]>][];
  return Object.fromEntries(rules.map(([field, rule]) => [field, rule.apply(from)])) as To;
}

/** The fields of `sample` that the mapping neither reads nor drops; the suite wants none. */
export function unaccounted<From extends object, To extends object>(
  mapping: Mapping<From, To>,
  sample: From,
): string[] {
  const rules = Object.values(mapping.fields) as Rule<From, unknown>[];
  const known = new Set<string>([...rules.flatMap(({ reads }) => reads), ...Object.keys(mapping.drops)]);
  return Object.keys(sample).filter((field) => !known.has(field));
}
