import type { Ground, Tx } from './ports.ts';

/** How long another node may still go by what was configured before. */
const rememberedMs = 5_000;

/**
 * Configuration that is read often and changed seldom, kept in memory for each database. It costs a query every five seconds
 * at most; the node that changes it calls `forget` once its change is committed.
 */
export function remembered<Value>(load: (tx: Tx) => Promise<Value>) {
  const kept = new WeakMap<object, { readonly at: number; readonly value: Value }>();
  return {
    async of(tx: Tx, { prisma }: Ground): Promise<Value> {
      const known = kept.get(prisma);
      if (known && performance.now() - known.at < rememberedMs) return known.value;
      const value = await load(tx);
      kept.set(prisma, { at: performance.now(), value });
      return value;
    },
    forget: ({ prisma }: Ground) => void kept.delete(prisma),
  };
}
