import { setTimeout as sleep } from 'node:timers/promises';

/** Reads events until one is what we wait for. */
export function follow<T>(source: AsyncIterable<T>) {
  const iterator = source[Symbol.asyncIterator]();
  return {
    async until(condition: (value: T) => boolean): Promise<T> {
      for (;;) {
        const { value, done } = await iterator.next();
        if (done) throw new Error('the subscription ended');
        if (condition(value)) return value;
      }
    },
  };
}

/** Looks again until there is something, for a minute. */
export async function poll<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error('waited a minute for it');
}

/** Tells a simulator what happens in the world outside. */
export async function steer<T>(adminUrl: string, path: string, body: object): Promise<T> {
  const response = await fetch(`${adminUrl}${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`steering ${path}: HTTP ${response.status}`);
  const text = await response.text();
  return (text ? JSON.parse(text) : {}) as T;
}

/** What a simulator knows. */
export async function read<T>(adminUrl: string, path: string): Promise<T> {
  const response = await fetch(`${adminUrl}${path}`);
  return (await response.json()) as T;
}
