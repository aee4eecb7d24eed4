import { type Content, type SingleField, singleFields } from './told-customer.ts';

export interface Version {
  readonly toldAt: Date;
  readonly content: Content;
}

/** Something that a record had at some time: since when its source says so, and the last day on which it held. */
type Fact<Value> = Value & { readonly toldAt: Date; readonly validUntil: Date | null };

type Point = Content['points'][number];
type Address = NonNullable<Content['address']>;

export interface RecordState {
  readonly newest: Version;
  /** Field → ISO 8601: since when the source says what it says now. */
  readonly since: Readonly<Partial<Record<SingleField, string>>>;
  readonly points: readonly Fact<Point>[];
  readonly addresses: readonly Fact<Address>[];
}

/** What follows from all versions of a record, in their own order: the same in whatever order they came. */
export function recordState(versions: readonly [Version, ...Version[]]): RecordState {
  const newest = versions.at(-1) ?? versions[0];
  const since = singleFields.flatMap((field) =>
    newest.content[field] === null ? [] : [[field, sinceOf(versions, field).toISOString()]],
  );
  return {
    newest,
    since: Object.fromEntries(since),
    points: factsOf(versions, ({ points }) => points),
    addresses: factsOf(versions, ({ address }) => (address ? [address] : [])),
  };
}

function sinceOf(versions: readonly [Version, ...Version[]], field: SingleField): Date {
  const value = versions.at(-1)?.content[field];
  const other = versions.findLastIndex(({ content }) => content[field] !== value);
  return (versions[other + 1] ?? versions[0]).toldAt;
}

/** What a later version no longer says ended on the day before; said again, it holds again. */
function factsOf<Value extends object>(
  versions: readonly Version[],
  valuesOf: (content: Content) => readonly Value[],
): Fact<Value>[] {
  const facts = new Map<string, Fact<Value>>();
  for (const { toldAt, content } of versions) {
    const values = new Map(valuesOf(content).map((value) => [keyOf(value), value]));
    for (const [key, fact] of facts) if (!values.has(key)) facts.set(key, ended(fact, toldAt));
    for (const [key, value] of values) facts.set(key, begun(facts.get(key), value, toldAt));
  }
  return [...facts.values()];
}

function ended<Value>(fact: Fact<Value>, at: Date): Fact<Value> {
  return fact.validUntil === null ? { ...fact, validUntil: dayBefore(at) } : fact;
}

function begun<Value>(known: Fact<Value> | undefined, value: Value, toldAt: Date): Fact<Value> {
  return known?.validUntil === null ? known : { ...value, toldAt, validUntil: null };
}

/** Content that was kept comes back with its keys in another order. */
export function keyOf(value: object): string {
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function dayBefore(instant: Date): Date {
  return new Date(`${new Date(instant.getTime() - 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`);
}
