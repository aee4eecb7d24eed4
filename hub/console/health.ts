export interface Part {
  readonly name: string;
  /** Whether the hub cannot do its work without it. */
  readonly needed: boolean;
  /** Resolves to facts worth showing; throws when the part does not work. */
  readonly check: () => Promise<Readonly<Record<string, unknown>> | undefined>;
}

export interface Health {
  readonly status: 'ready' | 'degraded' | 'unavailable';
  readonly parts: Readonly<
    Record<string, { readonly status: 'up' | 'down' } & Readonly<Record<string, unknown>>>
  >;
}

/** Asks every part at once, each for two seconds at most: a needed part that is down makes the whole unavailable. */
export async function healthOf(parts: readonly Part[]): Promise<Health> {
  const results = await Promise.all(
    parts.map(async ({ name, needed, check }) => {
      const facts = await within(check(), 2000).catch((error: unknown) => ({
        status: 'down' as const,
        reason: error instanceof Error ? error.message : 'unknown',
      }));
      return { name, needed, part: { status: 'up' as const, ...facts } };
    }),
  );
  const down = results.filter(({ part }) => part.status !== ('up' as string));
  const status = down.length === 0 ? 'ready' : down.some(({ needed }) => needed) ? 'unavailable' : 'degraded';
  return { status, parts: Object.fromEntries(results.map(({ name, part }) => [name, part])) };
}

async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
