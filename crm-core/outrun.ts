const mostTries = 5;

/** Prisma's and PostgreSQL's words for: the same row was made or removed meanwhile, or two waited for each other. */
const outrun: ReadonlySet<unknown> = new Set(['P2002', 'P2025', 'P2034', '23505', '40001', '40P01']);

/**
 * Does it again where somebody else was a moment earlier: then it sees what he did. A reference that was drawn twice is such
 * a case as well, once in 29^9 times. `work` takes back what it did when it fails.
 */
export async function againWhenOutrun<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === mostTries || !codesOf(error).some((code) => outrun.has(code))) throw error;
    }
  }
}

function codesOf(error: unknown): unknown[] {
  const { code, meta } = error as {
    code?: unknown;
    meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } };
  };
  return [code, meta?.driverAdapterError?.cause?.originalCode];
}
