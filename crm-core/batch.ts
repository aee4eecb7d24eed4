type Load<T> = (keys: string[]) => Promise<ReadonlyMap<string, T>>;

interface Turn<T> {
  readonly keys: Set<string>;
  readonly found: Promise<ReadonlyMap<string, T>>;
}

const turns = new WeakMap<object, Map<string, Turn<unknown>>>();

/** Loads what is asked for under one name in one turn of one request together, each key once. */
export async function batched<T>(
  asking: object,
  name: string,
  key: string,
  load: Load<T>,
): Promise<T | undefined> {
  const open = turns.get(asking) ?? new Map<string, Turn<unknown>>();
  turns.set(asking, open);
  let turn = open.get(name) as Turn<T> | undefined;
  if (!turn) {
    const keys = new Set<string>();
    const found = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      open.delete(name);
      return load([...keys]);
    });
    turn = { keys, found };
    open.set(name, turn);
  }
  turn.keys.add(key);
  return (await turn.found).get(key);
}
