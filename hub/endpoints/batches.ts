/** Groups what is there at once: the first of a batch is waited for, the others only taken when they need no waiting. */
export async function* batches<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  const iterator = source[Symbol.asyncIterator]();
  let pending = iterator.next();
  try {
    for (let first = await pending; !first.done; first = await pending) {
      const batch = [first.value];
      pending = iterator.next();
      for (
        let next = await atOnce(pending, batch.length < size);
        next;
        next = await atOnce(pending, batch.length < size)
      ) {
        batch.push(next.value);
        pending = iterator.next();
      }
      yield batch;
    }
  } finally {
    pending.catch(() => {}); // an error after the reader left concerns nobody
    await iterator.return?.();
  }
}

async function atOnce<T>(pending: Promise<IteratorResult<T>>, wanted: boolean) {
  if (!wanted) return undefined;
  const tick = new Promise<undefined>((resolve) => setImmediate(() => resolve(undefined)));
  const result = await Promise.race([pending.catch(() => undefined), tick]); // a break is told after the batch
  return result?.done ? undefined : result;
}
