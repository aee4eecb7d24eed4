import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Entry {
  readonly payload: AdapterPayload;
  readonly expiresAt: number;
}

/** Keeps what the bundled provider must remember in memory: at most `limit` entries, the oldest leaving first. */
export function memoryAdapter(now: () => Date, limit = 10_000): AdapterFactory {
  const entries = new Map<string, Entry>();

  function find(key: string) {
    const entry = entries.get(key);
    if (entry && entry.expiresAt > now().getTime()) return entry.payload;
    entries.delete(key);
    return undefined;
  }

  function keep(key: string, entry: Entry) {
    entries.delete(key);
    entries.set(key, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= limit) break;
      entries.delete(oldest);
    }
  }

  function findBy(model: string, field: 'uid' | 'userCode', value: string) {
    for (const key of entries.keys()) {
      if (!key.startsWith(`${model}:`)) continue;
      const payload = find(key);
      if (payload?.[field] === value) return payload;
    }
    return undefined;
  }

  return (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn ? now().getTime() + expiresIn * 1000 : Number.POSITIVE_INFINITY;
      keep(`${model}:${id}`, { payload, expiresAt });
    },
    find: async (id) => find(`${model}:${id}`),
    findByUid: async (uid) => findBy(model, 'uid', uid),
    findByUserCode: async (userCode) => findBy(model, 'userCode', userCode),
    async consume(id) {
      const payload = find(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(now().getTime() / 1000);
    },
    destroy: async (id) => void entries.delete(`${model}:${id}`),
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
    },
  });
}
